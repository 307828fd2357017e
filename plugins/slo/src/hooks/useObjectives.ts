import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { usePolledData } from '@chat2sql/plugin-platform-react';
import { sloApiRef } from '../api/SloApi';

const REFRESH_MS = 15_000;

/** All objectives the viewer may see, read again and again. */
export function useObjectives(entityRef?: string) {
  const api = useApi(sloApiRef);
  const read = useCallback(
    (signal: AbortSignal) => api.list({ entityRef, signal }),
    [api, entityRef],
  );
  return usePolledData(read, REFRESH_MS);
}
