import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { START_GRACE_MS } from '../limits';
import { isRecord, read, readRecords, readString, readTime } from '../read';
import type { HealthContext, Verdict } from '../types';
import { degraded, healthy, progressing, unknown } from '../verdict';

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

  const looksAtEndpoints =
    endpointSlices !== undefined && selects && type !== 'ExternalName';
  const slices = looksAtEndpoints ? slicesOf(object, endpointSlices) : [];
  const { ready, all } = countEndpoints(slices);
  if (looksAtEndpoints && ready === 0) {
    const fields = ['spec.selector', 'endpointSlices.endpoints'];
    const created = readTime(object, 'metadata.creationTimestamp');
    if (created !== undefined && now.getTime() - created < START_GRACE_MS) {
      return progressing({
        rule: 'service.no-endpoints',
        reason: 'NoReadyEndpoints',
        message: 'New, and no endpoint is ready yet.',
        fields,
      });
    }
    // The controller keeps a slice for every Service with a selector, an empty
    // one if need be: none at all means that nobody knows the endpoints.
    if (slices.length === 0) {
      return unknown({
        rule: 'service.endpoints-unknown',
        reason: 'NoEndpointSlice',
        message:
          'No EndpointSlice belongs to it, so its endpoints are unknown.',
        fields,
      });
    }
    return degraded({
      rule: 'service.no-endpoints',
      reason: 'NoReadyEndpoints',
      message:
        all === 0
          ? 'No pod matches the selector, so requests fail.'
          : `None of ${all} endpoints is ready, so requests fail.`,
      fields,
    });
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
  if (looksAtEndpoints) {
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
