import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { START_GRACE_MS } from '../limits';
import { isRecord, read, readRecords, readString, readTime } from '../read';
import type { HealthContext, Verdict } from '../types';
import { healthy, progressing, verdictOf } from '../verdict';

/** Label of an EndpointSlice that names its Service. */
const SERVICE_NAME = 'kubernetes.io/service-name';

/** Slices of a Service, found by the label the controller writes. */
function slicesOf(
  service: KubeObject,
  slices: readonly KubeObject[],
): KubeObject[] {
  return slices.filter(
    slice =>
      slice.metadata?.namespace === service.metadata?.namespace &&
      slice.metadata?.labels?.[SERVICE_NAME] === service.metadata?.name,
  );
}

function countEndpoints(slices: readonly KubeObject[]) {
  let ready = 0;
  let all = 0;
  for (const slice of slices) {
    for (const endpoint of readRecords(slice, 'endpoints')) {
      all += 1;
      // Absent means ready: the API says to treat unknown readiness so.
      if (read(endpoint, 'conditions.ready') !== false) ready += 1;
    }
  }
  return { ready, all };
}

/** Health of a Service: its load balancer has an address, and some endpoint is ready. */
export function serviceRule(
  object: KubeObject,
  { endpointSlices, now }: HealthContext,
): Verdict {
  const type = readString(object, 'spec.type') ?? 'ClusterIP';
  const selector = read(object, 'spec.selector');
  const selects = isRecord(selector) && Object.keys(selector).length > 0;

  if (endpointSlices && selects && type !== 'ExternalName') {
    const { ready, all } = countEndpoints(slicesOf(object, endpointSlices));
    if (ready === 0) {
      const created = readTime(object, 'metadata.creationTimestamp');
      const isNew =
        created !== undefined && now.getTime() - created < START_GRACE_MS;
      return verdictOf(isNew ? 'Progressing' : 'Degraded', {
        rule: 'service.no-endpoints',
        reason: 'NoReadyEndpoints',
        message:
          all === 0
            ? 'No pod matches the selector, so requests fail.'
            : `None of ${all} endpoints is ready, so requests fail.`,
        fields: ['spec.selector', 'endpointSlices.endpoints'],
      });
    }
  }
  if (
    type === 'LoadBalancer' &&
    readRecords(object, 'status.loadBalancer.ingress').length === 0
  ) {
    return progressing({
      rule: 'service.no-address',
      reason: 'AddressPending',
      message: 'The load balancer has no address yet.',
      fields: ['spec.type', 'status.loadBalancer.ingress'],
    });
  }
  if (endpointSlices && selects && type !== 'ExternalName') {
    const { ready } = countEndpoints(slicesOf(object, endpointSlices));
    return healthy({
      rule: 'service.endpoints-ready',
      reason: 'EndpointsReady',
      message: `${ready} ${
        ready === 1 ? 'endpoint is' : 'endpoints are'
      } ready.`,
      fields: ['endpointSlices.endpoints'],
    });
  }
  return healthy({
    rule: 'service.accepted',
    reason: type === 'LoadBalancer' ? 'AddressAssigned' : 'Accepted',
    message: selects
      ? 'The service is set up; its endpoints were not looked at.'
      : 'The service is set up.',
    fields: ['spec.type', 'status.loadBalancer.ingress'],
  });
}
