import {
  overlay,
  trackReads,
  type RepositorySnapshot,
} from './repositorySnapshot';

const snapshot: RepositorySnapshot = {
  commit: 'c',
  paths: ['a', 'b'],
  read: path => (path === 'a' || path === 'b' ? `old ${path}` : undefined),
};

it('overlays new, changed and removed files', () => {
  const after = overlay(snapshot, [
    { path: 'b', content: undefined },
    { path: 'a', content: 'new a' },
    { path: '0', content: '' },
  ]);
  expect(after.paths).toEqual(['0', 'a']);
  expect(['0', 'a', 'b', 'x'].map(after.read)).toEqual([
    '',
    'new a',
    undefined,
    undefined,
  ]);
});

it('tells which files were asked for, missing ones too', () => {
  const tracked = trackReads(snapshot);
  tracked.read('x');
  tracked.read('a');
  tracked.read('a');
  expect(tracked.reads()).toEqual(['a', 'x']);
});
