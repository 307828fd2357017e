import type { ChangeDetail } from '@chat2sql/plugin-gitops-common';
import type { Text } from '../hooks/useText';
import { between } from './words';

/**
 * The answer to "is it all right, and who must act": one or two sentences.
 *
 * @param me - entity ref of the viewer, when it is known
 */
export function changeAnswer(
  change: ChangeDetail,
  me: string | undefined,
  t: Text,
): string {
  const { state, tier, progress } = change;
  // The detail is a sentence of the backend; ours ends with its own stop.
  const detail = (progress.detail ?? t('answer.noReason')).replace(/\.$/, '');
  const isAuthor = me !== undefined && change.author === me;
  const redo = isAuthor ? t('answer.staleHintMine') : t('answer.staleHint');
  switch (state) {
    case 'opening':
      return t('answer.opening');
    case 'open':
      if (change.allowedActions.includes('merge')) {
        return t('answer.openMine', { tier });
      }
      return isAuthor
        ? t('answer.openAuthor', { tier })
        : t('answer.openOther', { tier });
    case 'stale':
      return `${t('answer.stale', { detail })} ${redo}`;
    case 'conflicted':
      return `${t('answer.conflicted', { detail })} ${redo}`;
    case 'merged':
      return t(progress.stuck ? 'answer.mergedStuck' : 'answer.merged');
    case 'synced':
      return t(progress.stuck ? 'answer.syncedStuck' : 'answer.synced');
    case 'healthy':
      return t('answer.healthy', {
        duration: between(
          change.stages.requested,
          change.stages.healthy ?? change.updatedAt,
          t,
        ),
      });
    default:
      return t('answer.rejected');
  }
}
