import type {
  MatrixCell,
  MatrixComponent,
  MatrixEnvironment,
  MatrixSnapshot,
} from '@chat2sql/plugin-environments-common';
import { TIERS } from '@chat2sql/plugin-platform-common';
import { outsideOf } from './outside';
import { CELL_WORDS, needsAttention, severityOf, wordOf } from './severity';

/** Filters and order of the matrix, as the address bar holds them. */
export interface MatrixFilter {
  /** A tier, or undefined for all. */
  tier?: string;
  /** A word of `CELL_WORDS`, or `attention` for everything that needs a person. */
  status?: string;
  /** Text in the names of environments, clusters, owners or components. */
  search?: string;
  /** Rows in the order of the configuration instead of worst first. */
  asConfigured?: boolean;
}

/** Rows, columns and cells to draw. */
export interface MatrixView {
  environments: MatrixEnvironment[];
  components: MatrixComponent[];
  cell: (environment: string, component: string) => MatrixCell | undefined;
  /** False for a cell that the status filter leaves out. */
  matches: (cell: MatrixCell | undefined) => boolean;
  /** The environments in the order of a list: worst first unless asked otherwise. */
  listed: MatrixEnvironment[];
  /** True when a filter leaves something out. */
  filtered: boolean;
}

const keyOf = (environment: string, component: string) =>
  `${environment}/${component}`;

function statusTest(status: string | undefined) {
  type State = Pick<MatrixCell, 'status' | 'warning'> | undefined;
  if (status === 'attention') {
    return (state: State) => Boolean(state && needsAttention(state));
  }
  if (status && (CELL_WORDS as readonly string[]).includes(status)) {
    return (state: State) => Boolean(state && wordOf(state) === status);
  }
  return undefined;
}

/**
 * Applies filters and order. A filter value that does not exist is ignored. A
 * search that names environments narrows the columns, one that names components
 * narrows the rows, one that names neither leaves nothing. A status also keeps
 * the environments that it fits for what is outside their components.
 */
export function viewOf(
  snapshot: MatrixSnapshot,
  filter: MatrixFilter,
): MatrixView {
  const cells = new Map(
    snapshot.cells.map(cell => [keyOf(cell.environment, cell.component), cell]),
  );
  const cell = (environment: string, component: string) =>
    cells.get(keyOf(environment, component));
  let { environments, components } = snapshot;

  const tier = (TIERS as readonly string[]).includes(filter.tier ?? '')
    ? filter.tier
    : undefined;
  if (tier) environments = environments.filter(env => env.tier === tier);

  const search = filter.search?.trim().toLowerCase();
  if (search) {
    const has = (...texts: Array<string | undefined>) =>
      texts.some(text => text?.toLowerCase().includes(search));
    const columns = environments.filter(env =>
      has(env.id, env.name, env.cluster, env.namespace, env.owner),
    );
    const rows = components.filter(c => has(c.id, c.title));
    if (columns.length > 0) environments = columns;
    if (rows.length > 0) components = rows;
    if (columns.length === 0 && rows.length === 0) {
      environments = [];
      components = [];
    }
  }

  const test = statusTest(filter.status);
  const matches = test ?? (() => true);
  if (test) {
    const shown = (env: MatrixEnvironment, component: MatrixComponent) =>
      test(cell(env.id, component.id));
    const columns = environments.filter(
      env =>
        test(outsideOf(env)) ||
        components.some(component => shown(env, component)),
    );
    const rows = components.filter(component =>
      columns.some(env => shown(env, component)),
    );
    // Columns that stay for what is outside their components keep their rows.
    if (rows.length > 0 || columns.length === 0) components = rows;
    environments = columns;
  }

  let listed = environments;
  if (!filter.asConfigured) {
    listed = [...environments].sort((a, b) => severityOf(a) - severityOf(b));
    const worst = new Map(
      components.map(component => [
        component.id,
        Math.min(
          ...environments.map(env => severityOf(cell(env.id, component.id))),
        ),
      ]),
    );
    components = [...components].sort(
      (a, b) => worst.get(a.id)! - worst.get(b.id)!,
    );
  }
  return {
    environments,
    components,
    cell,
    matches,
    listed,
    filtered: Boolean(tier || search || test),
  };
}

/** The parts of a cell's address, `environment/component`; undefined for another shape. */
export function parseCellParam(
  text: string | undefined,
): { environment: string; component: string } | undefined {
  const parts = text?.split('/') ?? [];
  if (parts.length !== 2 || !parts[0] || !parts[1]) return undefined;
  return { environment: parts[0], component: parts[1] };
}

/** Address of a cell; see {@link parseCellParam}. */
export function formatCellParam(cell: {
  environment: string;
  component: string;
}): string {
  return keyOf(cell.environment, cell.component);
}
