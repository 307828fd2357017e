import {
  foldVerdicts,
  healthRank,
  worseHealth,
  type HealthStatus,
  type MatrixCell,
  type MatrixComponent,
  type MatrixEnvironment,
} from '@chat2sql/plugin-environments-common';
import {
  environmentId,
  environmentNamespace,
  type EnvironmentRecord,
} from '@chat2sql/plugin-platform-common';
import type { ClusterInventory } from '@chat2sql/plugin-platform-node';
import { buildCell, type BuiltCell } from './buildCell';
import { collectObjects, NEEDED_KINDS } from './collectObjects';
import { findApplication, gitopsStateOf } from './gitops';
import { judgeShared, type SharedObjects } from './judgeShared';
import { ageOfSources } from './sources';

/** An environment as it is for every reader; what the reader may do is added per view. */
export type EnvironmentState = Omit<MatrixEnvironment, 'canReadDetail'>;

/** One column of the matrix with the evidence behind it. */
export interface BuiltEnvironment {
  environment: EnvironmentState;
  cells: BuiltCell[];
  shared: SharedObjects;
  /** Components seen here that the configuration does not name. */
  discovered: string[];
}

/** What a column is built from. */
export interface EnvironmentInput {
  record: EnvironmentRecord;
  inventory: ClusterInventory;
  /** Components of the configuration. */
  configured: readonly MatrixComponent[];
  /** Components seen in other environments. */
  elsewhere: readonly string[];
  /** Value of the part-of label. */
  partOf: string;
  firingAlerts?: number;
  now: Date;
}

/** Builds one column from what the inventory holds now. */
export function buildEnvironment(input: EnvironmentInput): BuiltEnvironment {
  const { record, inventory, configured, now } = input;
  const id = environmentId(record);
  const namespace = environmentNamespace(record);
  const { cluster } = record;
  const collected = collectObjects({
    inventory,
    cluster,
    namespace,
    partOf: input.partOf,
    known: new Set(configured.map(component => component.id)),
  });
  const application = findApplication(inventory, { cluster, namespace });
  const rows = new Map(configured.map(component => [component.id, component]));
  const discovered = collected.components.filter(name => !rows.has(name));
  for (const name of [...discovered, ...input.elsewhere]) {
    if (!rows.has(name)) rows.set(name, { id: name, title: name });
  }
  const cells = [...rows.values()].flatMap(
    component =>
      buildCell({
        environment: { id, cluster },
        component,
        collected,
        application,
        now,
      }) ?? [],
  );
  const shared = judgeShared({ cluster, collected, now });
  const age = ageOfSources(NEEDED_KINDS.map(kind => collected.source(kind)));
  const titles = new Map([...rows].map(([key, row]) => [key, row.title]));
  const verdict = foldEnvironment(
    cells.map(built => built.cell),
    shared,
    titles,
  );
  const summary =
    age.staleReason !== undefined && verdict.status === 'Unknown'
      ? `${age.staleReason.charAt(0).toUpperCase()}${age.staleReason.slice(1)}.`
      : verdict.summary;
  const environment: EnvironmentState = {
    id,
    name: record.name,
    tier: record.tier,
    cluster,
    namespace,
    owner: record.owner,
    purpose: record.purpose,
    entityRef: `resource:default/environment-${id}`,
    ...verdict,
    summary,
    gitops: application
      ? gitopsStateOf(application)
      : { tool: 'none', sync: 'Unknown' },
    firingAlerts: input.firingAlerts,
    observedAt: age.observedAt,
    staleReason: age.staleReason,
    lease: record.lease && { expiresAt: record.lease.expiresAt },
  };
  return { environment, cells, shared, discovered };
}

type EnvironmentVerdict = Pick<
  MatrixEnvironment,
  'status' | 'warning' | 'summary' | 'causes'
>;

const withoutStop = (sentence: string) => sentence.replace(/\.$/, '');

/** Folds cells and shared objects into the verdict of the environment. */
function foldEnvironment(
  cells: readonly MatrixCell[],
  shared: Pick<SharedObjects, 'counted' | 'risks'>,
  titles: ReadonlyMap<string, string>,
): EnvironmentVerdict {
  const besides = foldVerdicts(shared.counted);
  const risks = foldVerdicts(shared.risks);
  const isRisk = (status: HealthStatus) =>
    status === 'Degraded' || status === 'Missing';
  let status: HealthStatus | undefined;
  for (const cell of cells) {
    status = status ? worseHealth(status, cell.status) : cell.status;
  }
  if (status === undefined) status = 'Missing';
  else if (shared.counted.length > 0) {
    status = worseHealth(status, besides.status);
  }
  const warning =
    cells.some(cell => cell.warning) ||
    besides.warning ||
    risks.warning ||
    isRisk(risks.status);
  const causes = [...besides.causes, ...risks.causes]
    .sort((a, b) => healthRank(a.status) - healthRank(b.status))
    .slice(0, 3);
  const reasons = [
    ...cells
      .filter(cell => cell.status === status && status !== 'Healthy')
      .map(
        cell =>
          `${titles.get(cell.component) ?? cell.component}: ${withoutStop(
            cell.summary,
          )}`,
      ),
    ...causes.map(
      cause =>
        `${cause.ref.kind} ${cause.ref.name}: ${withoutStop(cause.message)}`,
    ),
    ...cells
      .filter(cell => cell.warning)
      .map(
        cell => `${titles.get(cell.component) ?? cell.component} is at risk`,
      ),
  ];
  const [first, ...more] = reasons;
  const all =
    cells.length === 0
      ? 'Nothing is deployed.'
      : `All ${cells.length} components are healthy`;
  let summary = all;
  if (cells.length > 0) {
    const rest = more.length > 0 ? `; and ${more.length} more` : '';
    const lead = status === 'Healthy' && first ? `${all}; ` : '';
    summary = first ? `${lead}${first}${rest}.` : `${all}.`;
  }
  return {
    status,
    ...(warning ? { warning: true } : {}),
    summary,
    ...(causes.length > 0 ? { causes } : {}),
  };
}
