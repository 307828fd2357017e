import {
  describeWithTestdata,
  testdataCases,
  testdataObjects,
} from '../__fixtures__/testdata';
import {
  evaluatePodSecurity,
  POD_SECURITY_CONTROLS,
} from './evaluatePodSecurity';
import type { PodSecurityLevel } from './types';

interface Case {
  file: string;
  level: PodSecurityLevel;
  version: string;
  control: string;
  expect: 'pass' | 'fail';
}

const cases = testdataCases<Case>('pod-security');
const ids = new Set(POD_SECURITY_CONTROLS.map(c => c.id));

describeWithTestdata('verdicts of the upstream test data', () => {
  it('has all of it', () => {
    expect(cases).toHaveLength(254);
  });

  for (const { file, level, version, control, expect: expected } of cases) {
    it(`${level} ${version} ${expected} ${file}`, () => {
      const [pod] = testdataObjects('pod-security', file);
      const verdict = evaluatePodSecurity(pod, { level, version });
      expect(verdict.podSpecFound).toBe(true);
      expect(verdict.evaluatedVersion).toBe(version);
      expect(verdict.allowed).toBe(expected === 'pass');
      // Cases that pass are named after groups of fields, not only after controls.
      const refusedBy = verdict.violations.map(v => v.control);
      expect(refusedBy.includes(control)).toBe(expected === 'fail');
      expect(expected === 'pass' || ids.has(control)).toBe(true);
    });
  }
});
