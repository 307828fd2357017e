import fc from 'fast-check';
import { STATUS_TONES } from '@chat2sql/plugin-platform-common';
import {
  COMPLIANCE_STATUSES,
  COMPLIANCE_TONES,
  isComplianceStatus,
  UNOBSERVED_STATUSES,
  worstStatus,
} from './status';

const statuses = fc.array(fc.constantFrom(...COMPLIANCE_STATUSES));

describe('worstStatus', () => {
  it('does not depend on order or grouping', () => {
    fc.assert(
      fc.property(
        statuses,
        fc.array(statuses, { minLength: 1 }),
        (list, groups) => {
          expect(worstStatus([...list].reverse())).toBe(worstStatus(list));
          const all = groups.flat();
          const folded = groups
            .filter(g => g.length > 0)
            .map(g => worstStatus(g));
          expect(worstStatus(folded)).toBe(worstStatus(all));
        },
      ),
    );
  });

  it('proves nothing out of nothing, and lets a violation win', () => {
    expect(worstStatus([])).toBe('not-evidenced');
    expect(worstStatus(['stale', 'fail', 'pass'])).toBe('fail');
    expect(worstStatus(['pass', 'waived'])).toBe('waived');
  });
});

describe('COMPLIANCE_TONES', () => {
  it('is green only for what was proven or signed', () => {
    const green = COMPLIANCE_STATUSES.filter(
      s => COMPLIANCE_TONES[s] === 'healthy',
    );
    expect(green).toEqual(['attested', 'pass']);
    for (const status of UNOBSERVED_STATUSES) {
      expect(COMPLIANCE_TONES[status]).toBe('unknown');
    }
    for (const tone of Object.values(COMPLIANCE_TONES)) {
      expect(STATUS_TONES).toContain(tone);
    }
  });

  it('knows its words', () => {
    expect(isComplianceStatus('fail')).toBe(true);
    expect(isComplianceStatus('PASS')).toBe(false);
  });
});
