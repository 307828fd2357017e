import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { safeSpec } from '../__fixtures__/pods';
import { fixtureReader, object, OBSERVED_AT } from '../__fixtures__/reader';
import type { Observation } from '../evidence/types';
import { judgeSources, judgeSubject } from './judge';
import { createChecks, describeRule } from './registry';

const checks = new Map(createChecks().map(c => [c.id, c]));
const context = { environment: 'prod', now: new Date('2026-11-25T10:00:05Z') };

function run(
  id: string,
  objects: readonly KubeObject[],
  states: Record<string, Partial<Observation>> = {},
) {
  const check = checks.get(id)!;
  const reader = fixtureReader(objects, states);
  const subjects = check.subjects(reader);
  const results = [...subjects.values()].map(s =>
    judgeSubject(check, s, reader, context),
  );
  return {
    results,
    sources: judgeSources(check, reader, subjects.size, context),
    only: results[0],
  };
}

function workload(change: (spec: any) => void = () => {}) {
  const spec = safeSpec();
  delete spec.ephemeralContainers;
  change(spec);
  const deployment = object('apps/v1', 'Deployment', 'web', {
    spec: { template: { metadata: {}, spec } },
  });
  const replicaSet = object('apps/v1', 'ReplicaSet', 'web-1', {}, deployment);
  const pod = (podChange: (spec: any) => void = () => {}) => {
    const own = structuredClone(spec);
    podChange(own);
    return object(
      'v1',
      'Pod',
      'web-1-a',
      { spec: own, status: { phase: 'Running' } },
      replicaSet,
    );
  };
  return { deployment, replicaSet, pod };
}

const ns = (labels: Record<string, string> = {}) =>
  object('v1', 'Namespace', 'app-ns', { metadata: { labels } });
const account = (name: string, rest: object = {}) =>
  object('v1', 'ServiceAccount', name, { ...rest });
const label = (name: string) => `pod-security.kubernetes.io/${name}`;

describe('Pod Security checks', () => {
  it('passes with evidence, its time and its objects', () => {
    const { deployment, replicaSet, pod } = workload();
    const running = pod();
    const { only, sources } = run('PSS-R', [deployment, replicaSet, running]);
    expect(sources).toBeUndefined();
    expect(only).toMatchObject({
      id: 'PSS-R:prod:Deployment.apps:web',
      status: 'pass',
      reason: 'Proven',
      message: '1 running pod and the template judged',
      look: { status: 'observed', observedAt: OBSERVED_AT },
      objects: [deployment, running],
    });
  });

  it('tells a violation once for template and pods, and one of the pod alone', () => {
    const { deployment, replicaSet, pod } = workload(spec => {
      spec.containers[0].securityContext.privileged = true;
    });
    const running = pod(spec => {
      spec.hostPID = true;
    });
    const { only } = run('PSS-B', [deployment, replicaSet, running]);
    expect(only.status).toBe('fail');
    expect(only.findings.map(f => [f.control, f.object?.kind, f.path])).toEqual(
      [
        [
          'privileged',
          'Deployment',
          'spec.template.spec.containers[0].securityContext.privileged',
        ],
        ['hostnamespaces', 'Pod', 'spec.hostPID'],
      ],
    );
    expect(only.message).toContain('(and 1 more)');
  });

  it('lets a proven violation stand while another source is gone', () => {
    const { deployment, replicaSet, pod } = workload(spec => {
      spec.hostIPC = true;
    });
    const { only } = run('PSS-B', [deployment, replicaSet, pod()], {
      Pod: { status: 'stale', reason: 'no sign of life' },
    });
    expect(only.status).toBe('fail');
    expect(only.look.status).toBe('stale');
  });

  it('turns the last known violation of a silent source into stale, never pass', () => {
    const { deployment, replicaSet, pod } = workload(spec => {
      spec.hostIPC = true;
    });
    const { only, sources } = run('PSS-B', [deployment, replicaSet, pod()], {
      Pod: { status: 'stale', reason: 'silent since 10:00' },
      'Deployment.apps': { status: 'stale', reason: 'silent since 10:00' },
    });
    expect(only.status).toBe('stale');
    expect(only.message).toContain('silent since 10:00');
    expect(only.message).toContain('last seen');
    expect(only.findings[0].outdated).toBe(true);
    expect(sources).toMatchObject({ status: 'stale', reason: 'SourceStale' });
  });

  it.each([
    ['unreadable', 'SourceRefused'],
    ['not-evidenced', 'NotObserved'],
    ['absent', 'KindNotServed'],
  ] as const)('reads %s as no proof', (status, reason) => {
    const { sources, results } = run('PSS-R', [], { Pod: { status } });
    expect(results).toEqual([]);
    expect(sources?.reason).toBe(reason);
    expect(sources?.status).toBe(
      status === 'absent' ? 'not-evidenced' : status,
    );
  });

  it('does not certify an empty namespace', () => {
    expect(run('PSS-R', []).sources).toMatchObject({
      status: 'not-evidenced',
      reason: 'NoSubjects',
    });
  });

  it('makes an error of one subject when a check breaks', () => {
    const check = {
      ...checks.get('PSS-B')!,
      evaluate: () => {
        throw new Error('boom');
      },
    };
    const { deployment } = workload();
    const reader = fixtureReader([deployment]);
    const [subject] = check.subjects(reader).values();
    expect(judgeSubject(check, subject, reader, context)).toMatchObject({
      status: 'error',
      reason: 'CheckBroke',
      message: 'the check broke: boom',
    });
  });

  it('reads only its own fields, without values of the environment', () => {
    const { deployment } = workload(spec => {
      spec.containers[0].env = [{ name: 'TOKEN', value: 'secret' }];
    });
    for (const check of checks.values()) {
      expect(check.fields(deployment).join()).not.toContain('env');
    }
    expect(checks.get('PSS-R')!.fields(deployment)).toContain(
      'spec.template.spec.containers[*].securityContext',
    );
  });
});

