import { refOf, type KubeObject } from '@chat2sql/plugin-platform-common';
import { KINDS } from '../evidence/kinds';
import { lookAt } from '../evidence/observe';
import { onceByObject } from '../evidence/onceByObject';
import type { EvidenceReader } from '../evidence/types';
import { findPod } from '../podsecurity/podView';
import { accountNameOf, bindingsOf, BINDING_KINDS } from './serviceAccounts';
import { CHECK_TEXTS } from './texts';
import type { Check, CheckFinding, Evaluation, Subject } from './types';
import { podFieldPaths } from './workloadCheck';
import { WORKLOAD_KINDS, workloadsOf } from './workloads';

const NAME = 'default';

function subjects(reader: EvidenceReader): ReadonlyMap<string, Subject> {
  const account = reader
    .list(KINDS.serviceAccount)
    .find(a => a.metadata?.name === NAME);
  return account
    ? new Map([[NAME, { key: NAME, ref: refOf(account, reader.cluster) }]])
    : new Map();
}

const accountOfObject = onceByObject((object: KubeObject) => {
  const pod = findPod(object);
  return pod.found ? accountNameOf(pod.view.spec) : undefined;
});

function usersOf(reader: EvidenceReader): KubeObject[] {
  const users: KubeObject[] = [];
  for (const workload of workloadsOf(reader).values()) {
    for (const object of [workload.root ?? [], workload.pods].flat()) {
      if (accountOfObject(object) === NAME) {
        users.push(object);
        break;
      }
    }
  }
  return users;
}

function evaluate(_subject: Subject, reader: EvidenceReader): Evaluation {
  const account = reader
    .list(KINDS.serviceAccount)
    .find(a => a.metadata?.name === NAME)!;
  const bindings = bindingsOf(reader, NAME);
  const users = usersOf(reader);
  const findings: CheckFinding[] = [];
  if (account.automountServiceAccountToken !== false) {
    findings.push({
      control: 'automount',
      severity: 'fail',
      path: 'automountServiceAccountToken',
      message:
        'the default service account gives its token to every pod that does not refuse it',
      object: refOf(account, reader.cluster),
    });
  }
  for (const binding of bindings) {
    findings.push({
      control: 'bound',
      severity: 'fail',
      path: 'subjects',
      message: `${binding.kind} ${
        binding.metadata.name ?? ''
      } gives rights to the default service account`,
      object: refOf(binding, reader.cluster),
    });
  }
  for (const user of users) {
    findings.push({
      control: 'used',
      severity: 'fail',
      path: podFieldPaths(user, ['serviceAccountName'])[0] ?? '',
      message: `${user.kind} ${
        user.metadata.name ?? ''
      } runs under the default service account`,
      object: refOf(user, reader.cluster),
    });
  }
  return {
    look: lookAt(reader, [
      KINDS.serviceAccount,
      ...BINDING_KINDS,
      ...WORKLOAD_KINDS,
    ]),
    findings,
    objects: [account, ...bindings, ...users],
    passMessage: 'not mounted by default, not bound and not used',
  };
}

function fields(object: KubeObject): string[] {
  if (object.kind === 'ServiceAccount') return ['automountServiceAccountToken'];
  if (object.kind.endsWith('RoleBinding')) return ['roleRef', 'subjects'];
  return podFieldPaths(object, ['serviceAccountName', 'serviceAccount']);
}

/** The account every pod gets that asks for none has no rights and no use. */
export function defaultServiceAccountCheck(): Check {
  return {
    id: 'SA-DEF',
    ...CHECK_TEXTS['SA-DEF'],
    link: 'https://kubernetes.io/docs/concepts/security/service-accounts/',
    revision: '1',
    parameters: {},
    subjectKind: 'service-account',
    subjectKinds: [KINDS.serviceAccount],
    reads: [
      KINDS.serviceAccount,
      ...BINDING_KINDS,
      ...WORKLOAD_KINDS,
      KINDS.rollout,
    ],
    controls: ['automount', 'bound', 'used'],
    subjects,
    evaluate,
    touched: () => 'all',
    fields,
  };
}
