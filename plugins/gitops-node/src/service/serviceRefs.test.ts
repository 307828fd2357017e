import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { PlatformRepository } from '../types';
import {
  gitHostServiceRef,
  platformRepositoryServiceRef,
  type GitHost,
} from './serviceRefs';

async function start(gitops: object | undefined) {
  let host: GitHost | undefined;
  let repository: PlatformRepository | undefined;
  const backend = await startTestBackend({
    features: [
      createBackendPlugin({
        pluginId: 'reader',
        register(env) {
          env.registerInit({
            deps: {
              host: gitHostServiceRef,
              repository: platformRepositoryServiceRef,
              logger: coreServices.logger,
            },
            async init(deps) {
              host = deps.host;
              repository = deps.repository;
            },
          });
        },
      }),
      mockServices.rootConfig.factory({
        data: gitops === undefined ? {} : ({ gitops } as any),
      }),
    ],
  });
  return { backend, host: host!, repository: repository! };
}

describe('platformRepositoryServiceRef', () => {
  it('reads what the host writes, and hears of it', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'gitops-refs-'));
    const { backend, host, repository } = await start({
      embedded: { directory },
      repositories: { platform: { target: 'p', baseBranch: 'trunk' } },
    });
    try {
      expect(repository.title).toBe('p');
      expect(await repository.head()).toBeUndefined();
      expect(await repository.list('')).toEqual([]);
      expect(await repository.read('a.yaml')).toBeUndefined();
      const heads: string[] = [];
      const end = repository.onHeadChange(head => heads.push(head));
      const sha = await host.provider.commit(host.repo, {
        branch: host.baseBranch,
        expectedHead: undefined,
        parent: undefined,
        edits: [{ path: 'a.yaml', content: 'ä: 1\n' }],
        message: 'first',
        author: { name: 'n', email: 'e@example.org' },
        date: new Date(0),
      });
      expect(heads).toEqual([sha]);
      expect(await repository.head()).toBe(sha);
      expect(await repository.read('a.yaml')).toMatchObject({
        path: 'a.yaml',
        text: 'ä: 1\n',
      });
      end();
    } finally {
      await backend.stop();
      rmSync(directory, { recursive: true });
    }
  });

  it.each([
    [undefined, 'gitops.embedded.directory is missing'],
    [{ provider: 'github' }, 'gitops.provider: found "github"; allowed'],
  ])(
    'lets plugins start with %j and tells why it cannot read',
    async (gitops, reason) => {
      const { backend, repository } = await start(gitops);
      await expect(repository.head()).rejects.toThrow(reason);
      await expect(repository.read('x')).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
      });
      repository.onHeadChange(() => {})();
      await backend.stop();
    },
  );
});
