import {
  describeWithTestdata,
  testdataCases,
  testdataObjects,
} from '../__fixtures__/testdata';
import differences from '../__fixtures__/kyvernoDifferences.json';
import { evaluatePodSecurity } from './evaluatePodSecurity';

interface Case {
  policy: string;
  rule: string;
  kind: string;
  resource: string;
  files: string[];
  expect: 'pass' | 'fail';
}

interface Mapping {
  level: 'baseline' | 'restricted';
  /** Controls the policy is about; all when left out. */
  controls?: string[];
  /** Controls the policy leaves out. */
  exempt?: string[];
  /** Only for pods whose images are all of these. */
  exemptImages?: RegExp;
  /** Part of the control the rule is about, by path. */
  path?: RegExp;
}

/** What each rule of the policies is in terms of the Pod Security Standards. */
const MAPPINGS: Record<string, Mapping> = {
  'adding-capabilities': {
    level: 'baseline',
    controls: ['capabilities_baseline'],
  },
  'host-namespaces': { level: 'baseline', controls: ['hostnamespaces'] },
  'host-path': { level: 'baseline', controls: ['hostpathvolumes'] },
  'host-ports-none': { level: 'baseline', controls: ['hostports'] },
  'host-port-range': { level: 'baseline', controls: ['hostports'] },
  'host-process-containers': {
    level: 'baseline',
    controls: ['windowshostprocess'],
  },
  'privileged-containers': { level: 'baseline', controls: ['privileged'] },
  'check-proc-mount': { level: 'baseline', controls: ['procmount'] },
  'selinux-type': {
    level: 'baseline',
    controls: ['selinuxoptions'],
    path: /\.type$/,
  },
  'selinux-user-role': {
    level: 'baseline',
    controls: ['selinuxoptions'],
    path: /\.(user|role)$/,
  },
  'app-armor': { level: 'baseline', controls: ['apparmorprofile'] },
  'check-seccomp': {
    level: 'baseline',
    controls: ['seccompprofile_baseline'],
  },
  'check-sysctls': { level: 'baseline', controls: ['sysctls'] },
  'adding-capabilities-strict': {
    level: 'restricted',
    controls: ['capabilities_restricted'],
    path: /\.add/,
  },
  'require-drop-all': {
    level: 'restricted',
    controls: ['capabilities_restricted'],
    path: /\.drop/,
  },
  'privilege-escalation': {
    level: 'restricted',
    controls: ['allowprivilegeescalation'],
  },
  'run-as-non-root-user': { level: 'restricted', controls: ['runasuser'] },
  'run-as-non-root': { level: 'restricted', controls: ['runasnonroot'] },
  'check-seccomp-strict': {
    level: 'restricted',
    controls: ['seccompprofile_restricted'],
  },
  'restricted-volumes': {
    level: 'restricted',
    controls: ['restrictedvolumes'],
  },
  baseline: { level: 'baseline' },
  restricted: { level: 'restricted' },
  'restricted-exempt-capabilities': {
    level: 'restricted',
    exempt: ['capabilities_baseline', 'capabilities_restricted'],
    exemptImages: /^(ghcr\.io\/kyverno\/test-nginx|redis)/,
  },
  'restricted-exempt-seccomp': {
    level: 'restricted',
    exempt: ['seccompprofile_baseline', 'seccompprofile_restricted'],
  },
};

function verdictOf(example: Case): 'pass' | 'fail' {
  const mapping = MAPPINGS[example.rule];
  const object = example.files
    .flatMap(file => testdataObjects('kyverno', file))
    .find(
      o => o.kind === example.kind && o.metadata?.name === example.resource,
    );
  if (!mapping || !object) {
    throw new Error(`${example.rule}/${example.resource}: not found`);
  }
  const { level, controls, exemptImages, path } = mapping;
  const images: string[] = (object.spec.containers ?? []).map(
    (c: { image: string }) => c.image,
  );
  const exempt =
    !exemptImages || images.every(image => exemptImages.test(image))
      ? mapping.exempt
      : [];
  const refusing = evaluatePodSecurity(object, {
    level,
    version: 'v1.31',
  }).violations.filter(
    v =>
      (!controls || controls.includes(v.control)) &&
      !exempt?.includes(v.control) &&
      (!path || path.test(v.path)),
  );
  return refusing.length > 0 ? 'fail' : 'pass';
}

describeWithTestdata('verdicts of the Kyverno policies', () => {
  const cases = testdataCases<Case>('kyverno');

  it('agrees with all but the reviewed differences', () => {
    expect(cases).toHaveLength(948);
    const found = cases
      .filter(c => verdictOf(c) !== c.expect)
      .map(c => ({
        rule: c.rule,
        name: c.resource.slice(-2),
        theirs: c.expect,
      }));
    for (const difference of differences) {
      const here = found.filter(
        f =>
          f.rule === difference.rule &&
          f.theirs === difference.theirs &&
          difference.names.includes(f.name),
      );
      expect(here).toHaveLength(difference.count);
    }
    const reviewed = differences.reduce((sum, d) => sum + d.count, 0);
    expect(found).toHaveLength(reviewed);
    expect(cases.length - found.length).toBe(927);
  });
});
