import type { KubeObject } from '@chat2sql/plugin-platform-common';
import type { ClusterView, Controller } from '../cluster/types';
import { between, kubeTime } from '../names';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Milliseconds of a Go duration such as `1h30m0s`; undefined when it is none. */
export function parseDuration(text: unknown): number | undefined {
  const match = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(String(text ?? ''));
  if (!match || match[0] === '') return undefined;
  const [, hours = 0, minutes = 0, seconds = 0] = match;
  return (
    Number(hours) * HOUR_MS + Number(minutes) * 60_000 + Number(seconds) * 1000
  );
}

function condition(
  object: KubeObject,
  now: Date,
  type: string,
  holds: boolean,
  reason: string,
  message: string,
) {
  const status = holds ? 'True' : 'False';
  const known = object.status?.conditions?.find(
    (c: { type: string }) => c.type === type,
  );
  return {
    type,
    status,
    reason,
    message,
    lastTransitionTime:
      known?.status === status ? known.lastTransitionTime : kubeTime(now),
  };
}

/** In the scenario "certificate-expiring" the certificates of prod could not be renewed. */
function cannotRenew(cluster: ClusterView, certificate: KubeObject): boolean {
  return (
    cluster.context.scenario().name === 'certificate-expiring' &&
    certificate.metadata.namespace === 'chat2sql-prod'
  );
}

/** Issues certificates a few seconds after they are asked for and renews them in time. */
export const certificateController: Controller = (cluster, now) => {
  const { store, context } = cluster;
  for (const certificate of store.list('cert-manager.io', 'Certificate')) {
    const age =
      now.getTime() - Date.parse(certificate.metadata.creationTimestamp!);
    if (age < between(2000, 4000, context.seed, certificate.metadata.uid)) {
      store.setStatus(certificate, {
        conditions: [
          condition(
            certificate,
            now,
            'Issuing',
            true,
            'DoesNotExist',
            'Issuing certificate as Secret does not exist',
          ),
          condition(
            certificate,
            now,
            'Ready',
            false,
            'DoesNotExist',
            'Issuing certificate as Secret does not exist',
          ),
        ],
      });
      continue;
    }
    const lifetime = parseDuration(certificate.spec.duration) ?? 90 * DAY_MS;
    const margin = parseDuration(certificate.spec.renewBefore) ?? lifetime / 3;
    const status = certificate.status ?? {};
    const generation = certificate.metadata.generation;
    if (cannotRenew(cluster, certificate)) {
      const since = context.scenario().since.getTime();
      const notAfter = since + 2 * DAY_MS;
      store.setStatus(certificate, {
        notBefore: kubeTime(notAfter - lifetime),
        notAfter: kubeTime(notAfter),
        renewalTime: kubeTime(notAfter - margin),
        revision: status.revision ?? 1,
        failedIssuanceAttempts: 6,
        lastFailureTime: kubeTime(since),
        conditions: [
          {
            ...condition(
              certificate,
              now,
              'Ready',
              true,
              'Ready',
              'Certificate is up to date and has not expired',
            ),
            observedGeneration: generation,
          },
          {
            ...condition(
              certificate,
              now,
              'Issuing',
              false,
              'Failed',
              'The certificate request has failed to complete and will be retried: Failed to wait for order resource "chat2sql-tls-2" to become ready: order is in "errored" state',
            ),
            observedGeneration: generation,
          },
        ],
      });
      continue;
    }
    const failed = status.failedIssuanceAttempts !== undefined;
    const due =
      status.renewalTime === undefined ||
      failed ||
      Date.parse(status.renewalTime) <= now.getTime();
    let from = Date.parse(status.notBefore ?? kubeTime(now));
    let revision: number = status.revision ?? 1;
    if (failed) from = now.getTime();
    // Renewals happen at their times, also those of a past nobody watched.
    while (from + lifetime - margin <= now.getTime()) {
      from += lifetime - margin;
      revision += 1;
    }
    store.setStatus(certificate, {
      notBefore: kubeTime(from),
      notAfter: kubeTime(from + lifetime),
      renewalTime: kubeTime(from + lifetime - margin),
      revision: failed ? revision + 1 : revision,
      conditions: [
        {
          ...condition(
            certificate,
            now,
            'Ready',
            true,
            'Ready',
            'Certificate is up to date and has not expired',
          ),
          observedGeneration: generation,
        },
      ],
    });
    if (due)
      cluster.event(
        certificate,
        {
          reason: 'Issuing',
          message: 'The certificate has been successfully issued',
          component: 'cert-manager-certificates-issuing',
        },
        now,
      );
  }
};

/** Refreshes external secrets at their interval, a second or two after they appear. */
export const externalSecretController: Controller = (cluster, now) => {
  const { store, context } = cluster;
  for (const secretStore of store.list('external-secrets.io', 'SecretStore')) {
    store.setStatus(secretStore, {
      capabilities: 'ReadWrite',
      conditions: [
        condition(secretStore, now, 'Ready', true, 'Valid', 'store validated'),
      ],
    });
  }
  for (const secret of store.list('external-secrets.io', 'ExternalSecret')) {
    const created = Date.parse(secret.metadata.creationTimestamp!);
    const first =
      created + between(1000, 2500, context.seed, secret.metadata.uid);
    const provider = store.get(
      'external-secrets.io',
      'SecretStore',
      secret.metadata.namespace,
      secret.spec.secretStoreRef?.name ?? '',
    );
    if (now.getTime() < first || !provider) {
      store.setStatus(secret, {
        conditions: [
          condition(
            secret,
            now,
            'Ready',
            false,
            'SecretSyncedError',
            provider
              ? 'waiting for the first refresh'
              : `SecretStore "${secret.spec.secretStoreRef?.name}" not found`,
          ),
        ],
      });
      continue;
    }
    const interval = parseDuration(secret.spec.refreshInterval) ?? HOUR_MS;
    const rounds =
      interval > 0 ? Math.floor((now.getTime() - first) / interval) : 0;
    store.setStatus(secret, {
      refreshTime: kubeTime(first + rounds * interval),
      syncedResourceVersion: `${
        secret.metadata.generation
      }-${secret.metadata.uid!.slice(0, 8)}`,
      binding: { name: secret.spec.target?.name ?? secret.metadata.name },
      conditions: [
        condition(secret, now, 'Ready', true, 'SecretSynced', 'secret synced'),
      ],
    });
  }
};
