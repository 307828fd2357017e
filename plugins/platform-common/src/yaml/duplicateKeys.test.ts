import { parseDocument } from 'yaml';
import { findDuplicateKeys } from './duplicateKeys';

function find(text: string) {
  return findDuplicateKeys(parseDocument(text, { uniqueKeys: false }));
}

describe('findDuplicateKeys', () => {
  it('names each field and its second place', () => {
    const text =
      'a: 1\nspec:\n  list:\n    - c: 1\n      d: 2\n      c: 3\na: 2\n';
    expect(find(text)).toEqual([
      { path: 'spec.list[0].c', offset: text.indexOf('c: 3') },
      { path: 'a', offset: text.indexOf('a: 2') },
    ]);
  });

  it('counts keys as equal that become one property', () => {
    expect(find('1: a\n"1": b\n')).toMatchObject([{ path: '1' }]);
  });

  it('finds nothing where keys differ or are in different mappings', () => {
    expect(find('a: {x: 1}\nb: {x: 1}\n')).toEqual([]);
    expect(find('')).toEqual([]);
  });

  it('tells at most twenty', () => {
    expect(find('a: 1\n'.repeat(500))).toHaveLength(20);
  });
});
