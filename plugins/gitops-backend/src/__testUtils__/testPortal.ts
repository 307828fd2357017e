import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  coreServices,
  createServiceFactory,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  EmbeddedGitProvider,
  type GitEdit,
} from '@chat2sql/plugin-gitops-node';
import type { KubeObject } from '@chat2sql/plugin-platform-common';
import {
  clusterInventoryServiceRef,
  type ClusterInventory,
  type InventoryChange,
} from '@chat2sql/plugin-platform-node';
import request from 'supertest';
import { gitopsPlugin } from '../plugin';

const REPO = 'platform';
const SEED = resolve(
  resolvePackagePath('@chat2sql/plugin-gitops-backend'),
  '../../platform-repo',
);
const AUTHOR = { name: 'somebody', email: 'somebody@example.org' };

const KIND = {
  group: 'argoproj.io',
  kind: 'Application',
  plural: 'applications',
  namespaced: true,
};

/** Grants by user and permission: tiers, or all of them. */
const GRANTS: Record<string, Record<string, string[] | 'all'>> = {
  'user:default/noor': { 'gitops.change.read': 'all' },
  'user:default/mei': {
    'gitops.change.read': 'all',
    'gitops.change.create': ['dev', 'test'],
  },
  'user:default/jonas': {
    'gitops.change.read': 'all',
    'gitops.change.create': 'all',
    'gitops.change.merge': 'all',
  },
  'user:default/sam': {
    'gitops.change.read': 'all',
    'gitops.change.create': 'all',
    'gitops.change.merge': 'all',
  },
};

function decide(user: string, permission: any) {
  const grant = GRANTS[user]?.[permission.name];
  if (grant === undefined) return { result: AuthorizeResult.DENY };
  if (grant === 'all') return { result: AuthorizeResult.ALLOW };
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'gitops',
    resourceType: permission.resourceType,
    conditions: {
      rule: 'IN_TIERS',
      resourceType: permission.resourceType,
      params: { tiers: grant },
    },
  };
}

/** A cluster inventory a test fills by hand. */
export class FakeInventory implements ClusterInventory {
  readonly applications: KubeObject[] = [];
  readonly #listeners = new Set<(change: InventoryChange) => void>();
  condition: 'synced' | 'stale' = 'synced';

  clusters = () => ['nonprod'];
  kinds = () => [];
  states = () => [];
  version = () => 1;
  list = ({ kind }: { kind: string }) =>
    kind === 'Application' ? this.applications : [];
  state = (cluster: string) => ({
    cluster,
    kind: KIND,
    condition: this.condition,
    since: '2026-11-25T08:00:00Z',
    reason:
      this.condition === 'stale'
        ? 'the watch is silent since 08:00'
        : undefined,
    objects: this.applications.length,
  });
  subscribe = (listener: (change: InventoryChange) => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  set(application: KubeObject): void {
    this.applications.splice(0, this.applications.length, application);
    for (const listener of this.#listeners) {
      listener({ cluster: 'nonprod', kind: KIND, type: 'modified' });
    }
  }
}

/** Starts the plugin on a copy of the platform repository. */
export async function startPortal(
  options: { directory?: string; gitops?: object; database?: any } = {},
) {
  const directory =
    options.directory ?? mkdtempSync(join(tmpdir(), 'gitops-backend-'));
  const inventory = new FakeInventory();
  const auditor = mockServices.auditor.mock();
  const audits: Array<{ eventId: string; outcome: string; meta?: any }> = [];
  auditor.createEvent.mockImplementation(async event => ({
    success: async (o?: any) => {
      audits.push({ eventId: event.eventId, outcome: 'success', ...o });
    },
    fail: async (o: any) => {
      audits.push({ eventId: event.eventId, outcome: 'fail', meta: o.meta });
    },
  }));
  const backend = await startTestBackend({
    features: [
      gitopsPlugin,
      mockServices.rootConfig.factory({
        data: {
          gitops: {
            provider: 'embedded',
            embedded: {
              directory,
              seed: SEED,
            },
            ...options.gitops,
          },
        },
      }),
      ...(options.database ? [options.database] : []),
      auditor.factory,
      createServiceFactory({
        service: clusterInventoryServiceRef,
        deps: {},
        factory: () => inventory,
      }),
      createServiceFactory({
        service: coreServices.permissions,
        deps: {},
        factory: () =>
          ({
            authorizeConditional: async (
              queries: any[],
              { credentials }: any,
            ) =>
              queries.map(q =>
                decide(credentials.principal.userEntityRef, q.permission),
              ),
          } as any),
      }),
    ],
  });
  const { server } = backend;
  const git = EmbeddedGitProvider.create({ directory });

  return {
    directory,
    inventory,
    audits,
    git,
    /** Calls the API as a user of the default namespace; undefined calls without a token. */
    as(user: string | undefined) {
      const header = user
        ? mockCredentials.user.header(`user:default/${user}`)
        : mockCredentials.none.header();
      const url = (path: string) => `/api/gitops/v1${path}`;
      return {
        get: (path: string) =>
          request(server).get(url(path)).set('Authorization', header),
        post: (path: string, body: object = {}) =>
          request(server)
            .post(url(path))
            .set('Authorization', header)
            .send(body),
        plan: (answers: object = {}) =>
          request(server)
            .post(url('/plans'))
            .set('Authorization', header)
            .send({
              op: 'create-environment',
              answers: {
                tier: 'dev',
                name: 'feat-x',
                owner: 'group:default/chat2sql-dev',
                purpose: 'Try it',
                ...answers,
              },
            }),
      };
    },
    async main(): Promise<string> {
      return (await git.head(REPO, 'main'))!;
    },
    async read(path: string, commit?: string): Promise<string | undefined> {
      const file = await git.readFile(
        REPO,
        commit ?? (await this.main()),
        path,
      );
      return file && Buffer.from(file.bytes).toString('utf8');
    },
    /** Commits as a person with access to the repository would. */
    async push(branch: string, edits: GitEdit[]): Promise<string> {
      const head = await git.head(REPO, branch);
      return git.commit(REPO, {
        branch,
        expectedHead: head,
        parent: head,
        edits,
        message: 'By hand',
        author: AUTHOR,
        date: new Date(),
      });
    },
    async stop(keepFiles = false) {
      await backend.stop();
      if (!keepFiles) rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Waits until a condition holds, at most five seconds. */
export async function until(
  condition: () => Promise<boolean> | boolean,
): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('waited 5 s in vain');
    await new Promise(wake => setTimeout(wake, 20));
  }
}
