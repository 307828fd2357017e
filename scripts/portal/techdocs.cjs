// Builds one TechDocs site with Backstage's own generator, as its backend would.
// Usage: node techdocs.cjs FOLDER OUTPUT techdocs-core|plain-mkdocs
const { ConfigReader } = require('@backstage/config');
const { TechdocsGenerator } = require('@backstage/plugin-techdocs-node');

const [inputDir, outputDir, tool] = process.argv.slice(2);

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
