import { formatSort, parseSort, sortRows } from './sortRows';

describe('sortRows', () => {
  const rows = [
    { id: 'a', n: 2 },
    { id: 'b', n: undefined },
    { id: 'c', n: 10 },
    { id: 'd', n: 2 },
  ];
  it('sorts numbers by size, keeps equal rows in order and unknown last', () => {
    const ids = (desc: boolean) =>
      sortRows(rows, r => r.n, desc).map(r => r.id);
    expect(ids(false)).toEqual(['a', 'd', 'c', 'b']);
    expect(ids(true)).toEqual(['c', 'a', 'd', 'b']);
  });

  it('sorts texts with numbers in them as people do', () => {
    const names = ['pod-10', 'pod-9', 'pod-1'].map(id => ({ id }));
    expect(sortRows(names, r => r.id, false).map(r => r.id)).toEqual([
      'pod-1',
      'pod-9',
      'pod-10',
    ]);
  });

  it('leaves the given list alone', () => {
    const given = [3, 1];
    sortRows(given, n => n, false);
    expect(given).toEqual([3, 1]);
  });

  it('round-trips an order through the address', () => {
    for (const text of ['budget', '-budget']) {
      expect(formatSort(parseSort(text))).toBe(text);
    }
    expect(parseSort('-')).toBeUndefined();
    expect(parseSort(undefined)).toBeUndefined();
    expect(formatSort(undefined)).toBeUndefined();
  });
});
