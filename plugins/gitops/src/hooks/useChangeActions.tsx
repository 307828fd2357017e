import { useState } from 'react';
import { useAnalytics, useApi } from '@backstage/core-plugin-api';
import { dialogApiRef, toastApiRef } from '@backstage/frontend-plugin-api';
import type { ChangeDetail } from '@chat2sql/plugin-gitops-common';
import { gitopsApiRef } from '../api';
import { CloseDialog, type CloseAnswer } from '../components/CloseDialog';
import { MergeDialog } from '../components/MergeDialog';
import { useText } from './useText';

/** An act being carried out. */
export type PendingAction = 'merge' | 'close' | 'comment';

/**
 * What a viewer can do with a change. One act at a time; the error of the last
 * one stays until the next begins.
 *
 * @param onDone - reads the change again
 */
export function useChangeActions(change: ChangeDetail, onDone: () => void) {
  const api = useApi(gitopsApiRef);
  const dialogApi = useApi(dialogApiRef);
  const toastApi = useApi(toastApiRef);
  const analytics = useAnalytics();
  const t = useText();
  const [pending, setPending] = useState<PendingAction>();
  const [error, setError] = useState<Error>();

  async function run(action: PendingAction, act: () => Promise<void>) {
    setPending(action);
    setError(undefined);
    try {
      await act();
      analytics.captureEvent(action, `change-${change.tier}`);
      return true;
    } catch (e) {
      setError(e as Error);
      return false;
    } finally {
      setPending(undefined);
      onDone();
    }
  }

  return {
    pending,
    error,
    async merge() {
      const confirmed = await dialogApi
        .open<boolean>(({ dialog }) => (
          <MergeDialog dialog={dialog} change={change} />
        ))
        .result();
      if (!confirmed || !change.headSha) return;
      await run('merge', async () => {
        await api.merge(change.number, change.headSha!);
        toastApi.post({
          title: t('action.merged', { tier: change.tier }),
          status: 'success',
          timeout: 5000,
        });
      });
    },
    async close() {
      const answer = await dialogApi
        .open<CloseAnswer>(({ dialog }) => (
          <CloseDialog dialog={dialog} number={change.number} />
        ))
        .result();
      if (!answer) return;
      await run('close', async () => {
        await api.close(change.number, answer.reason || undefined);
        toastApi.post({
          title: t('action.closed', { number: String(change.number) }),
          status: 'info',
          timeout: 5000,
        });
      });
    },
    comment: (text: string) =>
      run('comment', () => api.comment(change.number, text)),
  };
}
