import type { Config } from '@backstage/config';
import { parseBaseUrl } from '../http/parseBaseUrl';

/** One cluster of the stock `kubernetes` block, as far as background observation needs it. */
export interface ClusterConfig {
  name: string;
  url: string;
  /** Static token; without one the pod's own token is used. */
  token?: string;
  /** PEM, decoded. */
  ca?: string;
  caFile?: string;
  skipTLSVerify: boolean;
  /** Why this cluster cannot be observed, in words for people. */
  problem?: string;
}

/** Clusters, and settings that lead to no cluster at all. */
export interface ClusterConfigs {
  clusters: ClusterConfig[];
  /** One sentence each, naming the key. */
  problems: string[];
}

const KEY = 'kubernetes.clusterLocatorMethods';
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** Providers whose credential is the signed-in user's own. */
const USER_PROVIDERS = ['oidc', 'google', 'aks'];

/**
 * Reads the clusters of the block that the stock Kubernetes plugin uses too. A
 * wrong entry never throws: that cluster carries the problem, the others work.
 */
export function readClusterConfigs(config: Config): ClusterConfigs {
  const clusters: ClusterConfig[] = [];
  const problems: string[] = [];
  const methods = config.getOptionalConfigArray(KEY) ?? [];
  methods.forEach((method, m) => {
    const type = method.getOptionalString('type');
    if (type !== 'config') {
      problems.push(
        `${KEY}[${m}]: clusters of type "${type}" are not supported for background observation; allowed: config`,
      );
      return;
    }
    const entries = method.getOptionalConfigArray('clusters') ?? [];
    entries.forEach((entry, c) => {
      const key = `${KEY}[${m}].clusters[${c}]`;
      const name = attempt(() => entry.getString('name'));
      if (name === undefined || !NAME.test(name)) {
        problems.push(`${key}.name: a cluster needs a name`);
      } else if (clusters.some(cluster => cluster.name === name)) {
        problems.push(`${key}.name: "${name}" is there twice`);
      } else {
        clusters.push(readCluster(entry, name, key));
      }
    });
  });
  return { clusters, problems };
}

function readCluster(entry: Config, name: string, key: string): ClusterConfig {
  const cluster: ClusterConfig = { name, url: '', skipTLSVerify: false };
  try {
    cluster.url = entry.getString('url');
    parseBaseUrl(cluster.url, `${key}.url`);
    const provider = entry.getOptionalString('authProvider') ?? '';
    if (provider !== 'serviceAccount') {
      cluster.problem = USER_PROVIDERS.includes(provider)
        ? `authentication by "${provider}" carries the user's own token and cannot feed background observation; allowed: serviceAccount`
        : `authentication by "${provider}" is not supported for background observation; allowed: serviceAccount`;
      return cluster;
    }
    cluster.token = entry.getOptionalString('serviceAccountToken') || undefined;
    cluster.skipTLSVerify = entry.getOptionalBoolean('skipTLSVerify') ?? false;
    cluster.caFile = entry.getOptionalString('caFile') || undefined;
    const caData = entry.getOptionalString('caData');
    if (caData) cluster.ca = Buffer.from(caData, 'base64').toString('utf8');
    if (cluster.ca && !cluster.ca.includes('-----BEGIN CERTIFICATE-----')) {
      cluster.problem = `${key}.caData: not a certificate in base64`;
    }
  } catch (error) {
    cluster.problem = error.message;
  }
  return cluster;
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