describe('IMG-DIG', () => {
  it('wants a digest on every image', () => {
    expect(run('IMG-DIG', [workload().deployment]).only.status).toBe('pass');
    const { only } = run('IMG-DIG', [
      workload(spec => {
        spec.initContainers[0].image = 'busybox:1.36';
        spec.containers[0].image = 'app@sha256:abc';
      }).deployment,
    ]);
    expect(only.findings.map(f => f.path)).toEqual([
      'spec.template.spec.initContainers[0].image',
      'spec.template.spec.containers[0].image',
    ]);
    expect(only.status).toBe('fail');
  });
});

describe('RES', () => {
  it('fails without requests or memory limit and is partial without CPU limit', () => {
    expect(run('RES', [workload().deployment]).only.status).toBe('pass');
    const noCpuLimit = workload(spec => {
      delete spec.containers[0].resources.limits.cpu;
    });
    expect(run('RES', [noCpuLimit.deployment]).only.status).toBe('partial');
    const none = workload(spec => {
      delete spec.containers[0].resources;
    });
    expect(
      run('RES', [none.deployment]).only.findings.map(f => f.control),
    ).toEqual([
      'requests-cpu',
      'requests-memory',
      'limits-memory',
      'limits-cpu',
    ]);
  });

  it('judges the running pods, which admission may have completed', () => {
    const { deployment, replicaSet, pod } = workload(spec => {
      delete spec.containers[0].resources;
    });
    const completed = pod(spec => {
      spec.containers[0].resources = {
        limits: { cpu: 1, memory: '1Gi' },
      };
    });
    expect(run('RES', [deployment, replicaSet, completed]).only.status).toBe(
      'pass',
    );
    expect(run('RES', [deployment, replicaSet, pod()]).only.status).toBe(
      'fail',
    );
  });
});

