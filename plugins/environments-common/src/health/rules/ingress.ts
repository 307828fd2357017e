import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { readRecords } from '../read';
import type { Verdict } from '../types';
import { healthy, progressing } from '../verdict';

/** Health of an Ingress: its controller has given it an address. */
export function ingressRule(object: KubeObject): Verdict {
  const addresses = readRecords(object, 'status.loadBalancer.ingress');
  const fields = ['status.loadBalancer.ingress'];
  return addresses.length > 0
    ? healthy({
        rule: 'ingress.address',
        reason: 'AddressAssigned',
        message: 'The ingress has an address.',
        fields,
      })
    : progressing({
        rule: 'ingress.no-address',
        reason: 'AddressPending',
        message: 'No ingress controller has given an address yet.',
        fields,
      });
}
