import fc from 'fast-check';
import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { safeSpec, wrapPod, WRAPPERS } from '../__fixtures__/pods';
import {
  evaluatePodSecurity,
  POD_SECURITY_CONTROLS,
} from './evaluatePodSecurity';
import { NEWEST_POD_SECURITY_MINOR } from './version';

type Spec = Record<string, any>;
type ListName = 'initContainers' | 'containers' | 'ephemeralContainers';

interface Violation {
  control: string;
  level: 'baseline' | 'restricted';
  from?: number;
  until?: number;
  /** Breaks a container, the first of the named list. */
  container?: (container: Spec) => void;
  /** Breaks the pod. */
  pod?: (spec: Spec, annotations: Record<string, string>) => void;
}

const VIOLATIONS: Violation[] = [
  ...['hostNetwork', 'hostPID', 'hostIPC'].map(field => ({
    control: 'hostnamespaces',
    level: 'baseline' as const,
    pod: (spec: Spec) => {
      spec[field] = true;
    },
  })),
  {
    control: 'privileged',
    level: 'baseline',
    container: c => {
      c.securityContext.privileged = true;
    },
  },
  {
    control: 'windowshostprocess',
    level: 'baseline',
    container: c => {
      c.securityContext.windowsOptions = { hostProcess: true };
    },
  },
  {
    control: 'windowshostprocess',
    level: 'baseline',
    pod: spec => {
      spec.securityContext.windowsOptions = { hostProcess: true };
    },
  },
  ...['hostpathvolumes', 'restrictedvolumes'].map(control => ({
    control,
    level:
      control === 'hostpathvolumes'
        ? ('baseline' as const)
        : ('restricted' as const),
    pod: (spec: Spec) => {
      spec.volumes.push({ name: 'x', hostPath: { path: '/' } });
    },
  })),
  {
    control: 'restrictedvolumes',
    level: 'restricted',
    pod: spec => {
      spec.volumes.push({ name: 'x', sourceOfTheFuture: {} });
    },
  },
  {
    control: 'hostports',
    level: 'baseline',
    container: c => {
      c.ports = [
        { containerPort: 80, hostPort: 0 },
        { containerPort: 80, hostPort: 80 },
      ];
    },
  },
  {
    control: 'capabilities_baseline',
    level: 'baseline',
    container: c => {
      c.securityContext.capabilities.add = ['CHOWN', 'NET_RAW'];
    },
  },
  {
    control: 'capabilities_restricted',
    level: 'restricted',
    from: 22,
    container: c => {
      c.securityContext.capabilities.add = ['CHOWN'];
    },
  },
  {
    control: 'capabilities_restricted',
    level: 'restricted',
    from: 22,
    container: c => {
      c.securityContext.capabilities.drop = ['NET_RAW'];
    },
  },
  {
    control: 'apparmorprofile',
    level: 'baseline',
    pod: (_spec, annotations) => {
      annotations['container.apparmor.security.beta.kubernetes.io/app'] =
        'unconfined';
    },
  },
  {
    control: 'apparmorprofile',
    level: 'baseline',
    container: c => {
      c.securityContext.appArmorProfile = { type: 'Unconfined' };
    },
  },
  {
    control: 'apparmorprofile',
    level: 'baseline',
    pod: spec => {
      spec.securityContext.appArmorProfile = {};
    },
  },
  ...[{ type: 'spc_t' }, { user: 'system_u' }, { role: 'system_r' }].map(
    seLinuxOptions => ({
      control: 'selinuxoptions',
      level: 'baseline' as const,
      container: (c: Spec) => {
        c.securityContext.seLinuxOptions = seLinuxOptions;
      },
    }),
  ),
  {
    control: 'selinuxoptions',
    level: 'baseline',
    until: 30,
    pod: spec => {
      spec.securityContext.seLinuxOptions = { type: 'container_engine_t' };
    },
  },
  {
    control: 'procmount',
    level: 'baseline',
    container: c => {
      c.securityContext.procMount = 'Unmasked';
    },
  },
  {
    control: 'procmount_restricted',
    level: 'restricted',
    from: 35,
    container: c => {
      c.securityContext.procMount = 'Unmasked';
    },
  },
  {
    control: 'seccompprofile_baseline',
    level: 'baseline',
    until: 18,
    pod: (_spec, annotations) => {
      annotations['seccomp.security.alpha.kubernetes.io/pod'] = 'unconfined';
    },
  },
  {
    control: 'seccompprofile_baseline',
    level: 'baseline',
    from: 19,
    container: c => {
      c.securityContext.seccompProfile = { type: 'Unconfined' };
    },
  },
  {
    control: 'seccompprofile_restricted',
    level: 'restricted',
    from: 19,
    pod: spec => {
      delete spec.securityContext.seccompProfile;
    },
  },
  ...(
    [
      ['kernel.msgmax', undefined],
      ['net.ipv4.ip_local_reserved_ports', 26],
      ['net.ipv4.tcp_keepalive_time', 28],
      ['net.ipv4.tcp_rmem', 31],
      ['net.ipv4.tcp_notsent_lowat', 36],
    ] as const
  ).map(([name, until]) => ({
    control: 'sysctls',
    level: 'baseline' as const,
    until,
    pod: (spec: Spec) => {
      spec.securityContext.sysctls = [{ name, value: '1' }];
    },
  })),
  ...[
    (c: Spec) => {
      c.livenessProbe = { httpGet: { host: '10.0.0.1', port: 80 } };
    },
    (c: Spec) => {
      c.startupProbe = { tcpSocket: { host: '10.0.0.1', port: 80 } };
    },
    (c: Spec) => {
      c.lifecycle = { preStop: { httpGet: { host: '10.0.0.1', port: 80 } } };
    },
  ].map(container => ({
    control: 'hostprobesandhostlifecycle',
    level: 'baseline' as const,
    from: 34,
    container,
  })),
  {
    control: 'allowprivilegeescalation',
    level: 'restricted',
    from: 8,
    container: c => {
      delete c.securityContext.allowPrivilegeEscalation;
    },
  },
  {
    control: 'runasnonroot',
    level: 'restricted',
    container: c => {
      c.securityContext.runAsNonRoot = false;
    },
  },
  {
    control: 'runasnonroot',
    level: 'restricted',
    pod: spec => {
      delete spec.securityContext.runAsNonRoot;
    },
  },
  {
    control: 'runasnonroot',
    level: 'restricted',
    // Every container says true, yet the pod says false.
    pod: spec => {
      spec.securityContext.runAsNonRoot = false;
      for (const list of [
        spec.containers,
        spec.initContainers,
        spec.ephemeralContainers,
      ]) {
        for (const c of list) c.securityContext.runAsNonRoot = true;
      }
    },
  },
  {
    control: 'runasuser',
    level: 'restricted',
    from: 23,
    container: c => {
      c.securityContext.runAsUser = 0;
    },
  },
  {
    control: 'runasuser',
    level: 'restricted',
    from: 23,
    pod: spec => {
      spec.securityContext.runAsUser = 0;
    },
  },
];

