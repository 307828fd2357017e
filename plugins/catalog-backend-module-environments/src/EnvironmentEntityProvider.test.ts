import { mockServices } from '@backstage/backend-test-utils';
import { entityEnvelopeSchemaValidator } from '@backstage/catalog-model';
import type { PlatformRepository } from '@chat2sql/plugin-gitops-node';
import { EnvironmentEntityProvider } from './EnvironmentEntityProvider';

const record = (tier: string, name: string, cluster: string) =>
  `apiVersion: portal.chat2sql.io/v1
kind: EnvironmentRecord
name: ${name}
tier: ${tier}
cluster: ${cluster}
owner: group:default/sre
purpose: for the test
`;

function setUp(initial: Record<string, string>) {
  let files = initial;
  let head = 'commit-1';
  let broken = false;
  const listeners: Array<(head: string) => void> = [];
  const repository: PlatformRepository = {
    title: 'platform',
    baseBranch: 'main',
    head: async () => {
      if (broken) throw new Error('disk is gone');
      return head;
    },
    list: async prefix =>
      Object.keys(files)
        .filter(path => path.startsWith(`${prefix}/`))
        .map(path => ({ path, type: 'blob', sha: path })),
    read: async path =>
      path in files ? { path, text: files[path], sha: path } : undefined,
    onHeadChange: listener => {
      listeners.push(listener);
      return () => {};
    },
  };
  const logger = mockServices.logger.mock();
  const applyMutation = jest.fn();
  const provider = EnvironmentEntityProvider.create({
    repository,
    logger,
    taskRunner: { run: async task => void (await (task as any).fn()) },
  });
  return {
    logger,
    applyMutation,
    connect: () => provider.connect({ applyMutation, refresh: async () => {} }),
    refresh: () => provider.refresh(),
    change(next: Record<string, string>) {
      files = next;
      head = `${head}+`;
      for (const listener of listeners) listener(head);
    },
    breakRepository() {
      broken = true;
    },
    names: () =>
      applyMutation.mock.calls
        .at(-1)![0]
        .entities.map((e: any) => e.entity.metadata.name),
  };
}

const DEV = 'environments/dev/dev/environment.yaml';
const PROD = 'environments/prod/prod/environment.yaml';

describe('EnvironmentEntityProvider', () => {
  it('makes a valid Resource of every record and ignores other files', async () => {
    const t = setUp({
      [DEV]: record('dev', 'dev', 'nonprod'),
      [PROD]: record('prod', 'prod', 'prod'),
      'environments/prod/prod/kustomization.yaml': 'resources: []',
      'environments/README.md': 'x',
    });
    await t.connect();
    expect(t.names()).toEqual(['environment-dev', 'environment-prod']);
    const [, prod] = t.applyMutation.mock.calls[0][0].entities;
    expect(entityEnvelopeSchemaValidator()(prod.entity)).toBeTruthy();
    expect(prod.entity).toMatchObject({
      kind: 'Resource',
      metadata: {
        annotations: {
          'backstage.io/managed-by-location':
            'gitops:platform/environments/prod/prod/environment.yaml',
          'backstage.io/kubernetes-namespace': 'chat2sql-prod',
          'backstage.io/kubernetes-cluster': 'prod',
        },
      },
      spec: {
        type: 'environment',
        owner: 'group:default/sre',
        dependsOn: ['resource:default/cluster-prod'],
      },
    });
  });

  it('follows the base branch: new environments come, removed ones go', async () => {
    const t = setUp({ [DEV]: record('dev', 'dev', 'nonprod') });
    await t.connect();
    t.change({
      [PROD]: record('prod', 'prod', 'prod'),
      'environments/dev/hints/environment.yaml': record(
        'dev',
        'hints',
        'nonprod',
      ),
    });
    await t.refresh();
    await new Promise(resolve => setImmediate(resolve));
    expect(t.names()).toEqual(['environment-prod', 'environment-dev-hints']);
  });

  it('keeps the last good entity of a record that turned bad, and names file and field', async () => {
    const t = setUp({
      [DEV]: record('dev', 'dev', 'nonprod'),
      [PROD]: record('prod', 'prod', 'prod'),
    });
    await t.connect();
    t.change({
      [DEV]: record('development', 'dev', 'nonprod'),
      [PROD]: record('prod', 'prod', 'prod'),
    });
    await t.refresh();
    expect(t.names()).toEqual(['environment-dev', 'environment-prod']);
    expect(t.logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(
        /environments\/dev\/dev\/environment\.yaml.* tier: .*found "development"; allowed: dev, test, staging, prod/,
      ),
    );
  });

  it('changes nothing while the repository cannot be read, or when it did not move', async () => {
    const t = setUp({ [DEV]: record('dev', 'dev', 'nonprod') });
    await t.connect();
    await t.refresh();
    expect(t.applyMutation).toHaveBeenCalledTimes(1);
    t.breakRepository();
    await t.refresh();
    expect(t.applyMutation).toHaveBeenCalledTimes(1);
    expect(t.logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('disk is gone'),
    );
  });
});
