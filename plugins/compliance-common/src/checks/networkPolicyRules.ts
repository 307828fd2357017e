import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { isRecord, isUnset } from '../podsecurity/podView';

/** Direction of traffic a NetworkPolicy speaks about. */
export type Direction = 'ingress' | 'egress';

function isEmptySelector(selector: unknown): boolean {
  if (isUnset(selector)) return true;
  if (!isRecord(selector)) return false;
  const labels = selector.matchLabels;
  const expressions = selector.matchExpressions;
  return (
    (isUnset(labels) || (isRecord(labels) && !Object.keys(labels).length)) &&
    (isUnset(expressions) ||
      (Array.isArray(expressions) && expressions.length === 0))
  );
}

/** True when the policy selects every pod of its namespace. */
export function selectsAllPods(policy: KubeObject): boolean {
  return isEmptySelector(policy.spec?.podSelector);
}

/**
 * Directions a policy speaks about: its `policyTypes`, else ingress, and
 * egress when the key `egress` is present.
 */
export function directionsOf(policy: KubeObject): Set<Direction> {
  const spec = isRecord(policy.spec) ? policy.spec : {};
  const types = spec.policyTypes;
  if (Array.isArray(types) && types.length > 0) {
    return new Set(
      (['ingress', 'egress'] as const).filter(direction =>
        types.includes(direction === 'ingress' ? 'Ingress' : 'Egress'),
      ),
    );
  }
  return new Set<Direction>(
    isUnset(spec.egress) ? ['ingress'] : ['ingress', 'egress'],
  );
}

function rulesOf(policy: KubeObject, direction: Direction): unknown[] {
  const rules = policy.spec?.[direction];
  return Array.isArray(rules) ? rules : [];
}

/** True when the policy selects all pods, speaks about the direction and allows nothing in it. */
export function deniesByDefault(
  policy: KubeObject,
  direction: Direction,
): boolean {
  return (
    selectsAllPods(policy) &&
    directionsOf(policy).has(direction) &&
    rulesOf(policy, direction).length === 0
  );
}

function isWholeInternet(peer: unknown): boolean {
  if (!isRecord(peer) || !isRecord(peer.ipBlock)) return false;
  const { cidr, except } = peer.ipBlock;
  return (
    typeof cidr === 'string' &&
    /^(0\.0\.0\.0|::)\/0$/.test(cidr) &&
    (isUnset(except) || (Array.isArray(except) && except.length === 0))
  );
}

/**
 * Indexes of the rules that allow all peers on all ports: an empty rule, a
 * rule without peers and ports, or one for every address.
 */
export function allowAllRules(
  policy: KubeObject,
  direction: Direction,
): number[] {
  if (!directionsOf(policy).has(direction)) return [];
  const peersKey = direction === 'ingress' ? 'from' : 'to';
  return [...rulesOf(policy, direction).entries()]
    .filter(([, rule]) => {
      if (!isRecord(rule)) return false;
      const { ports } = rule;
      const peers = rule[peersKey];
      const anyPort =
        isUnset(ports) || (Array.isArray(ports) && ports.length === 0);
      const anyPeer =
        isUnset(peers) ||
        (Array.isArray(peers) &&
          (peers.length === 0 || peers.some(isWholeInternet)));
      return anyPort && anyPeer;
    })
    .map(([index]) => index);
}

/** DaemonSets of network plugins that enforce NetworkPolicies. */
export const ENFORCING_PLUGINS: ReadonlySet<string> = new Set([
  'anetd',
  'antrea-agent',
  'aws-node',
  'azure-npm',
  'calico-node',
  'canal',
  'cilium',
  'kube-router',
  'ovnkube-node',
  'ovs-node',
  'weave-net',
]);

/** True for a network plugin of {@link ENFORCING_PLUGINS} that is ready on every node it should be on. */
export function isReadyPlugin(daemonSet: KubeObject): boolean {
  const desired = daemonSet.status?.desiredNumberScheduled;
  const ready = daemonSet.status?.numberReady;
  return (
    ENFORCING_PLUGINS.has(daemonSet.metadata?.name ?? '') &&
    typeof desired === 'number' &&
    desired > 0 &&
    typeof ready === 'number' &&
    ready >= desired
  );
}
