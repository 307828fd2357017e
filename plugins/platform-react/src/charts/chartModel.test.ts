import {
  estimateWidth,
  extentOf,
  fitText,
  instantsOf,
  nearestInstant,
  spreadLabels,
  valueDomain,
} from './chartModel';

describe('chartModel', () => {
  const a = {
    id: 'a',
    label: 'A',
    points: [
      [1, 5],
      [2, null],
      [3, 7],
    ] as const,
  };
  const b = {
    id: 'b',
    label: 'B',
    points: [
      [2, 0],
      [4, 1],
    ] as const,
  };

  it('joins the times of all series and keeps gaps apart from zero', () => {
    expect(instantsOf([a, b])).toEqual([
      { at: 1, values: [5, undefined] },
      { at: 2, values: [undefined, 0] },
      { at: 3, values: [7, undefined] },
      { at: 4, values: [undefined, 1] },
    ]);
  });

  it('finds the nearest time', () => {
    const instants = [{ at: 0 }, { at: 10 }, { at: 30 }];
    expect(
      [-5, 4, 6, 19, 21, 99].map(x => nearestInstant(instants, x)),
    ).toEqual([0, 0, 1, 1, 2, 2]);
    expect(nearestInstant([], 1)).toBe(-1);
  });

  it('tells low, high and last, and that the last is a gap', () => {
    expect(extentOf(a)).toEqual({ low: 5, high: 7, last: 7 });
    expect(
      extentOf({
        id: 'c',
        label: 'C',
        points: [
          [1, 2],
          [2, null],
        ],
      }),
    ).toEqual({ low: 2, high: 2, last: undefined });
    expect(
      extentOf({
        id: 'd',
        label: 'D',
        points: [
          [1, null],
          [2, NaN],
        ],
      }),
    ).toBeUndefined();
  });

  it('includes zero, except for values that lie close together', () => {
    expect(valueDomain([a, b])).toEqual([0, 7]);
    expect(valueDomain([a], [{ value: 9, label: 'limit' }])).toEqual([0, 9]);
    const [low, high] = valueDomain([
      {
        id: 'x',
        label: '',
        points: [
          [1, 99.9],
          [2, 99.99],
        ],
      },
    ]);
    expect(low).toBeGreaterThan(99);
    expect(high).toBeLessThan(100);
    expect(valueDomain([])).toEqual([0, 1]);
    expect(valueDomain([{ id: 'z', label: '', points: [[1, 0]] }])).toEqual([
      0, 1,
    ]);
  });

  it('moves labels apart within the plot', () => {
    const placed = spreadLabels([50, 52, 99], 14, 0, 100);
    expect(placed[1] - placed[0]).toBeGreaterThanOrEqual(14);
    expect(placed[2] - placed[1]).toBeGreaterThanOrEqual(14);
    expect(Math.max(...placed)).toBeLessThanOrEqual(100);
    expect(spreadLabels([80, 10], 14, 0, 100)).toEqual([80, 10]);
  });

  it('shortens texts to a width', () => {
    expect(fitText('p95', 100)).toBe('p95');
    const short = fitText('a rather long label', 60);
    expect(short).toMatch(/…$/);
    expect(estimateWidth(short)).toBeLessThanOrEqual(60);
    expect(estimateWidth('延迟')).toBeGreaterThan(estimateWidth('ab'));
  });
});
