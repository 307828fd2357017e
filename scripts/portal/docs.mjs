import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { at, hashOf, own, stamps, state, UserError } from './context.mjs';
import { answers, run } from './run.mjs';

/**
 * Documentation sites of this repository: the entity that shows each, and its
 * folder. A site's mkdocs.yml lies in the folder.
 */
export const SITES = [
  { kind: 'component', name: 'chat2sql-portal', folder: '.' },
  { kind: 'component', name: 'chat2sql-runbooks', folder: 'docs/runbooks' },
  { kind: 'system', name: 'chat2sql', folder: 'catalog' },
];

/** How documentation can be built here. */
export async function docsTool() {
  const requirements = at('docs/requirements.txt');
  const venv = join(state, 'venv');
  const wanted = hashOf(readFileSync(requirements));
  if (existsSync(join(venv, 'bin/mkdocs')) && stamps.read('venv') === wanted) {
    return { kind: 'techdocs-core', path: join(venv, 'bin') };
  }
  if (await answers('python3')) {
    try {
      rmSync(venv, { recursive: true, force: true });
      await run(['python3', '-m', 'venv', venv], { log: 'venv.log' });
      await run(
        [
          join(venv, 'bin/pip'),
          'install',
          '--disable-pip-version-check',
          '--no-input',
          '--retries',
          '1',
          '--timeout',
          '20',
          '--require-hashes',
          '-r',
          requirements,
        ],
        { log: 'pip.log' },
      );
      stamps.write('venv', wanted);
      return { kind: 'techdocs-core', path: join(venv, 'bin') };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      rmSync(venv, { recursive: true, force: true });
    }
  }
  if (await answers('mkdocs')) return { kind: 'plain-mkdocs' };
  return { kind: 'none' };
}

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}

function siteHash(site, tool) {
  const config = at(site.folder, 'mkdocs.yml');
  return hashOf(
    tool.kind,
    readFileSync(at('scripts/portal/techdocs.cjs')),
    readFileSync(config),
    ...[...filesBelow(at(site.folder, 'docs'))]
      .sort()
      .flatMap(file => [file, readFileSync(file)]),
  );
}

const WHAT_TO_INSTALL = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Documentation not built</title></head><body><article class="md-content__inner"><h1>This page could not be built here</h1><p>Building the documentation needs MkDocs, and neither Python's package index nor a <code>mkdocs</code> program could be reached when the portal started.</p><p>Install one of these and run <code>./portal start</code> again:</p><ul><li>Python 3 with its venv module and access to PyPI: the launcher then brings what <code>docs/requirements.txt</code> pins;</li><li>or, on Debian: <code>apt-get install mkdocs mkdocs-material python3-pymdownx</code>.</li></ul><p>Until then the Markdown files can be read in the folder <code>docs</code> of the repository.</p></article></body></html>`;

function writeNotice(output) {
  mkdirSync(output, { recursive: true });
  writeFileSync(join(output, 'index.html'), WHAT_TO_INSTALL);
  writeFileSync(
    join(output, 'techdocs_metadata.json'),
    JSON.stringify({
      site_name: 'Documentation not built',
      site_description: '',
      build_timestamp: Date.now(),
      files: ['index.html'],
    }),
  );
}

/**
 * Builds the documentation sites that changed into the folder TechDocs serves.
 *
 * @param tool from {@link docsTool}
 * @returns a note for the progress line
 */
export async function buildDocs(tool) {
  const target = own('data', 'techdocs', 'default');
  const stale = SITES.filter(site => {
    const output = join(target, site.kind, site.name);
    return (
      !existsSync(join(output, 'index.html')) ||
      stamps.read(`docs-${site.name}`) !== siteHash(site, tool)
    );
  });
  if (stale.length === 0) return 'up to date';
  for (const site of stale) {
    const output = join(target, site.kind, site.name);
    rmSync(output, { recursive: true, force: true });
    if (tool.kind === 'none') {
      writeNotice(output);
    } else {
      mkdirSync(dirname(output), { recursive: true });
      await run(
        [
          process.execPath,
          at('scripts/portal/techdocs.cjs'),
          at(site.folder),
          output,
          tool.kind,
        ],
        {
          log: `docs-${site.name}.log`,
          env: tool.path
            ? {
                PATH: [
                  tool.path,
                  dirname(process.execPath),
                  process.env.PATH,
                ].join(delimiter),
              }
            : {},
        },
      );
    }
    stamps.write(`docs-${site.name}`, siteHash(site, tool));
  }
  if (tool.kind === 'none') {
    return 'left out: neither PyPI nor mkdocs can be had; each page says what to install';
  }
  return tool.kind === 'plain-mkdocs'
    ? `${stale.length} built with the system's mkdocs`
    : `${stale.length} built`;
}
