import type {
  MatrixEnvironment,
  MatrixSnapshot,
} from '@chat2sql/plugin-environments-common';
import type { StatusTone } from '@chat2sql/plugin-platform-common';

/** What the first line of the page says; the words are made in the reader's language. */
export interface MatrixAnswer {
  tone: StatusTone;
  total: number;
  /** Degraded or missing. */
  broken: MatrixEnvironment[];
  /** Not observed. */
  unknown: MatrixEnvironment[];
  progressing: MatrixEnvironment[];
  suspended: MatrixEnvironment[];
  /** Healthy and not at risk. */
  healthy: number;
  /** Neither broken nor unobserved, but something in them needs a person soon. */
  atRisk: MatrixEnvironment[];
}

/** Sorts the environments by what they need; the tone is that of the worst. */
export function answerOf(snapshot: MatrixSnapshot): MatrixAnswer {
  const having = (...words: string[]) =>
    snapshot.environments.filter(env => words.includes(env.status));
  const broken = having('Degraded', 'Missing');
  const unknown = having('Unknown');
  const progressing = having('Progressing');
  const suspended = having('Suspended');
  const atRisk = snapshot.environments.filter(
    env =>
      env.warning && !['Degraded', 'Missing', 'Unknown'].includes(env.status),
  );

  let tone: StatusTone = 'healthy';
  if (snapshot.environments.length === 0) tone = 'missing';
  else if (broken.length > 0) tone = 'failed';
  else if (unknown.length > 0) tone = 'unknown';
  else if (atRisk.length > 0) tone = 'degraded';
  else if (progressing.length > 0) tone = 'progressing';
  else if (suspended.length > 0) tone = 'suspended';
  return {
    tone,
    total: snapshot.environments.length,
    broken,
    unknown,
    progressing,
    suspended,
    healthy: having('Healthy').filter(env => !env.warning).length,
    atRisk,
  };
}
