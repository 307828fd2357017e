import type { MatrixCell } from '@chat2sql/plugin-environments-common';
import { FreshnessLabel } from '@chat2sql/plugin-platform-react';

/**
 * Ages in milliseconds at which an observation looks old by itself. A quiet
 * watch shows signs of life only every few minutes; the backend tells earlier
 * when a source is not well (`staleReason`).
 */
export const OBSERVATION_LIMITS = {
  lateAfterMs: 5 * 60_000,
  staleAfterMs: 15 * 60_000,
};

/** When a cell was last observed, and why it is old. */
export function CellAge(props: {
  cell: Pick<MatrixCell, 'observedAt' | 'staleReason'>;
}) {
  return (
    <FreshnessLabel
      observedAt={props.cell.observedAt}
      reason={props.cell.staleReason}
      limits={OBSERVATION_LIMITS}
    />
  );
}
