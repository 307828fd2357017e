import { defaultServiceAccountCheck } from './defaultServiceAccountCheck';
import { imageDigestCheck } from './imageDigestCheck';
import { networkPolicyCheck } from './networkPolicyCheck';
import { podSecurityCheck } from './podSecurityCheck';
import { podSecurityLabelsCheck } from './podSecurityLabelsCheck';
import { resourcesCheck } from './resourcesCheck';
import { serviceAccountTokenCheck } from './serviceAccountTokenCheck';
import { canonicalJson } from '../evidence/canonicalJson';
import { POD_SECURITY_CONTROLS } from '../podsecurity/evaluatePodSecurity';
import type { Check } from './types';

/** Version of the Pod Security Standards the checks use when config names none. */
export const DEFAULT_POD_SECURITY_VERSION = 'v1.31';

/**
 * The checks of the portal.
 *
 * @param options - `podSecurityVersion`: `latest` or `v1.N`
 */
export function createChecks(
  options: { podSecurityVersion?: string } = {},
): readonly Check[] {
  const version = options.podSecurityVersion ?? DEFAULT_POD_SECURITY_VERSION;
  return [
    podSecurityCheck({ level: 'baseline', version }),
    podSecurityCheck({ level: 'restricted', version }),
    podSecurityLabelsCheck({ version }),
    networkPolicyCheck(),
    serviceAccountTokenCheck(),
    defaultServiceAccountCheck(),
    imageDigestCheck(),
    resourcesCheck(),
  ];
}

/**
 * Canonical text of everything that decides a check's verdict: a hash of it is
 * the check's version, so a changed rule or parameter is another version.
 */
export function describeRule(check: Check): string {
  return canonicalJson({
    id: check.id,
    revision: check.revision,
    parameters: check.parameters,
    controls: check.controls,
    rules: check.id.startsWith('PS')
      ? POD_SECURITY_CONTROLS.map(control => ({
          id: control.id,
          level: control.level,
          overrides: control.overrides,
          from: control.versions.map(version => version.from),
        }))
      : undefined,
  });
}