describe('SA-TOK', () => {
  const unset = (spec: any) => {
    delete spec.automountServiceAccountToken;
  };
  const binding = (kind: 'RoleBinding' | 'ClusterRoleBinding') =>
    object('rbac.authorization.k8s.io/v1', kind, 'b', {
      metadata: kind === 'ClusterRoleBinding' ? { namespace: undefined } : {},
      roleRef: { kind: 'Role', name: 'r' },
      subjects: [{ kind: 'ServiceAccount', name: 'app', namespace: 'app-ns' }],
    });

  it('passes when the pod or its account refuses the token', () => {
    const hidden = { ServiceAccount: { status: 'unreadable' as const } };
    expect(run('SA-TOK', [workload().deployment], hidden).only.status).toBe(
      'pass',
    );
    const { deployment } = workload(unset);
    expect(
      run('SA-TOK', [
        deployment,
        account('app', { automountServiceAccountToken: false }),
      ]).only.status,
    ).toBe('pass');
  });

  it('fails for a mounted token nothing needs, passes for one that is bound', () => {
    const { deployment } = workload(unset);
    const objects = [deployment, account('app')];
    const { only } = run('SA-TOK', objects);
    expect(only).toMatchObject({
      status: 'fail',
      findings: [{ path: 'spec.template.spec.automountServiceAccountToken' }],
    });
    for (const kind of ['RoleBinding', 'ClusterRoleBinding'] as const) {
      expect(run('SA-TOK', [...objects, binding(kind)]).only.status).toBe(
        'pass',
      );
    }
    const explicit = workload(spec => {
      spec.automountServiceAccountToken = true;
    });
    expect(
      run('SA-TOK', [
        explicit.deployment,
        account('app', { automountServiceAccountToken: false }),
      ]).only.status,
    ).toBe('fail');
  });

  it('does not guess while the bindings cannot be read', () => {
    const { deployment } = workload(unset);
    const { only } = run('SA-TOK', [deployment, account('app')], {
      'ClusterRoleBinding.rbac.authorization.k8s.io': { status: 'unreadable' },
    });
    expect(only.status).toBe('unreadable');
  });
});

describe('SA-DEF', () => {
  it('wants the default account unmounted, unbound and unused', () => {
    const safe = account('default', { automountServiceAccountToken: false });
    const { deployment } = workload();
    expect(run('SA-DEF', [safe, deployment]).only.status).toBe('pass');
    const { only } = run('SA-DEF', [
      account('default'),
      workload(spec => {
        delete spec.serviceAccountName;
      }).deployment,
      object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'b', {
        subjects: [{ kind: 'ServiceAccount', name: 'default' }],
      }),
    ]);
    expect(only.findings.map(f => f.control)).toEqual([
      'automount',
      'bound',
      'used',
    ]);
    expect(run('SA-DEF', [deployment]).sources?.reason).toBe('NoSubjects');
  });
});

