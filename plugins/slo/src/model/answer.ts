import type { StatusTone } from '@chat2sql/plugin-platform-common';
import {
  isBurning,
  type ObjectiveItem,
  type ObjectiveList,
} from '@chat2sql/plugin-slo-common';
import type { Text } from '../hooks/useText';
import { nameText, reasonText } from './format';

/** The page's answer: one tone and a sentence or two. */
export interface Answer {
  tone: StatusTone;
  text: string;
}

const SHOWN = 2;

function names(
  items: readonly ObjectiveItem[],
  t: Text,
  withState: boolean,
): string {
  const shown = items
    .slice(0, SHOWN)
    .map(({ objective, evaluation }) => {
      const name = nameText(objective, t);
      if (!withState) return name;
      return `${name} (${t(`state.${evaluation.state}`).toLowerCase()})`;
    })
    .join(t('answer.separator'));
  return items.length > SHOWN
    ? t('answer.more', { names: shown, n: String(items.length - SHOWN) })
    : shown;
}

const withoutStop = (text: string) => text.replace(/[.。]\s*$/, '');

/**
 * Why an empty list says nothing: the repository was not read. Undefined for a
 * list that is not empty or truly so.
 */
export function unreadReason(list: ObjectiveList): string | undefined {
  if (list.items.length > 0 || list.invalid.length > 0) return undefined;
  const repository = list.sources.find(s => s.kind === 'repository');
  if (!repository || repository.condition === 'ok') return undefined;
  return repository.reason ?? repository.title;
}

/** Is anything burning, is anything not known, is all well? */
export function answerOf(list: ObjectiveList, t: Text): Answer {
  const { items, invalid } = list;
  const total = String(items.length);
  const losing = items.filter(i => isBurning(i.evaluation.state));
  const atRisk = losing.filter(i => i.evaluation.state === 'at-risk');
  const burning = losing.filter(i => i.evaluation.state !== 'at-risk');
  const unknown = items.filter(i => i.evaluation.state === 'unknown');
  const met = items.filter(i => i.evaluation.state === 'ok');
  const rest = items.filter(
    i => !losing.includes(i) && !unknown.includes(i) && !met.includes(i),
  );
  const sentences: string[] = [];
  let tone: StatusTone = 'healthy';
  const worsen = (to: StatusTone) => {
    if (tone === 'healthy') tone = to;
  };
  const unread = unreadReason(list);
  if (unread !== undefined) {
    sentences.push(t('answer.unread', { why: withoutStop(unread) }));
    worsen('unknown');
  } else if (items.length === 0) {
    sentences.push(t('answer.none'));
    worsen('missing');
  }
  if (burning.length > 0) {
    const failed = burning.some(i =>
      ['breached', 'paging'].includes(i.evaluation.state),
    );
    worsen(failed ? 'failed' : 'degraded');
    sentences.push(
      t('answer.burning', {
        count: burning.length,
        total,
        names: names(burning, t, true),
      }),
    );
  }
  if (atRisk.length > 0) {
    worsen('degraded');
    sentences.push(
      burning.length > 0
        ? t('answer.moreAtRisk', { n: String(atRisk.length) })
        : t('answer.atRisk', { names: names(atRisk, t, false) }),
    );
  }
  if (unknown.length > 0) {
    worsen('unknown');
    const why = withoutStop(reasonText(unknown[0].evaluation, t) ?? '');
    sentences.push(
      unknown.length === items.length
        ? t('answer.unknownAll', { why })
        : t('answer.unknown', { n: String(unknown.length), total }),
    );
  }
  if (rest.length > 0) {
    worsen('unknown');
    const why = withoutStop(reasonText(rest[0].evaluation, t) ?? '');
    sentences.push(
      t('answer.noNumbers', { n: String(rest.length), total, why }),
    );
  }
  if (invalid.length > 0) {
    worsen('degraded');
    sentences.push(t('answer.invalid', { count: invalid.length }));
  }
  if (items.length > 0 && met.length === items.length) {
    sentences.unshift(t('answer.met', { count: items.length }));
  } else if (met.length > 0 && losing.length === 0) {
    sentences.push(t('answer.metRest', { n: String(met.length), total }));
  }
  return { tone, text: sentences.join(' ') };
}
