import fc from 'fast-check';
import { refuseOwnMerge } from './mergeRule';
import { judgeProgress } from './progress';
import { isFollowed, isLive, nextChangeState } from './states';
import { CHANGE_STATES, type ChangeEventType, type ChangeState } from './types';

const EVENTS: ChangeEventType[] = [
  'requested',
  'opened',
  'comment',
  'stale',
  'conflicted',
  'settled',
  'pushed',
  'merged',
  'closed',
  'synced',
  'healthy',
];

describe('nextChangeState', () => {
  it('never leaves an end, never opens again what was merged or closed', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EVENTS)), events => {
        let state: ChangeState = 'opening';
        let ended = false;
        for (const event of events) {
          const next: ChangeState | undefined = nextChangeState(state, event);
          if (next === undefined) continue;
          expect(CHANGE_STATES).toContain(next);
          expect(ended && isLive(next)).toBe(false);
          if (!isLive(next)) ended = true;
          state = next;
        }
      }),
    );
    for (const event of EVENTS) {
      expect(nextChangeState('healthy', event)).toBeUndefined();
      expect(nextChangeState('rejected', event)).toBeUndefined();
    }
  });

  it('is healthy only after it was merged and synced', () => {
    const sourcesOf = (event: 'synced' | 'healthy') =>
      CHANGE_STATES.filter(state => nextChangeState(state, event) === event);
    expect(sourcesOf('synced')).toEqual(['merged']);
    expect(sourcesOf('healthy')).toEqual(['synced']);
    expect(CHANGE_STATES.filter(isFollowed)).toEqual(['merged', 'synced']);
  });
});

describe('judgeProgress', () => {
  const stages = {
    requested: '2026-11-25T08:00:00Z',
    merged: '2026-11-25T09:00:00Z',
    synced: '2026-11-25T09:01:00Z',
  };
  const at = (time: string) => new Date(`2026-11-25T${time}Z`);
  const judge = (state: ChangeState, time: string) =>
    judgeProgress({ state, stages, updatedAt: stages.synced }, at(time));

  it('names who must act and since when', () => {
    expect(judge('open', '20:00:00')).toEqual({
      waitingFor: 'reviewer',
      since: stages.requested,
      stuck: false,
    });
    expect(judge('stale', '20:00:00')).toMatchObject({ waitingFor: 'author' });
    expect(judge('healthy', '20:00:00')).toEqual({
      waitingFor: 'nobody',
      stuck: false,
    });
  });

  it('finds what waits for too long', () => {
    expect(judge('merged', '09:05:00').stuck).toBe(false);
    expect(judge('merged', '09:05:01')).toMatchObject({
      waitingFor: 'reconciler',
      stuck: true,
    });
    expect(judge('synced', '09:16:00').stuck).toBe(false);
    expect(judge('synced', '09:16:01').stuck).toBe(true);
  });
});

describe('refuseOwnMerge', () => {
  const refuse = (tier: any, user: string, selfMergeTiers: any[] = []) =>
    refuseOwnMerge({ tier, author: 'user:default/mei', user, selfMergeTiers });

  it('lets others merge, and authors only where config says so', () => {
    expect(refuse('prod', 'user:default/jonas')).toBeUndefined();
    expect(refuse('dev', 'user:default/mei')).toMatch(/somebody other/);
    expect(refuse('dev', 'user:default/mei', ['dev'])).toBeUndefined();
    expect(refuse('test', 'user:default/mei', ['dev'])).toBeDefined();
  });

  it.each(['staging', 'prod'])('never lets authors merge on %s', tier => {
    expect(refuse(tier, 'user:default/mei', [tier, 'dev'])).toContain(tier);
  });
});
