import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { isObservable } from './kinds';
import type { InventoryTimings } from './timings';
import type { KindId } from './types';

const KEY = 'platform.inventory';
const GROUP =
  /^([a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*)?$/;
const PLURAL = /^[a-z][a-z0-9]{0,62}$/;
const KIND = /^[A-Z][A-Za-z0-9]{0,62}$/;

/** Settings of the observation that operators may change. */
export interface InventorySettings {
  timings: Partial<InventoryTimings>;
  extraKinds: KindId[];
}

/**
 * Reads `platform.inventory`.
 *
 * @throws InputError naming the key of a wrong setting
 */
export function readInventoryConfig(config: Config): InventorySettings {
  const block = config.getOptionalConfig(KEY);
  const timings: Partial<InventoryTimings> = {};
  const extraKinds: KindId[] = [];
  if (!block) return { timings, extraKinds };
  const duration = (key: string, target: keyof InventoryTimings) => {
    if (!block.has(key)) return;
    const ms = durationToMilliseconds(readDurationFromConfig(block, { key }));
    if (ms < 100) {
      throw new InputError(`${KEY}.${key}: must be at least 100 milliseconds`);
    }
    timings[target] = ms;
  };
  duration('probeInterval', 'probeIntervalMs');
  duration('probeLate', 'probeLateMs');
  duration('listDeadline', 'listDeadlineMs');
  duration('watchTimeout', 'watchTimeoutMs');
  duration('idleLimit', 'idleMs');
  duration('relistAfter', 'relistAfterMs');
  const pageSize = block.getOptionalNumber('pageSize');
  if (pageSize !== undefined) {
    if (!Number.isInteger(pageSize) || pageSize < 10 || pageSize > 5_000) {
      throw new InputError(
        `${KEY}.pageSize: found ${pageSize}; allowed: 10 to 5000`,
      );
    }
    timings.pageSize = pageSize;
  }
  const entries = block.getOptionalConfigArray('extraKinds') ?? [];
  entries.forEach((entry, index) => {
    extraKinds.push(readKind(entry, `${KEY}.extraKinds[${index}]`));
  });
  return { timings, extraKinds };
}

function readKind(entry: Config, key: string): KindId {
  const kind: KindId = {
    group: entry.getOptionalString('group') ?? '',
    kind: entry.getString('kind'),
    plural: entry.getString('plural'),
    namespaced: entry.getOptionalBoolean('namespaced') ?? true,
  };
  if (!GROUP.test(kind.group)) {
    throw new InputError(`${key}.group: not an API group`);
  }
  if (!KIND.test(kind.kind)) throw new InputError(`${key}.kind: not a kind`);
  if (!PLURAL.test(kind.plural)) {
    throw new InputError(`${key}.plural: not the plural name of a kind`);
  }
  if (!isObservable(kind)) {
    throw new InputError(`${key}: ${kind.plural} are never observed`);
  }
  return kind;
}
