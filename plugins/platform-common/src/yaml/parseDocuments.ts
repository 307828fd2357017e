import { LineCounter, parseAllDocuments, type Document } from 'yaml';
import type { Problem } from '../problem';
import { findDuplicateKeys } from './duplicateKeys';

/** Limits that keep a hostile file from costing memory or time. */
export interface YamlLimits {
  /** Largest file in UTF-16 units. Default 5,000,000. */
  maxLength?: number;
  /** Deepest nesting of collections. Default 100. */
  maxDepth?: number;
  /** Most documents in one file. Default 2,000. */
  maxDocuments?: number;
  /** Most nodes after aliases are followed. Default 500,000. */
  maxNodes?: number;
}

/** One document of a file, as plain JSON-like data. */
export interface ParsedDocument {
  /** Position among the file's documents that are not empty, 0-based. */
  index: number;
  /** Line of the document's first node, 1-based. */
  line: number;
  value: unknown;
}

/** What a file held: its readable documents, and the faults of the rest. */
export interface ParsedFile {
  documents: ParsedDocument[];
  problems: Problem[];
}

/** Indentation before which a line can nest no deeper; a cheap guard before parsing. */
function flowDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const char of text) {
    if (char === '[' || char === '{') {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (char === ']' || char === '}') {
      if (depth > 0) depth -= 1;
    }
  }
  return deepest;
}

function measure(
  value: unknown,
  maxDepth: number,
  maxNodes: number,
): 'depth' | 'nodes' | undefined {
  const stack: Array<{ node: unknown; depth: number }> = [
    { node: value, depth: 1 },
  ];
  let nodes = 0;
  while (stack.length > 0) {
    const { node, depth } = stack.pop()!;
    nodes += 1;
    if (nodes > maxNodes) return 'nodes';
    if (node === null || typeof node !== 'object') continue;
    if (depth > maxDepth) return 'depth';
    for (const child of Array.isArray(node) ? node : Object.values(node)) {
      stack.push({ node: child, depth: depth + 1 });
    }
  }
  return undefined;
}

/**
 * Reads a YAML or JSON file with one or many documents into plain data.
 *
 * Duplicate keys, unresolved or excessive aliases, custom tags, too large, too
 * deep or unreadable documents become {@link Problem}s; the other documents of
 * the file stay usable. Empty documents are skipped. Timestamps stay strings
 * and keys named `__proto__` are refused.
 *
 * @param text - the file's content
 * @param file - its name, used in problems only
 * @param limits - see {@link YamlLimits}
 * @returns documents in file order and problems in file order; never throws
 */
export function parseDocuments(
  text: string,
  file: string,
  limits: YamlLimits = {},
): ParsedFile {
  const {
    maxLength = 5_000_000,
    maxDepth = 100,
    maxDocuments = 2_000,
    maxNodes = 500_000,
  } = limits;
  const problems: Problem[] = [];
  const refuse = (message: string, extra: Partial<Problem> = {}) => {
    problems.push({ file, path: '', message, ...extra });
  };
  if (text.length > maxLength) {
    refuse('the file is too large', {
      found: `${text.length} characters`,
      allowed: `at most ${maxLength}`,
    });
    return { documents: [], problems };
  }
  // Deeply nested flow collections exhaust the parser's stack, so count first.
  // Brackets inside strings count too: a file that needs so many is not config.
  if (flowDepth(text) > maxDepth * 20) {
    refuse('the file is nested too deeply', {
      allowed: `at most ${maxDepth} levels`,
    });
    return { documents: [], problems };
  }

  const lineCounter = new LineCounter();
  let parsed: Document.Parsed[];
  try {
    const result = parseAllDocuments(text, {
      lineCounter,
      version: '1.2',
      schema: 'core',
      // Checked below, in linear time.
      uniqueKeys: false,
      strict: true,
      prettyErrors: false,
    });
    parsed = Array.isArray(result) ? result : [];
  } catch (error) {
    refuse(`the file cannot be parsed: ${(error as Error).message}`);
    return { documents: [], problems };
  }
  if (parsed.length > maxDocuments) {
    refuse('the file holds too many documents', {
      found: String(parsed.length),
      allowed: `at most ${maxDocuments}`,
    });
    return { documents: [], problems };
  }

  const documents: ParsedDocument[] = [];
  let index = 0;
  for (const document of parsed) {
    const start = document.contents?.range?.[0] ?? document.range?.[0] ?? 0;
    const { line } = lineCounter.linePos(start);
    const faults = [...document.errors, ...document.warnings];
    const duplicates = findDuplicateKeys(document);
    if (faults.length > 0 || duplicates.length > 0) {
      for (const fault of faults) {
        const position = lineCounter.linePos(fault.pos[0]);
        refuse(fault.message, {
          line: position.line,
          column: position.col,
          document: index,
        });
      }
      for (const { path, offset } of duplicates) {
        const position = lineCounter.linePos(offset);
        refuse('a key occurs twice in one mapping', {
          line: position.line,
          column: position.col,
          document: index,
          path,
          allowed: 'each key once',
        });
      }
      index += 1;
      continue;
    }
    let value: unknown;
    try {
      value = document.toJS({ maxAliasCount: 100 });
    } catch (error) {
      refuse(
        /alias/i.test((error as Error).message)
          ? 'aliases expand to far more data than the file holds'
          : (error as Error).message,
        { line, document: index, allowed: 'at most 100 uses of an anchor' },
      );
      index += 1;
      continue;
    }
    if (value === null || value === undefined) continue;
    const excess = measure(value, maxDepth, maxNodes);
    if (excess) {
      refuse(
        excess === 'depth'
          ? 'the document is nested too deeply'
          : 'the document is too large',
        {
          line,
          document: index,
          allowed:
            excess === 'depth'
              ? `at most ${maxDepth} levels`
              : `at most ${maxNodes} nodes`,
        },
      );
    } else if (hasForbiddenKey(value)) {
      refuse('the key "__proto__" is not allowed', { line, document: index });
    } else {
      documents.push({ index, line, value });
    }
    index += 1;
  }
  return { documents, problems };
}

function hasForbiddenKey(value: unknown): boolean {
  const stack: unknown[] = [value];
  while (stack.length > 0) {
    const node = stack.pop();
    if (node === null || typeof node !== 'object') continue;
    if (Object.prototype.hasOwnProperty.call(node, '__proto__')) return true;
    for (const child of Object.values(node)) stack.push(child);
  }
  return false;
}
