// Builds one TechDocs site with Backstage's own generator, as its backend would.
// Usage: node techdocs.cjs FOLDER OUTPUT techdocs-core|plain-mkdocs
//
// A folder below `docs` with an mkdocs.yml of its own is a site of its own, so it
// is left out of the outer one: the source is staged without it.
const { cpSync, existsSync, mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');
const { ConfigReader } = require('@backstage/config');
const { TechdocsGenerator } = require('@backstage/plugin-techdocs-node');

const [sourceDir, outputDir, tool] = process.argv.slice(2);

const inputDir = mkdtempSync(join(tmpdir(), 'chat2sql-docs-'));
process.on('exit', () => rmSync(inputDir, { recursive: true, force: true }));
const docs = resolve(sourceDir, 'docs');
cpSync(join(sourceDir, 'mkdocs.yml'), join(inputDir, 'mkdocs.yml'));
cpSync(docs, join(inputDir, 'docs'), {
  recursive: true,
  filter: path =>
    resolve(path) === docs || !existsSync(join(path, 'mkdocs.yml')),
});

const write = level => (message, meta) =>
  process.stderr.write(
    `${level}: ${message}${meta ? ` ${JSON.stringify(meta)}` : ''}\n`,
  );
const logger = {
  debug: () => {},
  info: write('info'),
  warn: write('warn'),
  error: write('error'),
  child: () => logger,
};

const config = new ConfigReader({
  techdocs: {
    generator: {
      runIn: 'local',
      mkdocs: {
        disableExternalFonts: true,
        omitTechdocsCorePlugin: tool === 'plain-mkdocs',
      },
    },
  },
});

TechdocsGenerator.fromConfig(config, { logger })
  .run({ inputDir, outputDir, logger, etag: String(Date.now()) })
  .catch(error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  });
