import { formatQuantity, parseQuantity } from './quantity';

describe('parseQuantity', () => {
  it.each<[unknown, number]>([
    ['500m', 0.5],
    ['2', 2],
    [3, 3],
    ['1.5Gi', 1.5 * 2 ** 30],
    ['64Mi', 64 * 2 ** 20],
    ['1e3', 1000],
    ['1E', 1e18],
    ['1E3', 1000],
    ['100k', 100_000],
    ['.5', 0.5],
    ['12.', 12],
    ['250u', 250e-6],
  ])('reads %j', (text, value) => {
    expect(parseQuantity(text)).toBeCloseTo(value, 9);
  });

  it.each([
    '',
    'm',
    '1 Gi',
    '1gi',
    'Gi',
    '1.2.3',
    '0x10',
    undefined,
    null,
    {},
    NaN,
  ])('refuses %j', text => {
    expect(parseQuantity(text)).toBeUndefined();
  });
});

it('formats amounts as manifests write them', () => {
  expect(formatQuantity(0.5, 'cpu')).toBe('500m');
  expect(formatQuantity(3.25, 'cpu')).toBe('3.25');
  expect(formatQuantity(0, 'cpu')).toBe('0');
  expect(formatQuantity(16 * 2 ** 30, 'memory')).toBe('16Gi');
  expect(formatQuantity(1.25 * 2 ** 30, 'memory')).toBe('1.3Gi');
  expect(formatQuantity(100, 'memory')).toBe('100');
});
