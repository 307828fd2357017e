import {
  parseDocuments,
  problemsFromZod,
  type Problem,
} from '@chat2sql/plugin-platform-common';
import type { Check } from '../checks/types';
import { frameworkSchema } from './schema';
import type { Control, Edge, Framework, LoadedFrameworks } from './types';

/** A file of a repository. */
export interface FrameworkFile {
  path: string;
  text: string;
}

type CheckNames = ReadonlyMap<string, Pick<Check, 'id' | 'controls'>>;

function edgeFaults(edge: Edge, checks: CheckNames) {
  const check = checks.get(edge.check);
  if (!check) {
    return [
      {
        path: 'check',
        message: 'no check has this id',
        found: `"${edge.check}"`,
        allowed: [...checks.keys()].join(', '),
      },
    ];
  }
  return (edge.select?.controls ?? [])
    .filter(name => !check.controls.includes(name))
    .map(name => ({
      path: 'select.controls',
      message: `check ${check.id} knows no such part`,
      found: `"${name}"`,
      allowed: check.controls.join(', '),
    }));
}

function controlProblems(
  control: Control,
  index: number,
  checks: CheckNames,
): Array<Omit<Problem, 'file'>> {
  const at = `controls[${index}]`;
  if (control.edges.length === 0 && !control.attestation) {
    return [
      {
        path: at,
        message: `control ${control.id} has neither an edge nor an attestation, so nothing could ever prove it`,
        allowed: 'at least one edge or an attestation',
      },
    ];
  }
  return control.edges.flatMap((edge, position) =>
    edgeFaults(edge, checks).map(fault => ({
      ...fault,
      path: `${at}.edges[${position}].${fault.path}`,
    })),
  );
}

function readFramework(
  file: FrameworkFile,
  checks: CheckNames,
): { framework?: Framework; problems: Problem[] } {
  const { documents, problems } = parseDocuments(file.text, file.path, {
    maxLength: 1_000_000,
  });
  if (problems.length > 0) return { problems };
  if (documents.length !== 1) {
    return {
      problems: [
        {
          file: file.path,
          path: '',
          message: 'the file must hold exactly one framework',
          found: `${documents.length} documents`,
          allowed: '1 document',
        },
      ],
    };
  }
  const [document] = documents;
  const parsed = frameworkSchema.safeParse(document.value);
  if (!parsed.success) {
    return {
      problems: problemsFromZod(
        parsed.error,
        document.value,
        file.path,
        document,
      ),
    };
  }
  const { framework: id, controls: declared, ...rest } = parsed.data;
  const found: Problem[] = [];
  const controls: Control[] = [];
  const seen = new Set<string>();
  for (const [index, control] of declared.entries()) {
    if (seen.has(control.id)) {
      found.push({
        file: file.path,
        line: document.line,
        path: `controls[${index}].id`,
        message: 'two controls have this id; the first one counts',
        found: `"${control.id}"`,
      });
      continue;
    }
    seen.add(control.id);
    const faults = controlProblems(control, index, checks);
    for (const fault of faults) {
      found.push({ file: file.path, line: document.line, ...fault });
    }
    // Leaving the bad edge out would make the control easier to pass.
    controls.push(
      faults.length > 0 ? { ...control, fault: faults[0].message } : control,
    );
  }
  return {
    framework: { id, ...rest, controls, file: file.path },
    problems: found,
  };
}

/**
 * Reads framework files.
 *
 * A file that cannot be read is left out and told. A control whose mapping is
 * wrong (unknown check or part, neither edge nor attestation) stays, marked
 * with its fault, and can never pass. Of two files with the same framework and
 * version only the first counts.
 *
 * @param files - in the order in which they count; never throws
 * @param checks - the checks edges may name
 */
export function loadFrameworks(
  files: readonly FrameworkFile[],
  checks: ReadonlyArray<Pick<Check, 'id' | 'controls'>>,
): LoadedFrameworks {
  const names: CheckNames = new Map(checks.map(c => [c.id, c]));
  const byKey = new Map<string, Framework>();
  const problems: Problem[] = [];
  for (const file of files) {
    const read = readFramework(file, names);
    problems.push(...read.problems);
    if (!read.framework) continue;
    const key = frameworkKey(read.framework);
    const first = byKey.get(key);
    if (first) {
      problems.push({
        file: file.path,
        path: 'version',
        message: `${first.file} holds the same framework and version; this file is not used`,
        found: key,
      });
    } else {
      byKey.set(key, read.framework);
    }
  }
  return { frameworks: [...byKey.values()], problems };
}

/** `id@version`, the name of a framework in addresses. */
export function frameworkKey(
  framework: Pick<Framework, 'id' | 'version'>,
): string {
  return `${framework.id}@${framework.version}`;
}
