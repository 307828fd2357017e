import type {
  MatrixEnvironment,
  MatrixSnapshot,
} from '@chat2sql/plugin-environments-common';
import type { Text } from '../hooks/useText';
import { answerOf } from './answer';
import { causeText, clause, outsideOf } from './outside';
import { needsAttention, wordOf } from './severity';

/** Longest reason in the answer, in characters; the details have all of it. */
const MAX_REASON = 160;

/** Cuts a reason where it is long-winded, at a space. */
function short(text: string): string {
  if (text.length <= MAX_REASON) return text;
  const space = text.lastIndexOf(' ', MAX_REASON);
  return `${text.slice(0, space > MAX_REASON / 2 ? space : MAX_REASON)}…`;
}

/** Names of at most five things; the rest is counted. */
function names(list: readonly string[], t: Text): string {
  const shown = list.slice(0, 5).join(t('answer.listSeparator'));
  return list.length > 5
    ? `${shown} ${t('home.more', { n: String(list.length - 5) })}`
    : shown;
}

/** What puts an environment at risk: outside its components, else the first component. */
function riskOf(
  env: MatrixEnvironment,
  snapshot: MatrixSnapshot,
  t: Text,
): string {
  const outside = outsideOf(env);
  if (outside && needsAttention(outside)) {
    return short(causeText(outside.cause, t));
  }
  const cell = snapshot.cells.find(c => c.environment === env.id && c.warning);
  if (!cell) return short(clause(env.summary, t));
  const title = snapshot.components.find(c => c.id === cell.component)?.title;
  return `${title ?? cell.component}: ${short(clause(cell.summary, t))}`;
}

/** How one environment is, in a sentence. */
export function environmentText(
  env: MatrixEnvironment,
  snapshot: MatrixSnapshot,
  t: Text,
): string {
  const word = wordOf(env);
  if (word === 'Healthy') return t('environment.healthy', { name: env.id });
  if (word === 'AtRisk') {
    return t('answer.atRiskOne', {
      name: env.id,
      why: riskOf(env, snapshot, t),
    });
  }
  return t('answer.brokenOne', {
    name: env.id,
    word: t(`health.${word}`).toLowerCase(),
    why: short(clause(env.summary, t)),
  });
}

/** The page's answer in words: the worst first, then what else is not healthy. */
export function answerText(snapshot: MatrixSnapshot, t: Text): string {
  const answer = answerOf(snapshot);
  const total = String(answer.total);
  const ids = (list: readonly MatrixEnvironment[]) =>
    names(
      list.map(env => env.id),
      t,
    );
  if (answer.total === 0) return t('answer.none');
  const sentences: string[] = [];
  if (answer.broken.length === 1) {
    sentences.push(environmentText(answer.broken[0], snapshot, t));
  } else if (answer.broken.length > 1) {
    sentences.push(
      t('answer.brokenMany', {
        n: String(answer.broken.length),
        total,
        names: ids(answer.broken),
      }),
    );
  }
  if (answer.unknown.length > 0) {
    const [first] = answer.unknown;
    sentences.push(
      t('answer.unknown', {
        names: ids(answer.unknown),
        why: short(clause(first.staleReason ?? first.summary, t)),
      }),
    );
  }
  if (answer.atRisk.length === 1) {
    const [env] = answer.atRisk;
    sentences.push(
      t('answer.atRiskOne', { name: env.id, why: riskOf(env, snapshot, t) }),
    );
  } else if (answer.atRisk.length > 1) {
    sentences.push(
      t('answer.atRiskMany', {
        n: String(answer.atRisk.length),
        total,
        names: ids(answer.atRisk),
      }),
    );
  }
  if (answer.progressing.length > 0) {
    sentences.push(t('answer.progressing', { names: ids(answer.progressing) }));
  }
  if (answer.suspended.length > 0) {
    sentences.push(t('answer.suspended', { names: ids(answer.suspended) }));
  }
  if (sentences.length === 0) {
    return t('answer.healthy', { count: answer.total });
  }
  if (answer.healthy > 0 && answer.healthy < answer.total) {
    sentences.push(t('answer.rest', { n: String(answer.healthy), total }));
  }
  // Chinese sentences follow each other without a space.
  return sentences
    .join(sentences[0].endsWith('。') ? '' : ' ')
    .replace(/…[.。]/g, '…');
}