describe('NP-DENY', () => {
  const policy = (name: string, spec: object) =>
    object('networking.k8s.io/v1', 'NetworkPolicy', name, { spec });
  const plugin = (ready = 3) =>
    object('apps/v1', 'DaemonSet', 'calico-node', {
      metadata: { namespace: 'kube-system' },
      status: { desiredNumberScheduled: 3, numberReady: ready },
    });
  const deny = policy('default-deny', {
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
  });
  const controls = (...objects: KubeObject[]) => {
    const { only } = run('NP-DENY', [ns(), plugin(), ...objects]);
    return [only.status, ...only.findings.map(f => f.control)];
  };

  it('passes for a default deny that a ready plugin enforces', () => {
    expect(controls(deny)).toEqual(['pass']);
    expect(
      controls(
        policy('in', { podSelector: { matchLabels: {} }, ingress: [] }),
        policy('out', { podSelector: {}, policyTypes: ['Egress'] }),
      ),
    ).toEqual(['pass']);
  });

  it('names the direction nobody denies', () => {
    expect(controls()).toEqual([
      'fail',
      'ingress-default-deny',
      'egress-default-deny',
    ]);
    expect(controls(policy('in', { podSelector: {} }))).toEqual([
      'fail',
      'egress-default-deny',
    ]);
    expect(
      controls(
        policy('some', {
          podSelector: { matchLabels: { a: 'b' } },
          policyTypes: ['Ingress', 'Egress'],
        }),
      ),
    ).toEqual(['fail', 'ingress-default-deny', 'egress-default-deny']);
  });

  it.each([
    ['an empty rule', { ingress: [{}] }],
    ['a rule without peers', { ingress: [{ from: [] }] }],
    [
      'a rule for every address',
      { ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }] },
    ],
    ['an empty egress rule', { policyTypes: ['Egress'], egress: [{}] }],
  ])('sees the deny undone by %s', (_name, rules) => {
    expect(
      controls(deny, policy('open', { podSelector: {}, ...rules })),
    ).toEqual(['fail', 'allow-all']);
    expect(
      controls(
        deny,
        policy('open', {
          podSelector: { matchLabels: { app: 'x' } },
          ...rules,
        }),
      ),
    ).toEqual(['partial', 'allow-all']);
  });

  it('keeps narrow rules apart from open ones', () => {
    expect(
      controls(
        deny,
        policy('dns', {
          podSelector: {},
          policyTypes: ['Egress'],
          egress: [{ ports: [{ port: 53, protocol: 'UDP' }] }],
        }),
        policy('internet', {
          podSelector: {},
          policyTypes: ['Egress'],
          egress: [
            {
              to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }],
            },
          ],
        }),
      ),
    ).toEqual(['pass']);
  });

  it('is partial without an enforcing plugin and with pods outside', () => {
    const { only } = run('NP-DENY', [ns(), deny, plugin(2)]);
    expect([only.status, only.reason]).toEqual(['partial', 'enforcing-plugin']);
    const hostPod = object('v1', 'Pod', 'p', { spec: { hostNetwork: true } });
    expect(controls(deny, hostPod)).toEqual(['partial', 'host-network']);
  });
});

describe('PSA-L', () => {
  const controls = (
    labels: Record<string, string>,
    ...objects: KubeObject[]
  ) => {
    const { only } = run('PSA-L', [ns(labels), ...objects]);
    return [only.status, ...only.findings.map(f => f.control)];
  };

  it('passes for an enforced restricted level in a current version', () => {
    for (const version of ['v1.31', 'v1.34', 'latest']) {
      expect(
        controls({
          [label('enforce')]: 'restricted',
          [label('enforce-version')]: version,
        }),
      ).toEqual(['pass']);
    }
  });

  it('knows nothing without a label and fails for privileged', () => {
    expect(controls({ [label('warn')]: 'restricted' })).toEqual([
      'not-evidenced',
      'enforces-baseline',
      'enforces-restricted',
    ]);
    expect(controls({ [label('enforce')]: 'privileged' })[0]).toBe('fail');
    expect(controls({ [label('enforce')]: 'baseline' })).toEqual([
      'partial',
      'enforces-restricted',
    ]);
  });

  it('reads invalid values as admission does, and says so', () => {
    expect(controls({ [label('enforce')]: 'Restricted' })).toEqual([
      'partial',
      'valid-labels',
    ]);
    expect(
      controls({
        [label('enforce')]: 'restricted',
        [label('enforce-version')]: '1.x',
      }),
    ).toEqual(['partial', 'valid-labels']);
  });

  it('sees an old pinned version and a pod that runs all the same', () => {
    const labels = {
      [label('enforce')]: 'restricted',
      [label('enforce-version')]: 'v1.24',
    };
    expect(controls(labels)).toEqual(['partial', 'version-current']);
    const { replicaSet, pod } = workload();
    const bad = pod(spec => {
      spec.containers[0].securityContext.privileged = true;
    });
    expect(
      controls({ [label('enforce')]: 'restricted' }, replicaSet, bad),
    ).toEqual(['fail', 'running-pods']);
  });
});

describe('versions of checks', () => {
  it('changes with the parameters and only with them', () => {
    const first = createChecks().map(describeRule);
    expect(createChecks().map(describeRule)).toEqual(first);
    expect(new Set(first).size).toBe(first.length);
    const other = createChecks({ podSecurityVersion: 'v1.34' }).map(
      describeRule,
    );
    expect(other.filter((rule, i) => rule !== first[i])).toHaveLength(3);
  });
});
