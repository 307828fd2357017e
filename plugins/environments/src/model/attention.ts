import type {
  MatrixCell,
  MatrixEnvironment,
  MatrixSnapshot,
} from '@chat2sql/plugin-environments-common';
import { outsideOf, type OutsideState } from './outside';
import { needsAttention, severityOf } from './severity';

/** Something that needs a person: a cell, or what lies outside the components of an environment. */
export type AttentionItem =
  | { cell: MatrixCell; state: MatrixCell }
  | { environment: MatrixEnvironment; state: OutsideState };

/** Everything that needs a person, worst first; cells before environments of the same word. */
export function attentionOf(snapshot: MatrixSnapshot): AttentionItem[] {
  const items: AttentionItem[] = [
    ...snapshot.cells.map(cell => ({ cell, state: cell })),
    ...snapshot.environments.flatMap(environment => {
      const state = outsideOf(environment);
      return state ? [{ environment, state }] : [];
    }),
  ];
  return items
    .filter(item => needsAttention(item.state))
    .sort((a, b) => severityOf(a.state) - severityOf(b.state));
}
