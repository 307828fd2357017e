import type {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  complianceEvidenceReadPermission,
  complianceResultReadPermission,
  type ComplianceEnvironment,
} from '@chat2sql/plugin-compliance-common';
import { resultResourceRef } from './resultResource';

type Place = Pick<ComplianceEnvironment, 'id' | 'tier'>;

/** What a viewer may see. */
export interface ViewerRights {
  /** The viewer may see no result at all. */
  denied: boolean;
  mayRead(environment: Place): boolean;
  mayReadEvidence(environment: Place): boolean;
}

/** Asks the permission policy once per request, for all that a request needs. */
export class EnvironmentAccess {
  readonly #permissions: PermissionsService;
  readonly #check: (
    decision: PolicyDecision,
    resource: Place | undefined,
  ) => boolean;

  private constructor(
    permissions: PermissionsService,
    registry: PermissionsRegistryService,
  ) {
    this.#permissions = permissions;
    this.#check = createConditionAuthorizer(
      registry.getPermissionRuleset(resultResourceRef),
    );
  }

  static create(options: {
    permissions: PermissionsService;
    registry: PermissionsRegistryService;
  }): EnvironmentAccess {
    return new EnvironmentAccess(options.permissions, options.registry);
  }

  async rights(credentials: BackstageCredentials): Promise<ViewerRights> {
    const [read, evidence] = await this.#permissions.authorizeConditional(
      [
        { permission: complianceResultReadPermission },
        { permission: complianceEvidenceReadPermission },
      ],
      { credentials },
    );
    return {
      denied: read.result === AuthorizeResult.DENY,
      mayRead: place => this.#check(read, place),
      // Evidence is more than the result, so it needs the right to both.
      mayReadEvidence: place =>
        this.#check(read, place) && this.#check(evidence, place),
    };
  }
}
