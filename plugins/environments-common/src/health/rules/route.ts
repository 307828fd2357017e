import type {
  KubeCondition,
  KubeObject,
} from '@chat2sql/plugin-platform-common';
import { fromCondition, isStale, waiting } from '../conditions';
import { readNumber, readRecords, readString } from '../read';
import type { Verdict } from '../types';
import { healthy, progressing } from '../verdict';
import { conditionsIn } from './gateway';

/** Where a kind keeps one status per object it is attached to. */
interface AttachmentPlace {
  /** Prefix of the rule ids. */
  id: string;
  /** Name of the kind in sentences. */
  what: string;
  /** Path of the list, for example `status.parents`. */
  list: string;
  /** Path of the other object's name in an entry. */
  name: string;
  /** Word for the other object. */
  word: string;
}

interface Attachment {
  label: string;
  conditions: KubeCondition[];
}

/**
 * Health of a Gateway API object that is attached to others: each attachment
 * must speak about the current spec, and none may report a fault. One current
 * attachment does not make up for another that is out of date.
 */
function judgeAttachments(object: KubeObject, place: AttachmentPlace): Verdict {
  const generation = readNumber(object, 'metadata.generation');
  const attachments: Attachment[] = readRecords(object, place.list).map(
    entry => ({
      label: `${place.word} ${readString(entry, place.name) ?? '(no name)'}`,
      conditions: conditionsIn(entry, 'conditions'),
    }),
  );
  const path = `${place.list}.conditions`;
  const current = attachments.filter(
    a =>
      a.conditions.length > 0 &&
      !a.conditions.some(c => isStale(c, generation)),
  );
  for (const { label, conditions } of current) {
    for (const [type, rule] of [
      ['ResolvedRefs', 'resolved-refs'],
      ['Accepted', 'accepted'],
    ]) {
      const fault = conditions.find(
        c => c.type === type && c.status === 'False',
      );
      if (!fault) continue;
      const verdict = fromCondition('Degraded', `${place.id}.${rule}`, fault, {
        path: `${path}[${type}]`,
      });
      return { ...verdict, message: `${label}: ${verdict.message}` };
    }
  }
  for (const { label, conditions } of current) {
    const open = ['Accepted', 'ResolvedRefs', 'Programmed']
      .map(type => conditions.find(c => c.type === type))
      .find(c => c !== undefined && c.status !== 'True');
    if (open) {
      const verdict = fromCondition(
        'Progressing',
        `${place.id}.programmed`,
        open,
        { path: `${path}[${open.type}]` },
      );
      return { ...verdict, message: `${label}: ${verdict.message}` };
    }
  }
  const late = attachments.find(a => !current.includes(a));
  if (late) {
    return progressing({
      rule: `${place.id}.stale-parent`,
      reason: 'StaleGeneration',
      message: `${late.label} has not taken up the current spec yet.`,
      fields: [path, 'metadata.generation'],
    });
  }
  if (current.length === 0) return waiting(place.id, place.what);
  return healthy({
    rule: `${place.id}.accepted`,
    reason: 'Accepted',
    message: `Accepted by ${current.map(a => a.label).join(', ')}.`,
    fields: [path],
  });
}

/** Health of an HTTPRoute, GRPCRoute, TCPRoute, TLSRoute or UDPRoute. */
export function routeRule(object: KubeObject): Verdict {
  return judgeAttachments(object, {
    id: 'route',
    what: 'The route',
    list: 'status.parents',
    name: 'parentRef.name',
    word: 'Parent',
  });
}

/** Health of a BackendTLSPolicy. */
export function backendTlsPolicyRule(object: KubeObject): Verdict {
  return judgeAttachments(object, {
    id: 'backendtlspolicy',
    what: 'The policy',
    list: 'status.ancestors',
    name: 'ancestorRef.name',
    word: 'Ancestor',
  });
}
