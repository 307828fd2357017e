import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { usePolledData } from '@chat2sql/plugin-platform-react';
import { gitopsApiRef } from '../api';

const POLL_MS = 5_000;

/** A change, read again and again; an unchanged one costs the backend a 304. */
export function useChange(number: number) {
  const api = useApi(gitopsApiRef);
  const read = useCallback(
    (signal: AbortSignal) => api.change(number, { signal }),
    [api, number],
  );
  return usePolledData(read, POLL_MS);
}
