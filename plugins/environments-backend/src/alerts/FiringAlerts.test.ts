import type {
  AlertmanagerAlert,
  AlertmanagerClient,
} from '@chat2sql/plugin-platform-node';
import { FiringAlerts, isFiringFor } from './FiringAlerts';

const scope = { id: 'prod', cluster: 'prod', namespace: 'chat2sql-prod' };
const alert = (
  labels: Record<string, string>,
  state: AlertmanagerAlert['state'] = 'active',
): AlertmanagerAlert => ({
  fingerprint: 'f',
  name: 'Down',
  state,
  startsAt: '',
  endsAt: '',
  updatedAt: '',
  labels,
  annotations: {},
  silencedBy: [],
  inhibitedBy: [],
  receivers: [],
});

it.each([
  [{ namespace: 'chat2sql-prod' }, 'active', true],
  [{ namespace: 'chat2sql-prod', cluster: 'prod' }, 'active', true],
  [{ namespace: 'chat2sql-prod', cluster: 'other' }, 'active', false],
  [{ namespace: 'chat2sql-dev' }, 'active', false],
  [{ namespace: 'chat2sql-dev', environment: 'prod' }, 'active', false],
  [{ environment: 'prod' }, 'active', true],
  [{}, 'active', false],
  [{ namespace: 'chat2sql-prod' }, 'suppressed', false],
  [{ namespace: 'chat2sql-prod', severity: 'none' }, 'active', false],
] as const)('counts %j (%s): %s', (labels, state, expected) => {
  expect(isFiringFor(alert({ ...labels } as any, state), scope)).toBe(expected);
});

it('asks again and again, and knows nothing when it got no answer', async () => {
  let answer: AlertmanagerAlert[] | Error = [
    alert({ namespace: 'chat2sql-prod' }),
  ];
  const client: AlertmanagerClient = {
    alerts: async () => {
      if (answer instanceof Error) throw answer;
      return answer;
    },
    state: () => ({ id: 'alertmanager', title: 'A', condition: 'ok' }),
  };
  const alerts = FiringAlerts.create({
    alertmanager: { client: () => client },
    pollMs: 5,
  });
  const heard = () =>
    new Promise<void>(resolve => {
      const end = alerts.subscribe(() => {
        end();
        resolve();
      });
    });
  expect(alerts.count(scope)).toBeUndefined();
  alerts.start();
  await heard();
  expect(alerts.count(scope)).toBe(1);
  answer = [];
  await heard();
  await heard();
  expect(alerts.count(scope)).toBe(0);
  answer = new Error('down');
  await heard();
  await heard();
  // Not zero: nobody knows.
  expect(alerts.count(scope)).toBeUndefined();
  alerts.stop();
});

it('is quiet where no Alertmanager is configured', () => {
  const alerts = FiringAlerts.create({
    alertmanager: { client: () => undefined },
  });
  alerts.start();
  expect(alerts.source()).toBeUndefined();
  expect(alerts.count(scope)).toBeUndefined();
  alerts.stop();
});
