import {
  parseDocuments,
  type Problem,
  type YamlLimits,
} from '@chat2sql/plugin-platform-common';
import { compileObjectives } from '../objective/compileObjectives';
import type { Objective } from '../objective/types';
import { checkDocument } from './checkDocument';
import { lintDocument } from './lint';
import {
  checkReferences,
  indexDocuments,
  type PlacedDocument,
} from './references';
import type { OpenSloDocument } from './types';

/** A file as the caller read it. */
export interface OpenSloFile {
  /** Name used in problems: a repository path or a command-line argument. */
  file: string;
  text: string;
}

/** Verdict on one document of a file. */
export interface OpenSloVerdict {
  file: string;
  /** Position in the file, 0-based; entries of a list at the top level count one by one. */
  index: number;
  apiVersion?: string;
  kind?: string;
  name?: string;
  namespace?: string;
  valid: boolean;
  /** Why the document is refused; empty for a valid one. */
  errors: Problem[];
  /** Advice on a valid document: it is used as it is. */
  warnings: Problem[];
}

/** Everything the files say. */
export interface OpenSloResult {
  documents: OpenSloVerdict[];
  /** Objectives of the valid SLO documents, one per environment; see {@link Objective}. */
  objectives: Objective[];
}

const LIMITS: YamlLimits = { maxLength: 1_000_000, maxDocuments: 500 };

function textOf(value: unknown, key: string): string | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  const field = (value as Record<string, unknown>)[key];
  return typeof field === 'string' ? field : undefined;
}

interface Draft {
  verdict: OpenSloVerdict;
  line?: number;
  document?: OpenSloDocument;
}

function refusedDraft(file: string, index: number, errors: Problem[]): Draft {
  return { verdict: { file, index, valid: false, errors, warnings: [] } };
}

function checkedDraft(
  entry: unknown,
  at: { file: string; line: number; index: number },
): Draft {
  const { file, line, index } = at;
  const checked = checkDocument(entry, { file, line, document: index });
  const metadata = (entry as { metadata?: unknown } | null)?.metadata;
  return {
    line,
    document: checked.document,
    verdict: {
      file,
      index,
      apiVersion: textOf(entry, 'apiVersion'),
      kind: textOf(entry, 'kind'),
      name: textOf(metadata, 'name'),
      namespace: textOf(metadata, 'namespace'),
      valid: checked.problems.length === 0,
      errors: checked.problems,
      warnings: [],
    },
  };
}

function readFile({ file, text }: OpenSloFile): Draft[] {
  const parsed = parseDocuments(text, file, LIMITS);
  const drafts: Draft[] = [];
  const faultsOf = new Map<number, Problem[]>();
  for (const problem of parsed.problems) {
    // A fault of the whole file is told where the file begins.
    const position = problem.document ?? -1;
    faultsOf.set(position, [...(faultsOf.get(position) ?? []), problem]);
  }
  const readable = new Map(parsed.documents.map(d => [d.index, d]));
  const positions = [...new Set([...faultsOf.keys(), ...readable.keys()])];
  for (const position of positions.sort((a, b) => a - b)) {
    const faults = faultsOf.get(position);
    if (faults) drafts.push(refusedDraft(file, drafts.length, faults));
    const parsedDocument = readable.get(position);
    if (!parsedDocument) continue;
    const { value, line } = parsedDocument;
    for (const entry of Array.isArray(value) ? value : [value]) {
      drafts.push(checkedDraft(entry, { file, line, index: drafts.length }));
    }
  }
  if (drafts.length > 0) return drafts;
  return [
    refusedDraft(file, 0, [
      {
        file,
        path: '',
        message: 'the file holds no document',
        found: 'nothing',
        allowed: 'OpenSLO v1 documents',
      },
    ]),
  ];
}

/**
 * Reads and checks OpenSLO v1 files together, so that references across files
 * are resolved. One bad document never hides another: each gets a verdict, and
 * only SLO documents that are valid give objectives.
 *
 * @param files - all files that may refer to one another
 * @returns verdicts in the order of files and documents, and the objectives; never throws
 */
export function validateOpenSloFiles(
  files: readonly OpenSloFile[],
): OpenSloResult {
  const drafts = files.flatMap(readFile);
  const placed = new Map<Draft, PlacedDocument>();
  for (const draft of drafts) {
    if (!draft.document) continue;
    const { file, index } = draft.verdict;
    const { line, document } = draft;
    placed.set(draft, { file, line, index, document });
  }
  const index = indexDocuments([...placed.values()]);
  const usable: PlacedDocument[] = [];
  const seen = new Map<string, PlacedDocument>();
  for (const [draft, entry] of placed) {
    const { verdict } = draft;
    verdict.errors = checkReferences(entry, index);
    verdict.valid = verdict.errors.length === 0;
    if (!verdict.valid) continue;
    verdict.warnings = lintDocument(entry, index);
    const key = `${entry.document.kind}/${entry.document.metadata.name}`;
    const first = seen.get(key);
    if (first) {
      verdict.warnings.push({
        file: entry.file,
        line: entry.line,
        document: entry.index,
        path: 'metadata.name',
        message: `a ${entry.document.kind} of this name is already defined in ${first.file}; this one is not used`,
        found: entry.document.metadata.name,
      });
      continue;
    }
    seen.set(key, entry);
    usable.push(entry);
  }
  const compiled = compileObjectives(usable, index);
  for (const [draft, entry] of placed) {
    const own = compiled.problems.get(entry);
    if (!own) continue;
    draft.verdict.errors.push(...own);
    draft.verdict.valid = false;
  }
  return {
    documents: drafts.map(d => d.verdict),
    objectives: compiled.objectives,
  };
}
