import type {
  ChangeState,
  CheckStatus,
  Check,
  ChangeSummary,
} from '@chat2sql/plugin-gitops-common';
import type { StatusTone } from '@chat2sql/plugin-platform-common';
import type { Text } from '../hooks/useText';

/** Tone of each state of a change; a change that is stuck is degraded instead. */
const STATE_TONES: Record<ChangeState, StatusTone> = {
  opening: 'progressing',
  open: 'progressing',
  stale: 'degraded',
  conflicted: 'failed',
  merged: 'progressing',
  synced: 'progressing',
  healthy: 'healthy',
  rejected: 'suspended',
};

/** Tone of a change as people see it. */
export function toneOf(
  change: Pick<ChangeSummary, 'state' | 'progress'>,
): StatusTone {
  return change.progress.stuck ? 'degraded' : STATE_TONES[change.state];
}

/** Tone of each result of a check. */
export const CHECK_TONES: Record<CheckStatus, StatusTone> = {
  pass: 'healthy',
  warn: 'degraded',
  fail: 'failed',
  'not-verified': 'unknown',
};

/** Word for a result of a check. */
export function checkWord(status: CheckStatus, t: Text): string {
  return t(
    status === 'not-verified' ? 'checks.notVerified' : `checks.${status}`,
  );
}

const KNOWN_CHECKS = [
  'name',
  'sources',
  'record',
  'compose',
  'scope',
  'quota-tier',
  'quota-fit',
  'images',
  'secrets',
  'namespace-security',
  'pod-security',
  'admission-policies',
  'other-records',
  'as-planned',
] as const;

/** Title of a check in the viewer's language; the backend's own words for one not known here. */
export function checkTitle(
  check: Pick<Check, 'id' | 'title'>,
  t: Text,
): string {
  const known = KNOWN_CHECKS.find(id => id === check.id);
  return known ? t(`check.${known}`) : check.title;
}

/** One sentence over all checks. */
export function checksSummary(checks: readonly Check[], t: Text): string {
  const count = (status: CheckStatus) =>
    checks.filter(check => check.status === status).length;
  const [pass, fail, warn, unseen] = (
    ['pass', 'fail', 'warn', 'not-verified'] as const
  ).map(count);
  if (pass === checks.length) {
    return t('checks.allPass', { n: String(pass) });
  }
  const rest = [
    fail > 0 && t('checks.failCount', { count: fail }),
    warn > 0 && t('checks.warnCount', { count: warn }),
    unseen > 0 && t('checks.notVerifiedCount', { count: unseen }),
  ].filter(Boolean);
  return t('checks.summary', {
    pass: String(pass),
    total: String(checks.length),
    rest: rest.join(t('checks.separator')),
  });
}

/** A length of time in at most two units. */
export function durationText(ms: number, t: Text): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (seconds < 60) return t('duration.seconds', { n: String(seconds) });
  if (minutes < 60) {
    return t('duration.minutes', {
      m: String(minutes),
      s: String(seconds % 60),
    });
  }
  if (hours < 24) {
    return t('duration.hours', { h: String(hours), m: String(minutes % 60) });
  }
  return t('duration.days', {
    d: String(Math.floor(hours / 24)),
    h: String(hours % 24),
  });
}

/** Time between two RFC 3339 times in words. */
export function between(from: string, to: string, t: Text): string {
  return durationText(Date.parse(to) - Date.parse(from), t);
}
