import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { kubeTime, sha256 } from '../names';
import type { ObjectStore } from '../store/ObjectStore';

/** Kubernetes keeps events for an hour. */
const TTL_MS = 3_600_000;

/** Writes events about objects; the same event again only grows its count. */
export class EventRecorder {
  constructor(private readonly store: ObjectStore) {}

  record(
    about: KubeObject,
    event: {
      type?: 'Normal' | 'Warning';
      reason: string;
      message: string;
      component: string;
      fieldPath?: string;
    },
    now: Date,
  ): void {
    const { metadata } = about;
    const namespace = metadata.namespace ?? 'default';
    const name = `${metadata.name}.${sha256(
      metadata.uid,
      event.reason,
      event.message,
      event.fieldPath,
    ).slice(0, 16)}`;
    const known = this.store.get('', 'Event', namespace, name);
    const at = kubeTime(now);
    if (known) {
      if (known.lastTimestamp === at) return;
      this.store.update({
        ...known,
        count: known.count + 1,
        lastTimestamp: at,
      });
      return;
    }
    this.store.create(
      {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name, namespace },
        involvedObject: {
          apiVersion: about.apiVersion,
          kind: about.kind,
          name: metadata.name,
          namespace: metadata.namespace,
          uid: metadata.uid,
          resourceVersion: metadata.resourceVersion,
          ...(event.fieldPath ? { fieldPath: event.fieldPath } : {}),
        },
        type: event.type ?? 'Normal',
        reason: event.reason,
        message: event.message,
        source: { component: event.component },
        reportingComponent: event.component,
        reportingInstance: '',
        firstTimestamp: at,
        lastTimestamp: at,
        eventTime: null,
        count: 1,
      },
      now,
    );
  }

  /** Forgets events that are older than an hour. */
  expire(now: Date): void {
    for (const event of this.store.list('', 'Event')) {
      if (now.getTime() - Date.parse(event.lastTimestamp) > TTL_MS)
        this.store.delete(event);
    }
  }
}
