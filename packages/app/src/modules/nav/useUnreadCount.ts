import { useCallback, useEffect } from 'react';
import { useApiHolder } from '@backstage/core-plugin-api';
import { notificationsApiRef } from '@backstage/plugin-notifications';
import { useSignal } from '@backstage/plugin-signals-react';
import { usePolledData } from '@chat2sql/plugin-platform-react';

/** Number of unread notifications; undefined while it is not known. */
export function useUnreadCount(): number | undefined {
  const api = useApiHolder().get(notificationsApiRef);
  const read = useCallback(
    async () => (api ? (await api.getStatus()).unread : undefined),
    [api],
  );
  const { value, refresh } = usePolledData(read, 60_000);
  const { lastSignal } = useSignal('notifications');
  useEffect(() => {
    if (lastSignal) refresh();
  }, [lastSignal, refresh]);
  return value;
}
