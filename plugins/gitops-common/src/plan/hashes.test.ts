import { createHash } from 'node:crypto';
import {
  contentHashOf,
  headBranchOf,
  idempotencyKeyOf,
  planIdOf,
} from './hashes';

const sha256 = (text: string) =>
  createHash('sha256').update(text).digest('hex');

const EDITS = [
  { path: 'b', content: '2' },
  { path: 'a', content: '1' },
];
const PLAN = { op: 'create-environment' as const, baseBranch: 'main' };

describe('hashes of a plan', () => {
  it('depend on content and not on the order of edits', () => {
    const hash = contentHashOf({ ...PLAN, edits: EDITS }, sha256);
    expect(hash).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(
      contentHashOf({ ...PLAN, edits: [...EDITS].reverse() }, sha256),
    ).toBe(hash);
    expect(
      contentHashOf(
        { ...PLAN, edits: [EDITS[0], { path: 'a', content: '1 ' }] },
        sha256,
      ),
    ).not.toBe(hash);
  });

  it('tell users, bases and verdicts apart', () => {
    const base = {
      contentHash: 'sha256:x',
      baseSha: 'a',
      checks: [],
      createdBy: 'user:default/mei',
    };
    const ids = [
      base,
      { ...base, baseSha: 'b' },
      { ...base, createdBy: 'user:default/jonas' },
      {
        ...base,
        checks: [
          {
            id: 'x',
            title: '',
            status: 'fail' as const,
            message: '',
            blocking: true,
            findings: [],
          },
        ],
      },
    ].map(plan => planIdOf(plan, sha256));
    expect(new Set(ids).size).toBe(4);
  });

  it('name the branch without a slash', () => {
    const request = {
      op: 'create-environment' as const,
      tier: 'dev' as const,
      name: 'x',
      answers: {},
    };
    const key = idempotencyKeyOf(request, sha256);
    expect(headBranchOf(request, { prefix: 'portal-', key, attempt: 1 })).toBe(
      `portal-create-environment-dev-x-${key.slice(0, 8)}`,
    );
    expect(
      headBranchOf(request, { prefix: 'portal-', key, attempt: 2 }),
    ).toMatch(/-r2$/);
  });
});
