import { useCallback, useRef } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { usePolledData } from '@chat2sql/plugin-platform-react';
import { complianceApiRef, type ResultFilter } from '../api';

/** Pages ask this often; an unchanged answer is a 304. Milliseconds. */
const POLL_MS = 5_000;

/** The overview, kept up to date. */
export function useOverview() {
  const api = useApi(complianceApiRef);
  const read = useCallback(
    (signal: AbortSignal) => api.overview({ signal }),
    [api],
  );
  return usePolledData(read, POLL_MS);
}

/** A framework with the state of its controls, kept up to date. */
export function useFramework(key: string) {
  const api = useApi(complianceApiRef);
  const read = useCallback(
    (signal: AbortSignal) => api.framework(key, { signal }),
    [api, key],
  );
  return usePolledData(read, POLL_MS);
}

/**
 * Results, kept up to date. While another choice loads, the results of the
 * last one stay in view, so that nothing jumps.
 */
export function useResults(filter: ResultFilter) {
  const api = useApi(complianceApiRef);
  const text = JSON.stringify(filter);
  const read = useCallback(
    (signal: AbortSignal) => api.results(JSON.parse(text), { signal }),
    [api, text],
  );
  const polled = usePolledData(read, POLL_MS);
  const last = useRef(polled.value);
  if (polled.value) last.current = polled.value;
  return polled.loading ? { ...polled, value: last.current } : polled;
}

/** The evidence of a result, read once: it is what was judged then. */
export function useEvidence(id: string) {
  const api = useApi(complianceApiRef);
  const read = useCallback(
    (signal: AbortSignal) => api.evidence(id, { signal }),
    [api, id],
  );
  return usePolledData(read, 0);
}
