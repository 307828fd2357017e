import {
  ANNOTATIONS,
  ENVIRONMENT_NAME,
  TIERS,
  describeFound,
  type Problem,
  type Tier,
} from '@chat2sql/plugin-platform-common';
import { fractionFromDecimal, type ExactFraction } from '../numbers/fraction';
import { SLO_ANNOTATIONS } from './types';

/** One environment an objective holds in. */
export interface ObjectiveEnvironment {
  id: string;
  tier?: Tier;
  namespace: string;
}

/** Tier of an environment id: `prod` and `dev-feat-x` begin with theirs. */
export function tierOfEnvironment(id: string): Tier | undefined {
  return TIERS.find(tier => id === tier || id.startsWith(`${tier}-`));
}

/**
 * Environments of an SLO document, from the annotation
 * `chat2sql.io/environments` (several) or `chat2sql.io/environment` (one).
 *
 * @returns an empty list when neither is there: one objective without environment
 */
export function readEnvironments(
  annotations: Readonly<Record<string, string>> = {},
): {
  environments: ObjectiveEnvironment[];
  problems: Array<Omit<Problem, 'file'>>;
} {
  const key =
    annotations[SLO_ANNOTATIONS.environments] !== undefined
      ? SLO_ANNOTATIONS.environments
      : ANNOTATIONS.environment;
  const text = annotations[key];
  if (text === undefined) return { environments: [], problems: [] };
  const path = `metadata.annotations.${key}`;
  const problems: Array<Omit<Problem, 'file'>> = [];
  const environments: ObjectiveEnvironment[] = [];
  const ids = text.split(',').map(part => part.trim());
  for (const id of ids) {
    if (!ENVIRONMENT_NAME.test(id)) {
      problems.push({
        path,
        message: 'this is not the name of an environment',
        found: describeFound(id),
        allowed: 'names such as dev, prod or dev-feature, separated by commas',
      });
    } else if (environments.some(e => e.id === id)) {
      problems.push({
        path,
        message: 'an environment is named twice',
        found: describeFound(id),
      });
    } else {
      environments.push({
        id,
        tier: tierOfEnvironment(id),
        namespace: `chat2sql-${id}`,
      });
    }
  }
  if (key === ANNOTATIONS.environment && ids.length > 1) {
    problems.push({
      path,
      message: 'this annotation names one environment',
      found: describeFound(text),
      allowed: `one name; several stand in ${SLO_ANNOTATIONS.environments}`,
    });
  }
  return { environments, problems };
}

/**
 * Targets of single environments, from the annotation `chat2sql.io/targets`.
 *
 * @param environments - ids the document holds in
 */
export function readTargets(
  annotations: Readonly<Record<string, string>>,
  environments: readonly string[],
): {
  targets: Map<string, ExactFraction>;
  problems: Array<Omit<Problem, 'file'>>;
} {
  const text = annotations[SLO_ANNOTATIONS.targets];
  const targets = new Map<string, ExactFraction>();
  const problems: Array<Omit<Problem, 'file'>> = [];
  if (text === undefined) return { targets, problems };
  for (const part of text.split(',')) {
    const [id, percent, ...rest] = part.split('=').map(piece => piece.trim());
    const target = fractionFromDecimal(percent ?? '', true);
    const inRange =
      target !== undefined &&
      BigInt(target.numerator) >= 0n &&
      BigInt(target.numerator) < BigInt(target.denominator);
    if (rest.length > 0 || !inRange || !environments.includes(id)) {
      problems.push({
        path: `metadata.annotations.${SLO_ANNOTATIONS.targets}`,
        message: 'this is not the target of an environment of this document',
        found: describeFound(part.trim()),
        allowed: `an environment of ${SLO_ANNOTATIONS.environments}, "=" and a percentage from 0 up to, not including, 100`,
      });
    } else {
      targets.set(id, target);
    }
  }
  return { targets, problems };
}
