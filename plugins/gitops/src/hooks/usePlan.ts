import { useCallback, useEffect, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type {
  CreateEnvironmentAnswers,
  Plan,
} from '@chat2sql/plugin-gitops-common';
import { gitopsApiRef } from '../api';

/** A plan on its way, made, or refused. */
export type PlanState =
  | { status: 'planning' }
  | { status: 'planned'; plan: Plan }
  | { status: 'failed'; error: Error };

/**
 * Plans with the given answers, once per change of an answer.
 *
 * @param answers - JSON text of the answers, so that equal ones are the same;
 * undefined plans nothing
 */
export function usePlan(answers: string | undefined): {
  state: PlanState;
  retry: () => void;
} {
  const api = useApi(gitopsApiRef);
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<PlanState>({ status: 'planning' });
  useEffect(() => {
    setState({ status: 'planning' });
    if (answers === undefined) return undefined;
    const abort = new AbortController();
    const parsed: Partial<CreateEnvironmentAnswers> = JSON.parse(answers);
    api.plan(parsed, { signal: abort.signal }).then(
      plan => {
        if (!abort.signal.aborted) setState({ status: 'planned', plan });
      },
      error => {
        if (!abort.signal.aborted) setState({ status: 'failed', error });
      },
    );
    return () => abort.abort();
  }, [api, answers, attempt]);
  const retry = useCallback(() => setAttempt(n => n + 1), []);
  return { state, retry };
}
