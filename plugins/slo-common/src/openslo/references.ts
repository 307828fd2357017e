import { describeFound, type Problem } from '@chat2sql/plugin-platform-common';
import type { OpenSloDocument, OpenSloKind, SliSpec, SloSpec } from './types';

/** A valid document and where it was read. */
export interface PlacedDocument {
  file: string;
  line?: number;
  /** Position of the document in its file, 0-based; entries of a list count one by one. */
  index: number;
  document: OpenSloDocument;
}

/** Valid documents by kind and name; the first of two with the same name wins. */
export interface DocumentIndex {
  get(kind: OpenSloKind, name: string): PlacedDocument | undefined;
}

/** Builds a {@link DocumentIndex}. */
export function indexDocuments(
  documents: readonly PlacedDocument[],
): DocumentIndex {
  const byKey = new Map<string, PlacedDocument>();
  for (const placed of documents) {
    const key = `${placed.document.kind}/${placed.document.metadata.name}`;
    if (!byKey.has(key)) byKey.set(key, placed);
  }
  return { get: (kind, name) => byKey.get(`${kind}/${name}`) };
}

interface Found {
  path: string;
  kind: OpenSloKind;
  name: string;
}

const REF_KINDS: Record<string, OpenSloKind> = {
  indicatorRef: 'SLI',
  alertPolicyRef: 'AlertPolicy',
  conditionRef: 'AlertCondition',
  targetRef: 'AlertNotificationTarget',
};

function collectRefs(value: unknown, path: string, into: Found[]): void {
  if (value === null || typeof value !== 'object') return;
  if (Array.isArray(value)) {
    value.forEach((entry, i) => collectRefs(entry, `${path}[${i}]`, into));
    return;
  }
  for (const [key, child] of Object.entries(value)) {
    // A metric source's own spec and the metadata are free text of their authors.
    if (key === 'metricSource' || key === 'metadata') continue;
    const at = `${path}.${key}`;
    const kind = REF_KINDS[key];
    if (kind && typeof child === 'string') {
      into.push({ path: at, kind, name: child });
    } else {
      collectRefs(child, at, into);
    }
  }
}

/**
 * References of one document that lead nowhere, and objectives that do not fit
 * the indicator they refer to.
 *
 * @returns faults that make the document unusable
 */
export function checkReferences(
  placed: PlacedDocument,
  index: DocumentIndex,
): Problem[] {
  const at = { file: placed.file, line: placed.line, document: placed.index };
  const refs: Found[] = [];
  collectRefs(placed.document.spec, 'spec', refs);
  const problems: Problem[] = [];
  for (const { path, kind, name } of refs) {
    if (index.get(kind, name)) continue;
    problems.push({
      ...at,
      path,
      message: `there is no ${kind} of this name among the files`,
      found: describeFound(name),
    });
  }
  if (placed.document.kind === 'SLO') {
    problems.push(
      ...checkComparisons(placed.document.spec as SloSpec, index).map(p => ({
        ...at,
        ...p,
      })),
    );
  }
  return problems;
}

/** `op` and `value` where the indicator is a reference and only now known. */
function checkComparisons(
  spec: SloSpec,
  index: DocumentIndex,
): Array<Pick<Problem, 'path' | 'message' | 'found' | 'allowed'>> {
  const problems = [];
  for (const [i, objective] of spec.objectives.entries()) {
    const ref = objective.indicatorRef ?? spec.indicatorRef;
    const sli = ref === undefined ? undefined : index.get('SLI', ref);
    if (!sli) continue;
    const threshold = Boolean((sli.document.spec as SliSpec).thresholdMetric);
    for (const key of ['op', 'value'] as const) {
      const given = objective[key] !== undefined;
      if (given === threshold) continue;
      problems.push({
        path: `spec.objectives[${i}].${key}`,
        message: threshold
          ? `this field is required: the indicator ${ref} is a threshold`
          : `this field is not allowed here: the indicator ${ref} is a ratio`,
        found: describeFound(objective[key]),
      });
    }
  }
  return problems;
}
