import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  DEFAULT_RULES,
  type EvaluationRules,
} from '@chat2sql/plugin-slo-common';

/** The `slo` block of config with its defaults. */
export interface SloConfig {
  directory: string;
  refreshSeconds: number;
  historyDays: number;
  rules: EvaluationRules;
}

function numberOf(
  config: Config | undefined,
  key: string,
  rule: { fallback: number; min: number; max: number },
): number {
  const value = config?.getOptionalNumber(key) ?? rule.fallback;
  if (value < rule.min || value > rule.max) {
    throw new InputError(
      `config key slo.${key}: found ${value}; allowed: ${rule.min} to ${rule.max}`,
    );
  }
  return value;
}

/** Reads the `slo` block. @throws InputError naming the key, what was found and what is allowed */
export function readSloConfig(root: Config): SloConfig {
  const config = root.getOptionalConfig('slo');
  const directory = config?.getOptionalString('directory') ?? 'slos';
  if (!/^[\w.-]+(\/[\w.-]+)*$/.test(directory) || directory.includes('..')) {
    throw new InputError(
      `config key slo.directory: found "${directory}"; allowed: a path inside the repository such as slos`,
    );
  }
  return {
    directory,
    refreshSeconds: numberOf(config, 'refreshSeconds', {
      fallback: 30,
      min: 5,
      max: 600,
    }),
    historyDays: numberOf(config, 'historyDays', {
      fallback: 93,
      min: 1,
      max: 400,
    }),
    rules: {
      ...DEFAULT_RULES,
      coverageFloor: numberOf(config, 'coverageFloor', {
        fallback: DEFAULT_RULES.coverageFloor,
        min: 0,
        max: 1,
      }),
      atRiskShare: numberOf(config, 'atRiskShare', {
        fallback: DEFAULT_RULES.atRiskShare,
        min: 0,
        max: 1,
      }),
    },
  };
}
