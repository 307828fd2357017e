import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  type PermissionRuleset,
} from '@backstage/plugin-permission-node';
import {
  environmentDetailReadPermission,
  environmentReadPermission,
} from '@chat2sql/plugin-environments-common';
import type {
  EnvironmentQuery,
  EnvironmentResource,
} from '../permissions/environmentResource';
import type { ViewFilter } from '../service/MatrixViews';

/** What a caller may see, decided once per request. */
export interface CallerAccess {
  /** Filter of lists. */
  filter: ViewFilter;
  /** May see messages, events and objects of this environment. */
  allowsDetail(environment: EnvironmentResource): boolean;
}

/** Asks the permission framework, with the caller's credentials. */
export class EnvironmentAccess {
  readonly #permissions: PermissionsService;
  readonly #check: (
    decision: PolicyDecision,
    environment: EnvironmentResource | undefined,
  ) => boolean;

  private constructor(
    permissions: PermissionsService,
    ruleset: PermissionRuleset<EnvironmentResource, EnvironmentQuery>,
  ) {
    this.#permissions = permissions;
    this.#check = createConditionAuthorizer(ruleset);
  }

  static create(options: {
    permissions: PermissionsService;
    ruleset: PermissionRuleset<EnvironmentResource, EnvironmentQuery>;
  }): EnvironmentAccess {
    return new EnvironmentAccess(options.permissions, options.ruleset);
  }

  /** @param options - `detail`: also decide about details, in the same call */
  async of(
    credentials: BackstageCredentials,
    options?: { detail?: boolean },
  ): Promise<CallerAccess> {
    const [read, detail] = await this.#permissions.authorizeConditional(
      [
        { permission: environmentReadPermission },
        ...(options?.detail
          ? [{ permission: environmentDetailReadPermission }]
          : []),
      ],
      { credentials },
    );
    return {
      filter: {
        fingerprint:
          read.result === AuthorizeResult.CONDITIONAL
            ? JSON.stringify(read.conditions)
            : read.result,
        all: read.result === AuthorizeResult.ALLOW,
        allows: environment =>
          this.#check(read, environment as EnvironmentResource),
      },
      allowsDetail: environment =>
        detail !== undefined && this.#check(detail, environment),
    };
  }
}
