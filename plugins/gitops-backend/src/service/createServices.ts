import type { LoggerService } from '@backstage/backend-plugin-api';
import type { GitHost } from '@chat2sql/plugin-gitops-node';
import type { ClusterInventory } from '@chat2sql/plugin-platform-node';
import type { ChangeStore } from '../database/ChangeStore';
import type { PlanStore } from '../database/PlanStore';
import type { GitOpsBackendConfig } from '../readConfig';
import { Assessor } from './Assessor';
import { ChangeKeeper } from './ChangeKeeper';
import { ChangeOpener } from './ChangeOpener';
import { ChangeService } from './ChangeService';
import { DiffReader } from './DiffReader';
import { Follower } from './Follower';
import { Merger } from './Merger';
import { Planner } from './Planner';
import { SnapshotLoader } from './SnapshotLoader';

/** Puts the services of the plugin together. */
export function createServices(options: {
  config: GitOpsBackendConfig;
  host: GitHost;
  inventory: ClusterInventory;
  plans: PlanStore;
  changes: ChangeStore;
  logger: LoggerService;
  now?: () => Date;
}) {
  const { config, host, inventory, plans, changes, logger } = options;
  const now = options.now ?? (() => new Date());
  const rules = { selfMergeTiers: config.selfMergeTiers };
  const loader = SnapshotLoader.create({ host });
  const planner = Planner.create({
    host,
    loader,
    plans,
    changes,
    ttlMs: config.planTtlMs,
    now,
  });
  const opener = ChangeOpener.create({
    host,
    plans,
    changes,
    planner,
    branchPrefix: config.branchPrefix,
    now,
  });
  const assessor = Assessor.create({ host, loader, plans, planner });
  const keeper = ChangeKeeper.create({
    host,
    changes,
    assessor,
    opener,
    logger,
    now,
  });
  const follower = Follower.create({ host, changes, inventory, logger, now });
  const merger = Merger.create({
    host,
    changes,
    assessor,
    keeper,
    rules,
    logger,
    now,
  });
  const service = ChangeService.create({
    changes,
    plans,
    assessor,
    keeper,
    diffs: DiffReader.create({ host }),
    rules,
    observed: number => follower.observed(number),
    now,
  });
  return { planner, opener, keeper, follower, merger, changes: service };
}
