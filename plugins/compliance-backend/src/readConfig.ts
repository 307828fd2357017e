import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  DEFAULT_POD_SECURITY_VERSION,
  parsePodSecurityVersion,
} from '@chat2sql/plugin-compliance-common';

/** Settings below `compliance`. */
export interface ComplianceSettings {
  podSecurityVersion: string;
  /** Without slashes at the ends. */
  frameworksDirectory: string;
}

/**
 * Reads `compliance`.
 *
 * @throws InputError naming the key of a wrong setting
 */
export function readConfig(config: Config): ComplianceSettings {
  const podSecurityVersion =
    config.getOptionalString('compliance.podSecurityVersion') ??
    DEFAULT_POD_SECURITY_VERSION;
  if (!parsePodSecurityVersion(podSecurityVersion)) {
    throw new InputError(
      `compliance.podSecurityVersion: found "${podSecurityVersion}"; allowed: latest or v1.N`,
    );
  }
  const frameworksDirectory =
    config.getOptionalString('compliance.frameworksDirectory') ??
    'compliance/frameworks';
  if (!/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_.-]+)*$/.test(frameworksDirectory)) {
    throw new InputError(
      `compliance.frameworksDirectory: found "${frameworksDirectory}"; allowed: a relative path without slashes at the ends`,
    );
  }
  return { podSecurityVersion, frameworksDirectory };
}
