import fc from 'fast-check';
import { HEALTH_STATUSES, type Verdict } from '../health/types';
import { foldVerdicts, worseHealth } from './foldVerdicts';
import type { FoldItem } from './types';

function item(
  name: string,
  status: Verdict['status'],
  rest: Partial<Verdict> = {},
): FoldItem {
  return {
    ref: { group: 'apps', kind: 'Deployment', namespace: 'ns', name },
    verdict: {
      status,
      rule: 'test.rule',
      reason: `${status}Reason`,
      message: `${name} is ${status}.`,
      fields: ['status'],
      ...rest,
    },
  };
}

const arbitraryItem = fc
  .record({
    name: fc.string({ maxLength: 5 }),
    status: fc.constantFrom(...HEALTH_STATUSES),
    warning: fc.option(fc.boolean(), { nil: undefined }),
    reason: fc.constantFrom('Some', 'NotJudged'),
  })
  .map(({ name, status, warning, reason }) =>
    item(name, status, { warning, reason }),
  );

describe('foldVerdicts', () => {
  it('ranks a fault before a gap, and a gap before everything good', () => {
    const order = [
      'Healthy',
      'Suspended',
      'Progressing',
      'Unknown',
      'Missing',
      'Degraded',
    ] as const;
    for (let i = 1; i < order.length; i += 1) {
      expect(
        foldVerdicts(order.slice(0, i + 1).map(s => item(s, s))).status,
      ).toBe(order[i]);
      expect(worseHealth(order[i], order[i - 1])).toBe(order[i]);
    }
  });

  it('names up to three causes, worst first, and says one of them', () => {
    const folded = foldVerdicts([
      item('a', 'Healthy'),
      item('b', 'Progressing'),
      item('c', 'Healthy', { warning: true }),
      item('d', 'Degraded'),
      item('e', 'Suspended'),
    ]);
    expect(folded).toMatchObject({
      status: 'Degraded',
      warning: true,
      summary: 'Deployment d: d is Degraded; and 3 more.',
    });
    expect(folded.causes.map(c => c.ref.name)).toEqual(['d', 'b', 'e']);
  });

  it('says that nothing was observed', () => {
    expect(foldVerdicts([])).toEqual({
      status: 'Unknown',
      summary: 'Nothing was observed.',
      causes: [],
    });
  });

  it('does not count what nobody judged', () => {
    const unjudged = item('x', 'Unknown', { reason: 'NotJudged' });
    expect(foldVerdicts([item('a', 'Healthy'), unjudged]).status).toBe(
      'Healthy',
    );
    expect(foldVerdicts([unjudged])).toMatchObject({
      status: 'Unknown',
      summary: 'None of 1 objects can be judged.',
    });
  });

  it('is not improved by a further fault', () => {
    fc.assert(
      fc.property(
        fc.array(arbitraryItem, { maxLength: 8 }),
        arbitraryItem,
        (items, extra) => {
          const before = foldVerdicts(items);
          const after = foldVerdicts([...items, extra]);
          const isJudged = (i: FoldItem) => i.verdict.reason !== 'NotJudged';
          const candidates = [
            ...(items.some(isJudged) ? [before.status] : []),
            ...(isJudged(extra) ? [extra.verdict.status] : []),
          ];
          const worst = candidates.reduce(
            (a, b) => worseHealth(a, b),
            candidates[0] ?? 'Unknown',
          );
          expect(after.status).toBe(worst);
          expect(after.warning ?? false).toBe(
            (before.warning ?? false) ||
              (isJudged(extra) && (extra.verdict.warning ?? false)),
          );
        },
      ),
    );
  });

  it('does not depend on the order of its input', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(arbitraryItem, {
          selector: i => i.ref.name,
          maxLength: 8,
        }),
        items => {
          expect(foldVerdicts([...items].reverse())).toEqual(
            foldVerdicts(items),
          );
        },
      ),
    );
  });
});
