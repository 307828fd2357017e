import { ConfigReader } from '@backstage/config';
import { readClusterConfigs } from './clusterConfig';
import { readInventoryConfig } from './readInventoryConfig';

const read = (clusterLocatorMethods: any) =>
  readClusterConfigs(
    new ConfigReader({ kubernetes: { clusterLocatorMethods } }),
  );

describe('readClusterConfigs', () => {
  it('reads the block of the stock plugin', () => {
    const pem = '-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n';
    const { clusters, problems } = read([
      {
        type: 'config',
        clusters: [
          {
            name: 'prod',
            url: 'https://10.0.0.1:6443',
            authProvider: 'serviceAccount',
            serviceAccountToken: 'secret',
            caData: Buffer.from(pem).toString('base64'),
          },
        ],
      },
    ]);
    expect(problems).toEqual([]);
    expect(clusters).toEqual([
      {
        name: 'prod',
        url: 'https://10.0.0.1:6443',
        token: 'secret',
        ca: pem,
        caFile: undefined,
        skipTLSVerify: false,
      },
    ]);
  });

  it.each([
    [{ authProvider: 'oidc' }, /"oidc" carries the user's own token/],
    [{ authProvider: 'aws' }, /"aws" is not supported for background/],
    [{}, /"" is not supported for background observation/],
    [{ url: 'ftp://x', authProvider: 'serviceAccount' }, /clusters\[0\]\.url/],
    [{ url: 'https://u:p@x', authProvider: 'serviceAccount' }, /credentials/],
    [{ url: 7, authProvider: 'serviceAccount' }, /clusters\[0\]\.url/],
    [{ authProvider: 'serviceAccount', caData: 'bm8=' }, /caData: not a cert/],
  ])('keeps a cluster with its problem: %j', (entry, problem) => {
    const { clusters } = read([
      {
        type: 'config',
        clusters: [
          { name: 'a', url: 'https://x', ...entry },
          { name: 'b', url: 'https://y', authProvider: 'serviceAccount' },
        ],
      },
    ]);
    expect(clusters[0].problem).toMatch(problem);
    expect(clusters[1].problem).toBeUndefined();
  });

  it('names locators and entries that lead to no cluster', () => {
    const one = { url: 'https://x', authProvider: 'serviceAccount' };
    const { clusters, problems } = read([
      { type: 'gke', projectId: 'p' },
      {
        type: 'config',
        clusters: [{ ...one }, { name: 'a', ...one }, { name: 'a', ...one }],
      },
    ]);
    expect(clusters.map(c => c.name)).toEqual(['a']);
    expect(problems).toEqual([
      expect.stringContaining('clusters of type "gke" are not supported'),
      expect.stringContaining('clusters[0].name: a cluster needs a name'),
      expect.stringContaining('clusters[2].name: "a" is there twice'),
    ]);
    expect(readClusterConfigs(new ConfigReader({}))).toEqual({
      clusters: [],
      problems: [],
    });
  });
});

describe('readInventoryConfig', () => {
  const settings = (inventory: any) =>
    readInventoryConfig(new ConfigReader({ platform: { inventory } }));

  it('reads durations, page size and further kinds', () => {
    expect(readInventoryConfig(new ConfigReader({}))).toEqual({
      timings: {},
      extraKinds: [],
    });
    expect(
      settings({
        probeInterval: { seconds: 3 },
        idleLimit: '45s',
        pageSize: 250,
        extraKinds: [
          { group: 'argoproj.io', kind: 'Rollout', plural: 'rollouts' },
        ],
      }),
    ).toEqual({
      timings: { probeIntervalMs: 3_000, idleMs: 45_000, pageSize: 250 },
      extraKinds: [
        {
          group: 'argoproj.io',
          kind: 'Rollout',
          plural: 'rollouts',
          namespaced: true,
        },
      ],
    });
  });

  it.each([
    [{ pageSize: 1 }, 'platform.inventory.pageSize: found 1'],
    [{ probeLate: '10ms' }, 'platform.inventory.probeLate: must be at least'],
    [
      { extraKinds: [{ kind: 'Secret', plural: 'secrets' }] },
      'platform.inventory.extraKinds[0]: secrets are never observed',
    ],
    [
      { extraKinds: [{ kind: 'ConfigMap', plural: 'configmaps' }] },
      'configmaps are never observed',
    ],
    [
      { extraKinds: [{ kind: 'A', plural: '../secrets' }] },
      'extraKinds[0].plural',
    ],
    [
      { extraKinds: [{ group: 'a/b', kind: 'A', plural: 'as' }] },
      'extraKinds[0].group',
    ],
    [{ extraKinds: [{ kind: 'a?b', plural: 'as' }] }, 'extraKinds[0].kind'],
  ])('refuses %j', (inventory, message) => {
    expect(() => settings(inventory)).toThrow(message);
  });
});
