import type {
  MatrixEnvironment,
  MatrixSnapshot,
} from '@chat2sql/plugin-environments-common';
import type { Text } from '../hooks/useText';
import { answerOf } from './answer';

const withoutStop = (text: string) => text.replace(/[.。]\s*$/, '');

/** Names of at most five things; the rest is counted. */
function names(list: readonly string[], t: Text): string {
  const shown = list.slice(0, 5).join(t('answer.listSeparator'));
  return list.length > 5
    ? `${shown} ${t('home.more', { n: String(list.length - 5) })}`
    : shown;
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
  const title = (id: string) =>
    snapshot.components.find(component => component.id === id)?.title ?? id;

  if (answer.total === 0) return t('answer.none');
  const sentences: string[] = [];
  if (answer.broken.length === 1) {
    const [env] = answer.broken;
    sentences.push(
      t('answer.brokenOne', {
        name: env.id,
        word: t(`health.${env.status}`).toLowerCase(),
        why: withoutStop(env.summary),
      }),
    );
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
        why: withoutStop(first.staleReason ?? first.summary),
      }),
    );
  }
  if (answer.atRisk.length > 0 && answer.broken.length === 0) {
    sentences.push(
      t('answer.atRisk', {
        names: names(
          answer.atRisk.map(cell =>
            t('answer.cellName', {
              component: title(cell.component),
              environment: cell.environment,
            }),
          ),
          t,
        ),
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
  return sentences.join(sentences[0].endsWith('。') ? '' : ' ');
}
