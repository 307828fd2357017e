import { refOf, type KubeObject } from '@chat2sql/plugin-platform-common';
import { KINDS } from '../evidence/kinds';
import { lookAt } from '../evidence/observe';
import type { EvidenceReader, KindRef } from '../evidence/types';
import { findPod, isUnset } from '../podsecurity/podView';
import {
  accountNameOf,
  accountOf,
  bindingsOf,
  BINDING_KINDS,
} from './serviceAccounts';
import { CHECK_TEXTS } from './texts';
import type { Check, CheckFinding, Evaluation, Subject } from './types';
import { kindsBehind, podFieldPaths } from './workloadCheck';
import { workloadKeyOf, WORKLOAD_KINDS, workloadsOf } from './workloads';

const CONTROL = 'token';

interface TokenUse {
  mounted: boolean;
  finding?: Omit<CheckFinding, 'object'>;
  /** Kinds this answer rests on besides the workload's own. */
  kinds: KindRef[];
  objects: KubeObject[];
}

function tokenUse(object: KubeObject, reader: EvidenceReader): TokenUse {
  const pod = findPod(object);
  if (!pod.found) {
    const [fault] = pod.malformed;
    return {
      mounted: false,
      kinds: [],
      objects: [],
      finding: fault && { control: 'podspec', severity: 'fail', ...fault },
    };
  }
  const { spec, path } = pod.view;
  const own = spec.automountServiceAccountToken;
  if (own === false) return { mounted: false, kinds: [], objects: [] };
  const name = accountNameOf(spec);
  const account = accountOf(reader, name);
  const kinds: KindRef[] = [];
  if (isUnset(own)) {
    kinds.push(KINDS.serviceAccount);
    if (account?.automountServiceAccountToken === false) {
      return { mounted: false, kinds, objects: [account] };
    }
  }
  kinds.push(...BINDING_KINDS);
  const bindings = bindingsOf(reader, name);
  const objects = [...(account ? [account] : []), ...bindings];
  const unread = kinds.some(k => reader.observation(k).status !== 'observed');
  // Without sight of the bindings nobody can say that none needs the token.
  if (bindings.length > 0 || unread) return { mounted: true, kinds, objects };
  return {
    mounted: true,
    kinds,
    objects,
    finding: {
      control: CONTROL,
      severity: 'fail',
      path: `${path}.automountServiceAccountToken`,
      message: `the token of service account ${name} is mounted, and no binding gives it a right that would need it`,
    },
  };
}

function evaluate(subject: Subject, reader: EvidenceReader): Evaluation {
  const workload = workloadsOf(reader).get(subject.key)!;
  const judged = workload.root
    ? [workload.root, ...workload.pods]
    : workload.pods;
  const kinds: KindRef[] = kindsBehind(workload);
  const objects: KubeObject[] = [...judged];
  const findings: CheckFinding[] = [];
  let mounted = false;
  for (const object of judged) {
    const use = tokenUse(object, reader);
    mounted ||= use.mounted;
    kinds.push(...use.kinds);
    for (const extra of use.objects) {
      if (!objects.includes(extra)) objects.push(extra);
    }
    const { finding } = use;
    if (finding && !findings.some(f => f.message === finding.message)) {
      findings.push({ ...finding, object: refOf(object, reader.cluster) });
    }
  }
  return {
    look: lookAt(reader, new Set(kinds)),
    findings,
    objects,
    passMessage: mounted
      ? 'the token is mounted, and a binding gives the account rights that need it'
      : 'no token is mounted',
  };
}

function fields(object: KubeObject): string[] {
  if (object.kind === 'ServiceAccount') return ['automountServiceAccountToken'];
  if (object.kind.endsWith('RoleBinding')) return ['roleRef', 'subjects'];
  return podFieldPaths(object, [
    'automountServiceAccountToken',
    'serviceAccountName',
    'serviceAccount',
  ]);
}

/** Tokens of the API server are only where something needs them. */
export function serviceAccountTokenCheck(): Check {
  return {
    id: 'SA-TOK',
    ...CHECK_TEXTS['SA-TOK'],
    link: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting',
    revision: '1',
    parameters: {},
    subjectKind: 'workload',
    subjectKinds: WORKLOAD_KINDS,
    reads: [
      ...WORKLOAD_KINDS,
      KINDS.rollout,
      KINDS.serviceAccount,
      ...BINDING_KINDS,
    ],
    controls: [CONTROL, 'podspec'],
    subjects: workloadsOf,
    evaluate,
    touched: (object, reader) => {
      const key = workloadKeyOf(object, reader);
      return key === undefined ? 'all' : [key];
    },
    fields,
  };
}
