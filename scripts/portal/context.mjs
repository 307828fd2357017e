import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the checkout. */
export const home = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Git-ignored folder for everything the launcher brings or makes. */
export const state = join(home, '.portal');

/** Path below the root. */
export const at = (...parts) => join(home, ...parts);

/** Path below the launcher's own folder, whose parents exist afterwards. */
export function own(...parts) {
  const path = join(state, ...parts);
  mkdirSync(dirname(path), { recursive: true });
  return path;
}

/** An error whose message is all a user needs: no stack is printed. */
export class UserError extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Environment of every child: the launcher's Node first, no telemetry, no colours in pipes. */
export function childEnv(extra = {}) {
  const bin = dirname(process.execPath);
  return {
    ...process.env,
    PATH: `${bin}:${process.env.PATH}`,
    NODE_OPTIONS: process.env.NODE_OPTIONS ?? '',
    BACKSTAGE_CLI_EXPERIMENTAL_BUNDLE_CACHE: '',
    ...extra,
  };
}

/** A remembered value in `.portal/stamps`: work is skipped while it holds. */
export const stamps = {
  read(name) {
    const file = own('stamps', name);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  },
  write(name, value) {
    writeFileSync(own('stamps', name), value);
  },
};

/** Short content hash of texts and buffers, in order. */
export function hashOf(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 32);
}
