import { readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Problem } from '@chat2sql/plugin-platform-common';
import type { Io } from '../io';

/** Largest file that is read at all, in bytes. */
const MAX_BYTES = 20_000_000;
/** Most files of one call. */
const MAX_FILES = 20_000;
const MANIFEST = /\.(?:ya?ml|json)$/i;
/** Folders that hold copies or tools, never manifests of the caller. */
const SKIPPED = new Set(['node_modules']);

/** A file as the caller named it, with its text. */
export interface InputFile {
  file: string;
  text: string;
}

/** What the arguments led to. */
export interface InputFiles {
  files: InputFile[];
  problems: Problem[];
}

function unreadable(file: string, error: unknown): Problem {
  const code = (error as NodeJS.ErrnoException).code;
  const words: Record<string, string> = {
    ENOENT: 'there is no such file or directory',
    EACCES: 'the file may not be read',
    ELOOP: 'the link leads in a circle',
  };
  return {
    file,
    path: '',
    message:
      (code && words[code]) ??
      `the file cannot be read (${code ?? String(error)})`,
  };
}

function statOrNothing(path: string) {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function listDirectory(
  directory: string,
  io: Io,
  visited: Set<string>,
): string[] {
  const absolute = realpathSync(resolve(io.cwd, directory));
  if (visited.has(absolute)) return [];
  visited.add(absolute);
  const found: string[] = [];
  const entries = readdirSync(absolute, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith('.') || SKIPPED.has(entry.name)) continue;
    const path = join(directory, entry.name);
    let isDirectory = entry.isDirectory();
    let isFile = entry.isFile();
    if (entry.isSymbolicLink()) {
      const target = statOrNothing(resolve(io.cwd, path));
      isDirectory = target?.isDirectory() ?? false;
      isFile = target?.isFile() ?? false;
    }
    if (isDirectory) found.push(...listDirectory(path, io, visited));
    else if (isFile && MANIFEST.test(entry.name)) found.push(path);
    if (found.length > MAX_FILES) break;
  }
  return found;
}

function readOne(file: string, io: Io): InputFile | Problem {
  try {
    const absolute = resolve(io.cwd, file);
    const { size } = statSync(absolute);
    if (size > MAX_BYTES) {
      return {
        file,
        path: '',
        message: 'the file is too large',
        found: `${size} bytes`,
        allowed: `at most ${MAX_BYTES}`,
      };
    }
    const bytes = readFileSync(absolute);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { file, text };
  } catch (error) {
    if (error instanceof TypeError) {
      return {
        file,
        path: '',
        message: 'the file is not text in UTF-8',
        allowed: 'YAML or JSON in UTF-8',
      };
    }
    return unreadable(file, error);
  }
}

/**
 * Reads the files that arguments name: files as they are, directories with
 * everything below that ends in .yaml, .yml or .json, and `-` for standard
 * input. Hidden folders and node_modules are left out.
 *
 * @returns files in the order of the arguments, each once; what cannot be read
 * is a problem and does not stop the rest
 */
export async function readFiles(
  args: readonly string[],
  io: Io,
): Promise<InputFiles> {
  const problems: Problem[] = [];
  const paths: string[] = [];
  for (const arg of args) {
    if (arg === '-') {
      paths.push(arg);
      continue;
    }
    try {
      const info = statSync(resolve(io.cwd, arg));
      if (!info.isDirectory()) {
        paths.push(arg);
        continue;
      }
      const found = listDirectory(arg, io, new Set());
      if (found.length === 0) {
        problems.push({
          file: arg,
          path: '',
          message: 'the directory holds no manifest',
          allowed: 'files ending in .yaml, .yml or .json',
        });
      }
      paths.push(...found);
    } catch (error) {
      problems.push(unreadable(arg, error));
    }
  }
  const unique = [...new Set(paths)];
  if (unique.length > MAX_FILES) {
    problems.push({
      file: args.join(' '),
      path: '',
      message: 'too many files; the rest is left out',
      found: `more than ${MAX_FILES}`,
      allowed: `at most ${MAX_FILES}`,
    });
  }
  const files: InputFile[] = [];
  for (const path of unique.slice(0, MAX_FILES)) {
    const read =
      path === '-'
        ? { file: '-', text: await io.readStdin() }
        : readOne(path, io);
    if ('text' in read) files.push(read);
    else problems.push(read);
  }
  return { files, problems };
}
