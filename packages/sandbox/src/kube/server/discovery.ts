import { KUBERNETES_VERSION } from '../seed/nodes';
import { apiVersionOf, RESOURCES } from '../store/resources';

/** Group of the resource metrics, which are computed and never stored. */
export const METRICS_GROUP = 'metrics.k8s.io';

const READ_VERBS = ['get', 'list', 'watch'];

function groups(): Array<{ name: string; version: string }> {
  const seen = new Map<string, string>();
  for (const { group, version } of RESOURCES) {
    if (group !== '') seen.set(group, version);
  }
  seen.set(METRICS_GROUP, 'v1beta1');
  return [...seen].map(([name, version]) => ({ name, version }));
}

function groupBody(group: { name: string; version: string }) {
  const version = {
    groupVersion: `${group.name}/${group.version}`,
    version: group.version,
  };
  return { name: group.name, versions: [version], preferredVersion: version };
}

/** Body of `/version`. */
export function versionBody(): Record<string, string> {
  const [, major, minor] = /^v(\d+)\.(\d+)/.exec(KUBERNETES_VERSION)!;
  return {
    major,
    minor,
    gitVersion: KUBERNETES_VERSION,
    gitCommit: '5864a4677267e6adeae276ad85882a8714d69d9d',
    gitTreeState: 'clean',
    buildDate: '2024-10-22T20:28:14Z',
    goVersion: 'go1.22.8',
    compiler: 'gc',
    platform: 'linux/amd64',
  };
}

/** Body of `/api`. */
export function apiVersionsBody(host: string): Record<string, unknown> {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [
      { clientCIDR: '0.0.0.0/0', serverAddress: host },
    ],
  };
}

/** Body of `/apis`. */
export function groupListBody(): Record<string, unknown> {
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: groups().map(groupBody),
  };
}

/** Body of `/apis/<group>`; undefined for an unknown group. */
export function groupBodyOf(name: string): Record<string, unknown> | undefined {
  const group = groups().find(g => g.name === name);
  return group && { kind: 'APIGroup', apiVersion: 'v1', ...groupBody(group) };
}

/** Body of `/api/v1` and `/apis/<group>/<version>`; undefined for an unknown one. */
export function resourceListBody(
  group: string,
  version: string,
): Record<string, unknown> | undefined {
  const list = (resources: object[]) => ({
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: apiVersionOf({ group, version }),
    resources,
  });
  if (group === METRICS_GROUP && version === 'v1beta1')
    return list([
      {
        name: 'nodes',
        singularName: '',
        namespaced: false,
        kind: 'NodeMetrics',
        verbs: ['get', 'list'],
      },
      {
        name: 'pods',
        singularName: '',
        namespaced: true,
        kind: 'PodMetrics',
        verbs: ['get', 'list'],
      },
    ]);
  const served = RESOURCES.filter(
    r => r.group === group && r.version === version,
  );
  if (served.length === 0) return undefined;
  return list(
    served.flatMap(r => [
      {
        name: r.plural,
        singularName: r.singular,
        namespaced: r.namespaced,
        kind: r.kind,
        verbs: READ_VERBS,
        ...(r.shortNames ? { shortNames: r.shortNames } : {}),
        ...(r.categories ? { categories: r.categories } : {}),
      },
      ...(r.kind === 'Pod'
        ? [
            {
              name: 'pods/log',
              singularName: '',
              namespaced: true,
              kind: 'Pod',
              verbs: ['get'],
            },
          ]
        : []),
      ...(r.status
        ? [
            {
              name: `${r.plural}/status`,
              singularName: '',
              namespaced: r.namespaced,
              kind: r.kind,
              verbs: ['get'],
            },
          ]
        : []),
    ]),
  );
}
