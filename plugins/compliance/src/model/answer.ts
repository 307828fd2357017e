import {
  COMPLIANCE_STATUSES,
  type ComplianceStatus,
  type FrameworkResponse,
  type OverviewCell,
  type OverviewResponse,
} from '@chat2sql/plugin-compliance-common';
import type { StatusTone } from '@chat2sql/plugin-platform-common';
import type { Text } from '../hooks/useText';
import { tallyOf, toneOf, type Tally } from './counts';

/** A sentence with its tone and the age of what it says. */
export interface Answer {
  tone: StatusTone;
  text: string;
  observedAt?: string;
}

const NAMES = 3;

/** Oldest of the known times; what was never seen is told in the sentence itself. */
function oldest(times: Array<string | undefined>): string | undefined {
  const [first] = times.flatMap(time => time ?? []).sort();
  return first;
}

function addUp(cells: readonly OverviewCell[]): Tally & { of: number } {
  const sum = { fail: 0, unknown: 0, partial: 0, rest: 0, of: 0 };
  for (const cell of cells) {
    const tally = tallyOf(cell.counts, cell.capped);
    sum.fail += tally.fail;
    sum.unknown += tally.unknown;
    sum.partial += tally.partial;
    sum.rest += tally.rest;
    sum.of += cell.conformance.of;
  }
  return sum;
}

/** Is it all right, over all environments the viewer may see? */
export function overviewAnswer(overview: OverviewResponse, t: Text): Answer {
  const { environments, cells, frameworks } = overview;
  const observedAt = oldest(cells.map(c => c.observedAt));
  if (!overview.ready) return { tone: 'unknown', text: t('answer.waiting') };
  if (environments.length === 0) {
    return { tone: 'missing', text: t('answer.none') };
  }
  if (frameworks.length === 0) {
    return { tone: 'unknown', text: t('answer.noFramework') };
  }
  const sums = environments.map(e => ({
    name: e.id,
    ...addUp(cells.filter(c => c.environment === e.id)),
  }));
  const names = (pick: 'fail' | 'unknown' | 'partial') =>
    sums
      .filter(s => s[pick] > 0)
      .map(s =>
        t('answer.share', {
          name: s.name,
          n: String(s[pick]),
          of: String(s.of),
        }),
      )
      .join(t('answer.listSeparator'));
  const parts: string[] = [];
  const failing = sums.filter(s => s.fail > 0).length;
  if (failing > 0) {
    parts.push(
      t('answer.failing', {
        count: failing,
        total: String(sums.length),
        names: names('fail'),
      }),
    );
  }
  const unknown = names('unknown');
  if (unknown) parts.push(t('answer.unknown', { names: unknown }));
  const partial = names('partial');
  if (partial) parts.push(t('answer.partial', { names: partial }));
  if (parts.length === 0) parts.push(t('answer.pass', { count: sums.length }));
  return { tone: toneOf(addUp(cells)), text: parts.join(' '), observedAt };
}

/** Is it all right with one framework, in one environment or in any? */
export function frameworkAnswer(
  response: FrameworkResponse,
  environment: string | undefined,
  t: Text,
): Answer {
  const cells = response.cells.filter(
    c => environment === undefined || c.environment === environment,
  );
  if (!response.ready) return { tone: 'unknown', text: t('answer.waiting') };
  if (cells.length === 0) return { tone: 'missing', text: t('answer.none') };
  const where =
    environment === undefined
      ? t('answer.inAny')
      : t('answer.inOne', { environment });
  const of = String(response.controls.length);
  const worst = response.controls.map(control => ({
    id: control.id,
    ...worstState(
      control.states.filter(
        s => environment === undefined || s.environment === environment,
      ),
    ),
  }));
  const counts: Partial<Record<ComplianceStatus, number>> = {};
  for (const { status } of worst) counts[status] = (counts[status] ?? 0) + 1;
  const tally = tallyOf(counts, worst.filter(w => w.capped).length);
  const parts: string[] = [];
  if (tally.fail > 0) {
    parts.push(
      t('answer.frameworkFail', {
        count: tally.fail,
        of,
        where,
        names: shortList(
          worst.filter(w => w.status === 'fail').map(w => w.id),
          t,
        ),
      }),
    );
  }
  if (tally.unknown > 0) {
    parts.push(
      t('answer.frameworkUnknown', { n: String(tally.unknown), of, where }),
    );
  }
  if (tally.partial > 0) {
    parts.push(
      t('answer.frameworkPartial', { n: String(tally.partial), of, where }),
    );
  }
  if (parts.length === 0) {
    parts.push(
      t('answer.frameworkPass', { n: String(counts.pass ?? 0), of, where }),
    );
  }
  return {
    tone: toneOf(tally),
    text: parts.join(' '),
    observedAt: oldest(cells.map(c => c.observedAt)),
  };
}

function shortList(names: readonly string[], t: Text): string {
  const shown = names.slice(0, NAMES).join(t('answer.listSeparator'));
  return names.length > NAMES
    ? t('answer.andMore', {
        names: shown,
        n: String(names.length - NAMES),
      })
    : shown;
}

/** The worst of a control's states; a ceiling counts as better than a finding. */
export function worstState<
  T extends { status: ComplianceStatus; capped: boolean },
>(states: readonly T[]): T | { status: ComplianceStatus; capped: boolean } {
  const rank = (s: { status: ComplianceStatus; capped: boolean }) =>
    COMPLIANCE_STATUSES.indexOf(s.status) + (s.capped ? 0.5 : 0);
  return (
    states.reduce<T | undefined>(
      (worst, s) => (worst && rank(worst) <= rank(s) ? worst : s),
      undefined,
    ) ?? { status: 'not-evidenced', capped: false }
  );
}
