import type {
  CellDetail,
  JudgedObject,
  MatrixComponent,
} from '@chat2sql/plugin-environments-common';
import {
  apiGroup,
  type KubeObject,
  type ObjectRef,
  type SourceState,
} from '@chat2sql/plugin-platform-common';
import {
  sourceStateOfKind,
  type ClusterInventory,
} from '@chat2sql/plugin-platform-node';
import type { BuiltCell } from '../matrix/buildCell';
import type { BuiltEnvironment } from '../matrix/buildEnvironment';

const MAX_EVENTS = 50;
const MAX_OBJECTS = 500;

type DetailEvent = CellDetail['events'][number];

/** One component in one environment with its objects and events, from memory, for a reader who may see them. */
export function cellDetail(options: {
  built: BuiltEnvironment;
  cell: BuiltCell;
  component: MatrixComponent;
  inventory: ClusterInventory;
  now: Date;
}): CellDetail {
  const { built, cell, component, inventory, now } = options;
  const { cluster, namespace } = built.environment;
  const source = (kind: string, group: string): SourceState | undefined => {
    const state = inventory.state(cluster, kind, group);
    return state && sourceStateOfKind(state);
  };
  const objects = cell.assessment.objects
    .slice(0, MAX_OBJECTS)
    .map((object): JudgedObject => {
      const { kind, group } = object.ref;
      return { ...object, observedAt: source(kind, group)?.lastSuccess };
    });
  const events = source('Event', '');
  return {
    asOf: now.toISOString(),
    environment: { ...built.environment, canReadDetail: true },
    component,
    cell: cell.cell,
    objects,
    events: eventsOf(
      inventory.list({ cluster, namespace, kind: 'Event', group: '' }),
      objects,
    ),
    sources: events ? [...cell.sources, events] : cell.sources,
  };
}

const text = (value: unknown): string =>
  typeof value === 'string' ? value : '';

/** Events about the given objects, newest first. */
function eventsOf(
  events: readonly KubeObject[],
  objects: readonly JudgedObject[],
): DetailEvent[] {
  const byUid = new Map<string, ObjectRef>();
  const byName = new Map<string, ObjectRef>();
  for (const { ref } of objects) {
    if (ref.uid) byUid.set(ref.uid, ref);
    byName.set(`${ref.kind}/${ref.name}`, ref);
  }
  return events
    .flatMap((event): DetailEvent[] => {
      const about = event.involvedObject ?? {};
      const ref = about.uid
        ? byUid.get(about.uid)
        : byName.get(`${about.kind}/${about.name}`);
      if (!ref || apiGroup(text(about.apiVersion)) !== ref.group) return [];
      const at =
        text(event.series?.lastObservedTime) ||
        text(event.lastTimestamp) ||
        text(event.eventTime) ||
        text(event.metadata.creationTimestamp);
      return [
        {
          at,
          type: text(event.type) || 'Normal',
          reason: text(event.reason),
          message: text(event.message),
          ref,
          count: Number(event.series?.count ?? event.count) || 1,
        },
      ];
    })
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
    .slice(0, MAX_EVENTS);
}
