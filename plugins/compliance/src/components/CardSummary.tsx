import type { OverviewCell } from '@chat2sql/plugin-compliance-common';
import { StatusBadge } from '@chat2sql/plugin-platform-react';
import { localText, useText, type Text } from '../hooks/useText';
import { tallyOf, toneOf } from '../model/counts';
import { useComplianceStyles } from './styles';

/** The word of a scorecard: what fails, what nobody saw, what is proven in part. */
export function cardWord(cell: OverviewCell, t: Text): string {
  const tally = tallyOf(cell.counts, cell.capped);
  const parts: string[] = [];
  if (tally.fail > 0)
    parts.push(t('matrix.failing', { n: String(tally.fail) }));
  if (tally.unknown > 0) {
    parts.push(t('matrix.unknown', { n: String(tally.unknown) }));
  }
  if (tally.partial > 0) {
    parts.push(t('matrix.partial', { n: String(tally.partial) }));
  }
  return parts.length > 0
    ? parts.join(t('answer.listSeparator'))
    : t('matrix.noFailure');
}

/** Conformance and coverage of a framework in an environment, always together. */
export function CardSummary(props: { cell: OverviewCell }) {
  const { cell } = props;
  const classes = useComplianceStyles();
  const t = useText();
  const tally = tallyOf(cell.counts, cell.capped);
  const share = (s: { count: number; of: number }) => ({
    count: String(s.count),
    of: String(s.of),
  });
  const isTold = tally.fail + tally.unknown + tally.partial > 0;
  return (
    <>
      <StatusBadge tone={toneOf(tally)}>{cardWord(cell, t)}</StatusBadge>
      <div className={classes.number}>
        {t('matrix.conformance', share(cell.conformance))}
      </div>
      <div className={classes.meta}>
        {t('matrix.coverage', share(cell.coverage))}
        {cell.attested.count > 0 &&
          ` · ${t('matrix.attested', share(cell.attested))}`}
        {cell.capped > 0 &&
          ` · ${t('matrix.capped', { n: String(cell.capped) })}`}
      </div>
      {isTold && cell.worst && (
        <div className={classes.meta}>
          {cell.worst.id} {localText(cell.worst.subject, t)}
        </div>
      )}
    </>
  );
}
