import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { isRecord } from './types';

/** One entry of the `images` field of a kustomization. */
export interface ImageChange {
  name: string;
  newName?: string;
  newTag?: string;
  digest?: string;
}

/** An image reference in its parts. */
export interface ImageReference {
  /** Repository with registry, without tag and digest. */
  name: string;
  tag?: string;
  digest?: string;
}

/** Splits `registry:5000/repository:tag@sha256:…` into its parts. */
export function parseImage(image: string): ImageReference {
  const at = image.indexOf('@');
  const digest = at < 0 ? undefined : image.slice(at + 1);
  const rest = at < 0 ? image : image.slice(0, at);
  const colon = rest.lastIndexOf(':');
  // A colon before the last slash belongs to the registry's port.
  return colon > rest.lastIndexOf('/')
    ? { name: rest.slice(0, colon), tag: rest.slice(colon + 1), digest }
    : { name: rest, digest };
}

/** Joins the parts of an image reference. */
export function formatImage(image: ImageReference): string {
  return `${image.name}${image.tag === undefined ? '' : `:${image.tag}`}${
    image.digest === undefined ? '' : `@${image.digest}`
  }`;
}

function changed(image: string, change: ImageChange): string {
  const reference = parseImage(image);
  if (reference.name !== change.name) return image;
  const replaces = change.newTag !== undefined || change.digest !== undefined;
  return formatImage({
    name: change.newName ?? reference.name,
    tag: replaces ? change.newTag : reference.tag,
    digest: replaces ? change.digest : reference.digest,
  });
}

function visit(node: unknown, changes: readonly ImageChange[]): void {
  if (Array.isArray(node)) {
    for (const item of node) visit(item, changes);
    return;
  }
  if (!isRecord(node)) return;
  for (const [key, value] of Object.entries(node)) {
    if (
      (key === 'containers' || key === 'initContainers') &&
      Array.isArray(value)
    ) {
      for (const container of value) {
        if (isRecord(container) && typeof container.image === 'string') {
          container.image = changes.reduce(changed, container.image);
        }
      }
    }
    visit(value, changes);
  }
}

/** Changes the images of all containers of an object, in place. */
export function applyImages(
  object: KubeObject,
  changes: readonly ImageChange[],
): void {
  if (object.kind !== 'CustomResourceDefinition') visit(object, changes);
}
