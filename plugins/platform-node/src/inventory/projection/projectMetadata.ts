import type { KubeMetadata } from '@chat2sql/plugin-platform-common';

/** Longest annotation kept: notes and flags are short, embedded documents are not. */
const MAX_ANNOTATION = 1_000;

/** Annotations that hold a copy of the whole applied object, values included. */
const COPIES = /(last-applied|\/applied|original-config|rendered-manifest)/i;

/** A JSON document in an annotation that may carry values. */
const VALUES = /"(env|data|stringData|value|values|password|token)"\s*:/;

function keepAnnotation(key: string, value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length <= MAX_ANNOTATION &&
    !COPIES.test(key) &&
    !VALUES.test(value)
  );
}

/**
 * Metadata without managedFields and without annotations that copy the object.
 *
 * @param raw - metadata as the API server sent it
 */
export function projectMetadata(raw: any): KubeMetadata {
  const metadata: KubeMetadata = {
    name: raw?.name,
    namespace: raw?.namespace,
    uid: raw?.uid,
    resourceVersion: raw?.resourceVersion,
    creationTimestamp: raw?.creationTimestamp,
  };
  if (raw?.generateName) metadata.generateName = raw.generateName;
  if (raw?.generation !== undefined) metadata.generation = raw.generation;
  if (raw?.deletionTimestamp) {
    metadata.deletionTimestamp = raw.deletionTimestamp;
  }
  if (raw?.finalizers?.length) metadata.finalizers = raw.finalizers;
  if (raw?.labels) metadata.labels = raw.labels;
  if (raw?.ownerReferences?.length) {
    metadata.ownerReferences = raw.ownerReferences;
  }
  const annotations = Object.entries(raw?.annotations ?? {}).filter(
    ([key, value]) => keepAnnotation(key, value),
  );
  if (annotations.length > 0) {
    metadata.annotations = Object.fromEntries(annotations) as Record<
      string,
      string
    >;
  }
  return metadata;
}