const LISTS: ListName[] = [
  'initContainers',
  'containers',
  'ephemeralContainers',
];

function broken(violation: Violation, list: ListName, kind = 'Pod') {
  const spec = safeSpec();
  const annotations: Record<string, string> = {};
  violation.container?.(spec[list][0]);
  violation.pod?.(spec, annotations);
  return wrapPod(kind, { metadata: { annotations }, spec });
}

function controlsOf(
  object: KubeObject,
  level: 'baseline' | 'restricted',
  minor: number,
) {
  return evaluatePodSecurity(object, {
    level,
    version: `v1.${minor}`,
  }).violations.map(v => v.control);
}

describe('evaluatePodSecurity', () => {
  it('covers every control by a fixture of its own', () => {
    expect(new Set(VIOLATIONS.map(v => v.control))).toEqual(
      new Set(POD_SECURITY_CONTROLS.map(c => c.id)),
    );
  });

  it('allows the safe pod in every version, level and kind', () => {
    for (const [kind, wrap] of Object.entries(WRAPPERS)) {
      for (let minor = 0; minor <= NEWEST_POD_SECURITY_MINOR; minor += 1) {
        expect([
          kind,
          minor,
          controlsOf(
            wrap({ metadata: {}, spec: safeSpec() }),
            'restricted',
            minor,
          ),
        ]).toEqual([kind, minor, []]);
      }
    }
  });

  describe.each(VIOLATIONS.map((v, i) => [`${v.control} (${i})`, v] as const))(
    '%s',
    (_title, violation) => {
      const lists = violation.container ? LISTS : (['containers'] as const);

      it('is refused exactly in its versions, in every list of containers', () => {
        const { from = 0, until = NEWEST_POD_SECURITY_MINOR } = violation;
        for (const list of lists) {
          const pod = broken(violation, list);
          for (let minor = 0; minor <= NEWEST_POD_SECURITY_MINOR; minor += 1) {
            const refused = controlsOf(pod, violation.level, minor).includes(
              violation.control,
            );
            expect([list, minor, refused]).toEqual([
              list,
              minor,
              minor >= from && minor <= until,
            ]);
          }
        }
      });

      it('is refused in every kind, with a path that leads to the field', () => {
        const minor = violation.until ?? NEWEST_POD_SECURITY_MINOR;
        for (const kind of Object.keys(WRAPPERS)) {
          const object = broken(violation, 'containers', kind);
          const { violations } = evaluatePodSecurity(object, {
            level: violation.level,
            version: `v1.${minor}`,
          });
          const own = violations.filter(v => v.control === violation.control);
          expect(own.length).toBeGreaterThan(0);
          for (const { path } of own) {
            const [parent] = path
              .replace(/\["[^"]*"\]$/, '')
              .split(/\.(?:securityContext|ports|volumes)\b/);
            let node: any = object;
            for (const part of parent.split(/[.[\]]+/).filter(Boolean)) {
              node = node?.[part];
              if (['httpGet', 'tcpSocket'].includes(part)) break;
            }
            expect([path, node === undefined]).toEqual([path, false]);
          }
        }
      });
    },
  );

  it('gives Windows pods their exemptions from 1.25 on', () => {
    const spec = safeSpec();
    spec.os = { name: 'windows' };
    delete spec.securityContext.seccompProfile;
    spec.containers[0].securityContext = {
      capabilities: { add: ['SYS_ADMIN'] },
    };
    const pod = wrapPod('Pod', { spec });
    expect(new Set(controlsOf(pod, 'restricted', 24))).toEqual(
      new Set([
        'capabilities_baseline',
        'allowprivilegeescalation',
        'seccompprofile_restricted',
        'capabilities_restricted',
      ]),
    );
    expect(controlsOf(pod, 'restricted', 25)).toEqual([]);
    expect(controlsOf(pod, 'baseline', 25)).toEqual(['capabilities_baseline']);
  });

  it('trusts an own user namespace from 1.35 on', () => {
    const spec = safeSpec();
    spec.hostUsers = false;
    spec.securityContext = { seccompProfile: { type: 'Localhost' } };
    spec.containers[0].securityContext.runAsUser = 0;
    spec.containers[0].securityContext.procMount = 'Unmasked';
    const pod = wrapPod('Pod', { spec });
    expect(new Set(controlsOf(pod, 'restricted', 34))).toEqual(
      new Set(['procmount', 'runasnonroot', 'runasuser']),
    );
    expect(controlsOf(pod, 'baseline', 35)).toEqual([]);
    expect(controlsOf(pod, 'restricted', 35)).toEqual(['procmount_restricted']);
  });

  it('tells the known answer of a half-hardened Deployment', () => {
    const object = wrapPod('Deployment', {
      spec: {
        securityContext: { runAsNonRoot: true, runAsUser: 65534 },
        containers: [{ name: 'app', image: 'app' }],
      },
    });
    expect(controlsOf(object, 'baseline', 31)).toEqual([]);
    expect(new Set(controlsOf(object, 'restricted', 31))).toEqual(
      new Set([
        'seccompprofile_restricted',
        'capabilities_restricted',
        'allowprivilegeescalation',
      ]),
    );
  });

  it('refuses what it cannot read and says where', () => {
    const judge = (object: unknown) =>
      evaluatePodSecurity(object as KubeObject, {
        level: 'baseline',
        version: 'latest',
      });
    expect(judge({ apiVersion: 'v1', kind: 'Pod' })).toMatchObject({
      allowed: false,
      podSpecFound: false,
      violations: [{ control: 'podspec', path: 'spec' }],
    });
    expect(
      judge(wrapPod('Deployment', { spec: { containers: [] } })),
    ).toMatchObject({
      allowed: false,
      violations: [
        { control: 'podspec', path: 'spec.template.spec.containers' },
      ],
    });
    expect(
      judge(wrapPod('Pod', { spec: { ...safeSpec(), hostPID: 'yes' } })),
    ).toMatchObject({ violations: [{ control: 'hostnamespaces' }] });
    expect(
      judge(
        wrapPod('Pod', {
          spec: { ...safeSpec(), securityContext: 'none', volumes: {} },
        }),
      ).violations.map(v => v.path),
    ).toEqual(['spec.securityContext', 'spec.volumes']);
    expect(
      judge({ apiVersion: 'v1', kind: 'ConfigMap', data: {} }),
    ).toMatchObject({ allowed: true, podSpecFound: false });
  });

  it('asks nothing at level privileged', () => {
    const spec = { ...safeSpec(), hostPID: true };
    expect(
      evaluatePodSecurity(wrapPod('Pod', { spec }), {
        level: 'privileged',
        version: 'latest',
      }),
    ).toMatchObject({ allowed: true, podSpecFound: true });
  });

  it('resolves versions', () => {
    const judge = (version: string, clusterMinor?: number) =>
      evaluatePodSecurity(wrapPod('Pod', { spec: safeSpec() }), {
        level: 'restricted',
        version,
        clusterMinor,
      });
    expect(judge('1.31').evaluatedVersion).toBe('v1.31');
    expect(judge('latest').evaluatedVersion).toBe('v1.37');
    expect(judge('latest', 30).evaluatedVersion).toBe('v1.30');
    expect(judge('v1.99')).toMatchObject({
      evaluatedVersion: 'v1.37',
      newerThanKnown: true,
    });
    expect(() => judge('v2.0')).toThrow(RangeError);
    expect(() => judge('v1.3l')).toThrow('allowed: latest or v1.N');
  });

  const version = fc
    .integer({ min: 25, max: NEWEST_POD_SECURITY_MINOR })
    .map(minor => `v1.${minor}`);
  const faults = fc.uniqueArray(
    fc.record({
      violation: fc.constantFrom(...VIOLATIONS),
      list: fc.constantFrom(...LISTS),
    }),
    { maxLength: 6, selector: f => `${VIOLATIONS.indexOf(f.violation)}` },
  );

  function breakAll(
    chosen: ReadonlyArray<{ violation: Violation; list: ListName }>,
    windows: boolean,
  ) {
    const spec = safeSpec();
    const annotations: Record<string, string> = {};
    if (windows) spec.os = { name: 'windows' };
    for (const { violation, list } of chosen) {
      violation.container?.(spec[list][0]);
      violation.pod?.(spec, annotations);
    }
    return wrapPod('Pod', { metadata: { annotations }, spec });
  }

  it('never improves when a container with a violation is added', () => {
    fc.assert(
      fc.property(faults, faults, version, (before, added, v) => {
        const object = breakAll(before, false);
        const worse = breakAll(added, false);
        const both = {
          ...object,
          spec: {
            ...object.spec,
            containers: [...object.spec.containers, ...worse.spec.containers],
          },
        };
        for (const level of ['baseline', 'restricted'] as const) {
          const first = evaluatePodSecurity(object, { level, version: v });
          const second = evaluatePodSecurity(both, { level, version: v });
          expect(second.violations.length).toBeGreaterThanOrEqual(
            first.violations.length,
          );
          expect(first.allowed || !second.allowed).toBe(true);
        }
      }),
    );
  });

  it('fails restricted whatever fails baseline, Windows pods apart', () => {
    fc.assert(
      fc.property(faults, version, fc.boolean(), (chosen, v, windows) => {
        const pod = breakAll(chosen, windows);
        const baseline = evaluatePodSecurity(pod, {
          level: 'baseline',
          version: v,
        });
        const restricted = evaluatePodSecurity(pod, {
          level: 'restricted',
          version: v,
        });
        const exempt = ['capabilities_baseline', 'seccompprofile_baseline'];
        const mayPass =
          baseline.allowed ||
          (windows &&
            baseline.violations.every(x => exempt.includes(x.control)));
        expect(mayPass || !restricted.allowed).toBe(true);
      }),
    );
  });

  it('never throws, whatever the object holds', () => {
    const kinds = fc.constantFrom(...Object.keys(WRAPPERS), 'Other', '');
    const anything = fc.jsonValue({ maxDepth: 6 });
    const keys = fc.constantFrom(
      'spec',
      'template',
      'jobTemplate',
      'metadata',
      'annotations',
      'containers',
      'initContainers',
      'securityContext',
      'capabilities',
      'add',
      'drop',
      'ports',
      'volumes',
      'sysctls',
      'os',
      'seLinuxOptions',
      'livenessProbe',
      'httpGet',
    );
    const tree = fc.letrec(tie => ({
      node: fc.oneof(
        { maxDepth: 8 },
        anything,
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(keys, tie('node'), { maxKeys: 5 }),
      ),
    })).node;
    fc.assert(
      fc.property(
        kinds,
        fc.dictionary(keys, tree, { maxKeys: 4 }),
        version,
        (kind, body, v) => {
          for (const level of ['baseline', 'restricted'] as const) {
            const verdict = evaluatePodSecurity(
              { apiVersion: 'v1', kind, ...(body as object) } as KubeObject,
              { level, version: v },
            );
            expect(typeof verdict.allowed).toBe('boolean');
          }
        },
      ),
      { numRuns: 500 },
    );
    for (const value of [null, undefined, 5, 'x', [], { kind: { a: 1 } }]) {
      expect(
        evaluatePodSecurity(value as unknown as KubeObject, {
          level: 'restricted',
          version: 'latest',
        }).podSpecFound,
      ).toBe(false);
    }
  });
});
