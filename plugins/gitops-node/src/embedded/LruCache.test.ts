import { LruCache } from './LruCache';

describe('LruCache', () => {
  it('forgets what was used longest ago', () => {
    const cache = LruCache.create<number>({ maxWeight: 3 });
    cache.set('a', 1, 1);
    cache.set('b', 2, 1);
    cache.set('c', 3, 1);
    expect(cache.get('a')).toBe(1);
    cache.set('d', 4, 1);
    expect(cache.get('b')).toBeUndefined();
    expect(cache.get('a')).toBe(1);
    cache.set('a', 5, 2);
    expect(cache.get('c')).toBeUndefined();
    expect(cache.get('a')).toBe(5);
  });

  it('keeps nothing heavier than itself, and drops the old value of that key', () => {
    const cache = LruCache.create<number>({ maxWeight: 3 });
    cache.set('a', 1, 1);
    cache.set('a', 2, 4);
    expect(cache.get('a')).toBeUndefined();
    cache.set('b', 3, 3);
    expect(cache.get('b')).toBe(3);
  });
});
