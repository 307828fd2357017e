import {
  environmentDirectory,
  environmentId,
  environmentNamespace,
  type EnvironmentRecord,
  type Tier,
} from '@chat2sql/plugin-platform-common';
import { stringify } from 'yaml';
import type { PlanEdit } from '../plan/types';
import type { DecidedAnswers } from './answers';
import { SIZE_PROFILES } from './sizes';

/** An entry of a kustomization's `images`. */
export interface KustomizeImage {
  name: string;
  newTag?: string;
  digest?: string;
}

/** Everything the files of an environment are made from. */
export interface EnvironmentInputs {
  answers: DecidedAnswers;
  cluster: string;
  hostname: string;
  lease?: EnvironmentRecord['lease'];
  /** Promotable part, as the tier's own environment runs it. */
  images: KustomizeImage[];
  /** Secret references and version labels, already made for this environment. */
  externalSecrets: string;
  versionPatch?: string;
}

/** Version written into objects that have no version of their own. */
const PLATFORM_VERSION = '0.1.0';
const POD_SECURITY_VERSION = 'v1.31';

function yaml(value: unknown): string {
  // No line folding: a long purpose must not move lines about.
  return stringify(value, { lineWidth: 0 });
}

function labels(component: string): Record<string, string> {
  return {
    'app.kubernetes.io/name': 'chat2sql',
    'app.kubernetes.io/part-of': 'chat2sql',
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/version': PLATFORM_VERSION,
    'app.kubernetes.io/managed-by': 'argocd',
  };
}

const PLATFORM_OWNER = { 'chat2sql.io/owner': 'group:default/platform' };

function renderRecord(inputs: EnvironmentInputs): string {
  const { answers, cluster, hostname, lease } = inputs;
  const record: EnvironmentRecord = {
    apiVersion: 'portal.chat2sql.io/v1',
    kind: 'EnvironmentRecord',
    name: answers.name,
    tier: answers.tier,
    cluster,
    owner: answers.owner,
    purpose: answers.purpose,
    state: 'active',
    template: { ref: 'template:default/create-environment', version: 1 },
    answers: { hostname, size: answers.size },
    ...(lease && { lease }),
  };
  return yaml(record);
}

function jsonPatch(
  target: { kind: string; name: string },
  hostname: string,
  paths: string[],
) {
  const operations = paths.map(path => ({
    op: 'replace',
    path,
    value: hostname,
  }));
  return { target, patch: yaml(operations) };
}

function renderKustomization(inputs: EnvironmentInputs): string {
  const { answers, hostname, images, versionPatch } = inputs;
  const profile = SIZE_PROFILES[answers.size];
  const head = yaml({
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    namespace: environmentNamespace(answers),
    resources: [
      '../../../apps/chat2sql/base',
      'namespace.yaml',
      'quota.yaml',
      'external-secrets.yaml',
    ],
    ...(profile.component && {
      components: [`../../../apps/chat2sql/components/${profile.component}`],
    }),
    labels: [
      {
        pairs: {
          'chat2sql.io/tier': answers.tier,
          'chat2sql.io/environment': environmentId(answers),
        },
        includeTemplates: true,
      },
    ],
  });
  const promotable =
    images.length === 0
      ? ''
      : `# Promotable: a promotion copies these from the environment before.\n${yaml(
          { images },
        )}`;
  const owned = yaml({
    ...(profile.replicas.length > 0 && { replicas: profile.replicas }),
    patches: [
      ...(versionPatch ? [{ path: 'version.patch.yaml' }] : []),
      jsonPatch({ kind: 'Gateway', name: 'chat2sql-gateway' }, hostname, [
        '/spec/listeners/0/hostname',
        '/spec/listeners/1/hostname',
      ]),
      jsonPatch({ kind: 'HTTPRoute', name: 'chat2sql' }, hostname, [
        '/spec/hostnames/0',
      ]),
      jsonPatch({ kind: 'Certificate', name: 'chat2sql-tls' }, hostname, [
        '/spec/dnsNames/0',
      ]),
    ],
  });
  return `${head}${promotable}# Owned by this environment.\n${owned}`;
}

function renderNamespace(inputs: EnvironmentInputs): string {
  const security = Object.fromEntries(
    ['enforce', 'audit', 'warn'].flatMap(mode => [
      [`pod-security.kubernetes.io/${mode}`, 'restricted'],
      [`pod-security.kubernetes.io/${mode}-version`, POD_SECURITY_VERSION],
    ]),
  );
  return yaml({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: environmentNamespace(inputs.answers),
      labels: {
        ...labels('namespace'),
        'istio-injection': 'enabled',
        ...security,
      },
      annotations: {
        ...PLATFORM_OWNER,
        'chat2sql.io/cluster': inputs.cluster,
      },
    },
  });
}

function renderQuota(inputs: EnvironmentInputs): string {
  const metadata = {
    name: 'chat2sql',
    labels: labels('quota'),
    annotations: PLATFORM_OWNER,
  };
  const quota = yaml({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata,
    spec: { hard: SIZE_PROFILES[inputs.answers.size].quota },
  });
  const limits = yaml({
    apiVersion: 'v1',
    kind: 'LimitRange',
    // A copy, or the writer would turn the second use into an alias.
    metadata: structuredCloneOf(metadata),
    spec: {
      limits: [
        {
          type: 'Container',
          default: { cpu: '500m', memory: '512Mi' },
          defaultRequest: { cpu: '50m', memory: '64Mi' },
        },
      ],
    },
  });
  return `${quota}---\n${limits}`;
}

function structuredCloneOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

/**
 * Writes the files of a new environment, in path order. The same inputs give
 * the same bytes.
 */
export function renderEnvironment(inputs: EnvironmentInputs): PlanEdit[] {
  const directory = environmentDirectory(inputs.answers);
  const files: Record<string, string> = {
    'environment.yaml': renderRecord(inputs),
    'external-secrets.yaml': inputs.externalSecrets,
    'kustomization.yaml': renderKustomization(inputs),
    'namespace.yaml': renderNamespace(inputs),
    'quota.yaml': renderQuota(inputs),
    ...(inputs.versionPatch && { 'version.patch.yaml': inputs.versionPatch }),
  };
  return Object.entries(files).map(([name, content]) => ({
    path: `${directory}/${name}`,
    content: content.endsWith('\n') ? content : `${content}\n`,
  }));
}

/**
 * Makes the secret references of an environment from those of its tier's own
 * environment: the Vault paths are its own, the Vault role stays the tier's.
 */
export function deriveExternalSecrets(
  source: string,
  target: { tier: Tier; name: string },
): string {
  const { tier, name } = target;
  return source
    .replace(/\r\n/g, '\n')
    .split('\n')
    .map(line =>
      line.replace(
        new RegExp(`^(\\s*key: ["']?chat2sql/${tier}/)${tier}(?=/)`),
        `$1${name}`,
      ),
    )
    .join('\n');
}
