import fc from 'fast-check';
import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { NOW, pod, stuckStatus } from '../__fixtures__/objects';
import { assessHealth } from './assessHealth';
import { knownKinds } from './registry';
import { HEALTH_STATUSES } from './types';

const kind = fc.constantFrom(
  ...knownKinds(),
  'example.org/Thing',
  'networking.istio.io/VirtualService',
);
const json = fc.jsonValue({ maxDepth: 4 });

/** Words that make arbitrary data reach the inside of the rules. */
const word = fc.constantFrom(
  'True',
  'False',
  'Unknown',
  'Ready',
  'Available',
  'Progressing',
  'Running',
  'Failed',
  'Succeeded',
  'Paused',
  '2026-11-25T11:00:00Z',
  '* * * * *',
  '',
);
const leaf = fc.oneof(
  word,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.double(),
);
const entry = fc.dictionary(
  fc.constantFrom(
    'type',
    'status',
    'reason',
    'message',
    'name',
    'state',
    'lastState',
    'lastTransitionTime',
    'conditions',
    'parentRef',
    'observedGeneration',
  ),
  fc.oneof(leaf, json),
);
const status = fc.oneof(
  json,
  fc.dictionary(
    fc.constantFrom(
      'conditions',
      'phase',
      'replicas',
      'readyReplicas',
      'observedGeneration',
      'containerStatuses',
      'initContainerStatuses',
      'parents',
      'listeners',
      'operationState',
      'health',
      'active',
      'lastScheduleTime',
      'environments',
      'validationMessages',
      'loadBalancer',
      'scale',
      'notAfter',
    ),
    fc.oneof(leaf, fc.array(fc.oneof(entry, leaf), { maxLength: 4 }), entry),
  ),
);

function build(key: string, parts: object): KubeObject {
  const slash = key.lastIndexOf('/');
  const group = key.slice(0, slash);
  return {
    apiVersion: group === '' ? 'v1' : `${group}/v1`,
    kind: key.slice(slash + 1),
    ...parts,
  } as KubeObject;
}

const WORKLOAD_KINDS = [
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'apps/ReplicaSet',
  'argoproj.io/Rollout',
  'batch/Job',
  'batch/CronJob',
  'jobset.x-k8s.io/JobSet',
  '/Pod',
];

describe('assessHealth, for any input', () => {
  it('answers with a whole verdict and never throws', () => {
    fc.assert(
      fc.property(
        kind,
        status,
        json,
        fc.oneof(json, fc.constant({ name: 'a', generation: 1 })),
        (key, anyStatus, spec, metadata) => {
          const verdict = assessHealth(
            build(key, { spec, status: anyStatus, metadata }),
            {
              now: NOW,
              pods: [pod('p', stuckStatus('Error'))],
              endpointSlices: [],
            },
          );
          expect(HEALTH_STATUSES).toContain(verdict.status);
          expect(verdict.rule).toMatch(/^[a-z]+\.[a-z-]+$/);
          expect(verdict.reason).toMatch(/^[A-Za-z][\w,:]*$/);
          expect(verdict.message.length).toBeGreaterThan(0);
          expect(verdict.fields.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('depends on the object and the time only', () => {
    fc.assert(
      fc.property(kind, status, json, (key, anyStatus, spec) => {
        const o = build(key, {
          spec,
          status: anyStatus,
          metadata: { name: 'a' },
        });
        const frozen = JSON.stringify(o);
        const first = assessHealth(o, { now: NOW });
        expect(JSON.stringify(o)).toBe(frozen);
        expect(
          assessHealth(JSON.parse(frozen), { now: new Date(NOW) }),
        ).toEqual(first);
      }),
      { numRuns: 500 },
    );
  });

  it('never calls a workload without a status healthy', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...WORKLOAD_KINDS),
        fc.constantFrom(undefined, null, {}),
        json,
        fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
        (key, empty, spec, replicas) => {
          const o = build(key, {
            status: empty,
            spec: replicas === undefined ? spec : { replicas },
            metadata: { name: 'a', generation: 1 },
          });
          expect(assessHealth(o, { now: NOW }).status).not.toBe('Healthy');
          expect(
            assessHealth(o, { now: NOW, pods: [pod('p')] }).status,
          ).not.toBe('Healthy');
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never calls a kind without a rule healthy before it says so', () => {
    for (const empty of [
      undefined,
      null,
      {},
      { conditions: [] },
      'Healthy',
      { phase: 'Healthy' },
    ]) {
      expect(
        assessHealth(
          build('example.org/Thing', { status: empty, metadata: {} }),
          { now: NOW },
        ),
      ).toMatchObject({ status: 'Unknown', reason: 'NotJudged' });
    }
  });

  it('a failing pod never improves a workload', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...WORKLOAD_KINDS),
        status,
        (key, anyStatus) => {
          const o = build(key, { status: anyStatus, metadata: { name: 'a' } });
          const rank = (pods: KubeObject[]) =>
            HEALTH_STATUSES.indexOf(assessHealth(o, { now: NOW, pods }).status);
          expect(
            rank([pod('p', stuckStatus('CrashLoopBackOff'))]),
          ).toBeLessThanOrEqual(rank([]));
        },
      ),
      { numRuns: 500 },
    );
  });
});
