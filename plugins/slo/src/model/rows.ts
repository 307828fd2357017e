import {
  stateRank,
  type InvalidDocument,
  type ObjectiveItem,
  type ObjectiveList,
  type SloState,
} from '@chat2sql/plugin-slo-common';
import type { ObjectiveFilter } from '../hooks/useFilter';

/** One line of the list: an objective, or a document that was refused. */
export type Row =
  | { kind: 'objective'; id: string; item: ObjectiveItem }
  | { kind: 'invalid'; id: string; document: InvalidDocument };

/** State of a row. */
export function stateOf(row: Row): SloState {
  return row.kind === 'invalid' ? 'invalid' : row.item.evaluation.state;
}

function textOf(row: Row): string {
  if (row.kind === 'invalid') {
    return `${row.document.file} ${row.document.name ?? ''}`;
  }
  const { objective } = row.item;
  return [
    objective.displayName,
    objective.slo,
    objective.service,
    objective.environment,
    objective.owner,
    ...Object.entries(objective.labels).map(([k, v]) => `${k}=${v}`),
  ].join(' ');
}

function matches(row: Row, filter: ObjectiveFilter): boolean {
  const { environment, state, owner, search } = filter;
  if (state === 'attention' && stateOf(row) === 'ok') return false;
  if (state && state !== 'attention' && stateOf(row) !== state) return false;
  if (
    search &&
    !textOf(row).toLocaleLowerCase().includes(search.toLocaleLowerCase())
  ) {
    return false;
  }
  if (row.kind === 'invalid') return !environment && !owner;
  const { objective } = row.item;
  if (environment && objective.environment !== environment) return false;
  return !owner || objective.owner === owner;
}

/** Lines of a list, refused documents among them by their state, as the filter wants. */
export function rowsOf(
  list: Pick<ObjectiveList, 'items' | 'invalid'>,
  filter: ObjectiveFilter = {},
): Row[] {
  const rows: Row[] = [
    ...list.items.map(item => ({
      kind: 'objective' as const,
      id: item.objective.id,
      item,
    })),
    ...list.invalid.map(document => ({
      kind: 'invalid' as const,
      id: document.id,
      document,
    })),
  ];
  return rows
    .filter(row => matches(row, filter))
    .sort((a, b) => stateRank(stateOf(a)) - stateRank(stateOf(b)));
}

/** Values a filter can take, in the order they are offered. */
export function choicesOf(list: Pick<ObjectiveList, 'items'>): {
  environments: string[];
  owners: string[];
} {
  const environments = new Set<string>();
  const owners = new Set<string>();
  for (const { objective } of list.items) {
    if (objective.environment) environments.add(objective.environment);
    if (objective.owner) owners.add(objective.owner);
  }
  return {
    environments: [...environments].sort(),
    owners: [...owners].sort(),
  };
}
