import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  ChangeDetail,
  ChangeSummary,
  CreateEnvironmentAnswers,
  Plan,
} from '@chat2sql/plugin-gitops-common';
import type { Tier } from '@chat2sql/plugin-platform-common';

/** Groups of states that lists filter by. */
export const STATE_FILTERS = ['open', 'rolling-out', 'done', 'all'] as const;

/** A group of states that lists filter by. */
type StateFilter = (typeof STATE_FILTERS)[number];

/** What a list of changes is narrowed to. */
export interface ChangeFilter {
  state: StateFilter;
  tier?: Tier;
  mine?: boolean;
  waitingForMe?: boolean;
}

/** Plans and changes of the platform repository. Every call throws a ResponseError. */
export interface GitopsApi {
  /** Plans a new environment; proposes nothing. */
  plan(
    answers: Partial<CreateEnvironmentAnswers>,
    options?: { signal?: AbortSignal },
  ): Promise<Plan>;
  changes(
    filter: ChangeFilter,
    options?: { signal?: AbortSignal },
  ): Promise<{ items: ChangeSummary[]; truncated: boolean }>;
  change(
    number: number,
    options?: { signal?: AbortSignal },
  ): Promise<ChangeDetail>;
  comment(number: number, text: string): Promise<void>;
  /** @param expectedHead - commit of the branch that was reviewed */
  merge(number: number, expectedHead: string): Promise<ChangeSummary>;
  close(number: number, reason?: string): Promise<void>;
}

/** Ref of {@link GitopsApi}. */
export const gitopsApiRef = createApiRef<GitopsApi>().with({
  id: 'plugin.gitops.client',
  pluginId: 'gitops',
});
