import http from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { type Alertmanager, alertmanagerServiceRef } from './alertmanager';
import { type ClusterInventory, clusterInventoryServiceRef } from './inventory';
import { FakeApiServer } from './inventory/__testUtils__/FakeApiServer';
import { PODS, until } from './inventory/__testUtils__/inventoryKit';
import {
  type PrometheusSources,
  prometheusSourcesServiceRef,
} from './prometheus';

interface Services {
  alertmanager: Alertmanager;
  inventory: ClusterInventory;
  prometheus: PrometheusSources;
}

/** Starts a backend whose only plugin asks for all services of this package. */
async function servicesOf(data: object): Promise<Services & { stop(): any }> {
  let services: Services | undefined;
  const plugin = createBackendPlugin({
    pluginId: 'asks',
    register(env) {
      env.registerInit({
        deps: {
          logger: coreServices.logger,
          alertmanager: alertmanagerServiceRef,
          inventory: clusterInventoryServiceRef,
          prometheus: prometheusSourcesServiceRef,
        },
        async init(deps) {
          services = deps;
        },
      });
    },
  });
  const backend = await startTestBackend({
    features: [plugin, mockServices.rootConfig.factory({ data } as any)],
  });
  return { ...services!, stop: () => backend.stop() };
}

it('works without anything configured', async () => {
  const { alertmanager, inventory, prometheus, stop } = await servicesOf({});
  expect(alertmanager.client()).toBeUndefined();
  expect(inventory.clusters()).toEqual([]);
  expect(inventory.states()).toEqual([]);
  expect(prometheus.names()).toEqual([]);
  await stop();
});

it('reads clusters and alerts from config, and leaves nothing open', async () => {
  const cluster = FakeApiServer.create();
  cluster.put(PODS, 'a', 'p');
  const alerts = http.createServer((req, res) => {
    res
      .writeHead(req.url === '/api/v2/alerts' ? 200 : 404, {
        'content-type': 'application/json',
      })
      .end(
        JSON.stringify([
          {
            fingerprint: 'f',
            startsAt: '2026-11-25T10:00:00Z',
            endsAt: '2026-11-25T11:00:00Z',
            updatedAt: '2026-11-25T10:01:00Z',
            labels: { alertname: 'Down', namespace: 'chat2sql-prod' },
            annotations: { summary: 's' },
            receivers: [{ name: 'pager' }],
            status: {
              state: 'suppressed',
              silencedBy: ['s1'],
              inhibitedBy: [],
            },
            generatorURL: 'http://x',
          },
        ]),
      );
  });
  await new Promise<void>(resolve => alerts.listen(0, '127.0.0.1', resolve));
  const { port } = alerts.address() as AddressInfo;
  const { alertmanager, inventory, stop } = await servicesOf({
    platform: {
      alertmanager: { url: `http://127.0.0.1:${port}` },
      inventory: {
        extraKinds: [{ group: 'x.y', kind: 'Thing', plural: 'things' }],
      },
    },
    kubernetes: {
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: [
            {
              name: 'prod',
              url: await cluster.start(),
              authProvider: 'serviceAccount',
              serviceAccountToken: 't',
            },
          ],
        },
      ],
    },
  });
  const client = alertmanager.client()!;
  expect(client.state().condition).toBe('unknown');
  await expect(client.alerts()).resolves.toEqual([
    {
      fingerprint: 'f',
      name: 'Down',
      state: 'suppressed',
      startsAt: '2026-11-25T10:00:00Z',
      endsAt: '2026-11-25T11:00:00Z',
      updatedAt: '2026-11-25T10:01:00Z',
      labels: { alertname: 'Down', namespace: 'chat2sql-prod' },
      annotations: { summary: 's' },
      receivers: ['pager'],
      silencedBy: ['s1'],
      inhibitedBy: [],
    },
  ]);
  expect(client.state()).toMatchObject({ id: 'alertmanager', condition: 'ok' });
  await until(
    () => inventory.state('prod', 'Pod')?.condition === 'synced',
    'pods synced',
  );
  await until(
    () => inventory.state('prod', 'Thing')?.condition === 'absent',
    'things absent',
  );
  expect(inventory.list({ cluster: 'prod', kind: 'Pod' })).toHaveLength(1);
  await stop();
  // What was sent before may still arrive.
  await new Promise(resolve => setTimeout(resolve, 50));
  const { length } = cluster.requests;
  await new Promise(resolve => setTimeout(resolve, 300));
  expect(cluster.requests).toHaveLength(length);
  await cluster.stop();
  alerts.closeAllConnections();
  await new Promise(resolve => alerts.close(resolve));
}, 20_000);

it('names the key of a wrong setting at start', async () => {
  await expect(
    servicesOf({ platform: { alertmanager: { url: 'nonsense' } } }),
  ).rejects.toThrow('platform.alertmanager.url: not a URL');
});
