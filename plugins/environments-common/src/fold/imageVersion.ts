import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { isRecord, read, readRecords, readString } from '../health/read';
import { isPodReady } from '../health/rules/pod';
import type { CellVersion } from '../matrix/types';

/** Hexadecimal digits of a digest that are shown. */
const SHORT_DIGEST = 12;

/**
 * Short name of an image's version: its tag, else the start of its digest.
 *
 * @param image - reference such as `registry:5000/team/app:1.4.2@sha256:…`
 * @returns `latest` when the reference names neither, as runtimes read it
 */
export function imageLabel(image: string): string {
  const [name, digest] = image.split('@');
  const tag = /:([\w][\w.-]*)$/.exec(name.slice(name.lastIndexOf('/') + 1));
  if (tag) return tag[1];
  const hex = digest?.split(':')[1];
  return hex ? hex.slice(0, SHORT_DIGEST) : 'latest';
}

function repositoryOf(image: string): string {
  const name = image.split('@')[0];
  const slash = name.lastIndexOf('/');
  return name.slice(0, slash + 1) + name.slice(slash + 1).split(':')[0];
}

function podSpecOf(workload: KubeObject): unknown {
  return (
    read(workload, 'spec.jobTemplate.spec.template.spec') ??
    read(workload, 'spec.template.spec') ??
    (isRecord(read(workload, 'spec')) && workload.kind === 'Pod'
      ? workload.spec
      : undefined)
  );
}

function imagesOf(podSpec: unknown, path: string): string[] {
  return readRecords(podSpec, path)
    .map(container => readString(container, 'image'))
    .filter((image): image is string => image !== undefined);
}

/** Images of the containers that a workload's spec asks for, init containers left out. */
export function wantedImages(workload: KubeObject): string[] {
  return imagesOf(podSpecOf(workload), 'containers');
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

/**
 * Version of a component: what its specs want, what its Ready pods run, and one
 * word for both.
 *
 * The word is about the image of the first container of the first workload: the
 * version that Ready pods run, `mixed` while they run several, and the wanted
 * one while none runs.
 *
 * @param workloads - top-level workloads, the most important first
 * @param pods - their pods; only Ready ones count
 * @returns undefined when no workload names an image
 */
export function componentVersion(
  workloads: readonly KubeObject[],
  pods: readonly KubeObject[],
): CellVersion | undefined {
  const wanted = workloads.flatMap(wantedImages);
  if (wanted.length === 0) return undefined;
  const main = wanted[0];
  const running = pods
    .filter(isPodReady)
    .flatMap(pod => imagesOf(pod.spec, 'containers'));
  const runningMain = unique(
    running.filter(image => repositoryOf(image) === repositoryOf(main)),
  );
  return {
    label:
      runningMain.length > 1 ? 'mixed' : imageLabel(runningMain[0] ?? main),
    wanted: unique(wanted),
    running: unique(running),
  };
}
