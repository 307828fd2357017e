import { parseArgs } from 'node:util';
import { isScenarioName } from './scenario/ScenarioDirector';
import { SCENARIOS, type ScenarioName } from './scenario/types';

/** Options of one run of the sandbox. */
export interface SandboxOptions {
  /** First of the ports; 0 picks free ones. */
  portBase: number;
  /** Bare git repository of the platform; none leaves the clusters without environments. */
  repo?: string;
  scenario: ScenarioName;
  seed: number;
}

/** Thrown for command-line arguments that cannot be used. */
export class UsageError extends Error {}

function integer(
  text: string,
  flag: string,
  low: number,
  high: number,
): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(value >= low && value <= high))
    throw new UsageError(
      `${flag}: found "${text}"; allowed: ${low} to ${high}`,
    );
  return value;
}

/** Reads the command line. @throws UsageError naming the flag, what was found and what is allowed */
export function readOptions(args: string[]): SandboxOptions {
  let values: Record<string, string | undefined>;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        'port-base': { type: 'string', default: '7100' },
        repo: { type: 'string' },
        scenario: { type: 'string', default: 'healthy' },
        seed: { type: 'string', default: '42' },
      },
    }));
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const { scenario } = values;
  if (!isScenarioName(scenario))
    throw new UsageError(
      `--scenario: found "${scenario}"; allowed: ${Object.keys(SCENARIOS).join(
        ', ',
      )}`,
    );
  return {
    portBase: integer(values['port-base']!, '--port-base', 0, 65_526),
    repo: values.repo,
    scenario,
    seed: integer(values.seed!, '--seed', 0, 2 ** 31 - 1),
  };
}
