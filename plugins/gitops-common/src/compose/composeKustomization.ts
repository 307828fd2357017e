import {
  describeFound,
  type KubeObject,
} from '@chat2sql/plugin-platform-common';
import { applyImages } from './images';
import { readKustomization, type Kustomization } from './kustomization';
import { applyLabels } from './labels';
import { applyNamespace } from './namespace';
import { applyPatch } from './patches';
import { joinObjects, readObjects } from './resources';
import { isRemote, joinPath, KUSTOMIZATION_NAMES, resolvePath } from './paths';
import { ProblemList, type ComposedObject, type Composition } from './types';

const REPLICA_KINDS = [
  'Deployment',
  'StatefulSet',
  'ReplicaSet',
  'ReplicationController',
];
const MAX_LAYERS = 30;

class Composer {
  private readonly problemList = new ProblemList();

  constructor(private readonly files: ReadonlyMap<string, string>) {}

  compose(directory: string): Composition {
    const entries = this.layer(directory, [], []);
    return {
      objects: entries.map(entry => entry.object),
      problems: this.problemList.problems,
    };
  }

  private kustomizationFile(directory: string): string | undefined {
    return KUSTOMIZATION_NAMES.map(name => joinPath(directory, name)).find(
      file => this.files.has(file),
    );
  }

  /** Composes one directory: its resources, then its components, then its own changes. */
  private layer(
    directory: string,
    ancestors: readonly string[],
    inherited: ComposedObject[],
  ): ComposedObject[] {
    const file = this.kustomizationFile(directory);
    if (file === undefined) {
      this.problemList.invalid({
        file: directory === '' ? '.' : directory,
        path: '',
        message: 'the directory has no kustomization file',
        allowed: KUSTOMIZATION_NAMES.join(', '),
      });
      return inherited;
    }
    const spec = readKustomization(
      this.files.get(file)!,
      file,
      this.problemList,
    );
    if (!spec) return inherited;
    let entries = [...inherited];
    const below = [...ancestors, directory];
    const descend = (path: string, field: string) => {
      const place = this.locate(directory, path, file, field);
      if (place === undefined) return undefined;
      if (below.includes(place) || below.length >= MAX_LAYERS) {
        this.problemList.invalid({
          file,
          path: field,
          message: 'the directories include each other without end',
          found: describeFound(path),
        });
        return undefined;
      }
      return place;
    };

    spec.resources?.forEach((path, index) => {
      const field = `resources[${index}]`;
      const place = descend(path, field);
      if (place === undefined) return;
      const added = this.files.has(place)
        ? readObjects(this.files, place, this.problemList)
        : this.layerIfPresent(place, below, [], file, field, path);
      entries = joinObjects(
        entries,
        added,
        { file, path: field },
        this.problemList,
      );
    });
    spec.components?.forEach((path, index) => {
      const field = `components[${index}]`;
      const place = descend(path, field);
      if (place === undefined) return;
      entries = this.layerIfPresent(place, below, entries, file, field, path);
    });
    return this.transform(entries, spec, directory, file);
  }

  private locate(
    directory: string,
    path: string,
    file: string,
    field: string,
  ): string | undefined {
    if (isRemote(path)) {
      this.problemList.notVerified({
        file,
        path: field,
        message: 'remote resources are not fetched',
        found: describeFound(path),
      });
      return undefined;
    }
    const place = resolvePath(directory, path);
    if (place === undefined) {
      this.problemList.invalid({
        file,
        path: field,
        message: 'the path leaves the repository',
        found: describeFound(path),
      });
    }
    return place;
  }

  private layerIfPresent(
    place: string,
    below: readonly string[],
    entries: ComposedObject[],
    file: string,
    field: string,
    path: string,
  ): ComposedObject[] {
    if (this.kustomizationFile(place) !== undefined)
      return this.layer(place, below, entries);
    this.problemList.invalid({
      file,
      path: field,
      message: 'nothing is at this path',
      found: describeFound(path),
      allowed: 'a file, or a directory with a kustomization file',
    });
    return entries;
  }

  /** The changes of one layer, in kustomize's order. */
  private transform(
    entries: ComposedObject[],
    spec: Kustomization,
    directory: string,
    file: string,
  ): ComposedObject[] {
    let result: ComposedObject[] = entries.map(entry => ({
      ...entry,
      namespaces: [...entry.namespaces],
    }));
    spec.patches?.forEach((patch, index) => {
      const path = `patches[${index}]`;
      const source = this.patchText(patch, directory, file, path);
      if (source)
        result = applyPatch(
          result,
          { ...source, path, target: patch.target },
          this.problemList,
        );
    });
    // Patches share unchanged parts with their input; the rest works in place.
    for (const entry of result)
      entry.object = JSON.parse(JSON.stringify(entry.object)) as KubeObject;
    if (spec.namespace !== undefined) applyNamespace(result, spec.namespace);
    for (const change of spec.labels ?? []) {
      const labels = {
        pairs: change.pairs,
        includeSelectors: change.includeSelectors ?? false,
        includeTemplates: change.includeTemplates ?? false,
      };
      for (const { object } of result) applyLabels(object, labels);
    }
    spec.replicas?.forEach((change, index) => {
      const matched = result.filter(
        ({ object }) =>
          REPLICA_KINDS.includes(object.kind) &&
          object.metadata.name === change.name,
      );
      for (const { object } of matched)
        object.spec = { ...object.spec, replicas: change.count };
      if (matched.length === 0)
        this.problemList.invalid({
          file,
          path: `replicas[${index}].name`,
          message: 'no workload has this name',
          found: describeFound(change.name),
        });
    });
    for (const { object } of result) applyImages(object, spec.images ?? []);
    return result;
  }

  private patchText(
    patch: { path?: string; patch?: string },
    directory: string,
    file: string,
    field: string,
  ): { text: string; file: string } | undefined {
    if ((patch.path === undefined) === (patch.patch === undefined)) {
      this.problemList.invalid({
        file,
        path: field,
        message: 'a patch has either a path or an inline patch',
      });
      return undefined;
    }
    if (patch.patch !== undefined) return { text: patch.patch, file };
    const place = this.locate(directory, patch.path!, file, `${field}.path`);
    if (place === undefined) return undefined;
    const text = this.files.get(place);
    if (text !== undefined) return { text, file: place };
    this.problemList.invalid({
      file,
      path: `${field}.path`,
      message: 'nothing is at this path',
      found: describeFound(patch.path),
    });
    return undefined;
  }
}

/**
 * Composes a kustomize directory without running kustomize.
 *
 * Modelled: local resources (files and directories), components, namespace,
 * labels, images, replicas, strategic merge and JSON patches. Whatever else a
 * kustomization uses is reported as `not-verified` and left out: a result with
 * problems must never be shown as checked.
 *
 * @param files - content of the repository by path, without leading slashes
 * @param directory - directory of the overlay, without slashes at the ends
 * @returns objects and problems; never throws for bad input
 */
export function composeKustomization(
  files: ReadonlyMap<string, string>,
  directory: string,
): Composition {
  return new Composer(files).compose(directory);
}
