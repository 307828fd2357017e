import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  EvidenceResponse,
  FrameworkResponse,
  OverviewResponse,
  ResultsResponse,
} from '@chat2sql/plugin-compliance-common';

/** Which results are wanted; see the backend's `GET /results`. */
export interface ResultFilter {
  environment?: string;
  check?: string;
  component?: string;
  /** Statuses, separated by commas. */
  status?: string;
  framework?: string;
  control?: string;
  cursor?: string;
  limit?: string;
}

/** Reads scorecards, results and evidence. All methods throw ResponseError. */
export interface ComplianceApi {
  overview(options?: { signal?: AbortSignal }): Promise<OverviewResponse>;
  framework(
    key: string,
    options?: { environment?: string; signal?: AbortSignal },
  ): Promise<FrameworkResponse>;
  results(
    filter: ResultFilter,
    options?: { signal?: AbortSignal },
  ): Promise<ResultsResponse>;
  evidence(
    id: string,
    options?: { signal?: AbortSignal },
  ): Promise<EvidenceResponse>;
}

/** Ref of {@link ComplianceApi}. */
export const complianceApiRef = createApiRef<ComplianceApi>().with({
  id: 'plugin.compliance.client',
  pluginId: 'compliance',
});
