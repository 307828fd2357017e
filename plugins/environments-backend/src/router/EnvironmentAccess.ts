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

  /** What a caller may see, decided in one call for the whole request. */
  async of(credentials: BackstageCredentials): Promise<ViewFilter> {
    const [read, detail] = await this.#permissions.authorizeConditional(
      [
        { permission: environmentReadPermission },
        { permission: environmentDetailReadPermission },
      ],
      { credentials },
    );
    return {
      fingerprint: JSON.stringify([read, detail].map(essenceOf)),
      all: read.result === AuthorizeResult.ALLOW,
      allows: environment =>
        this.#check(read, environment as EnvironmentResource),
      allowsDetail: environment =>
        this.#check(detail, environment as EnvironmentResource),
    };
  }
}

/** What of a decision moves an answer. */
function essenceOf(decision: PolicyDecision): unknown {
  return decision.result === AuthorizeResult.CONDITIONAL
    ? decision.conditions
    : decision.result;
}
