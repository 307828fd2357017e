import { existsSync } from 'node:fs';
import { at } from './context.mjs';
import { answers } from './run.mjs';

const APT = {
  chromium: 'apt-get install chromium fonts-noto-cjk',
  prometheus: 'apt-get install prometheus',
  promtool: 'apt-get install prometheus',
  'prometheus-alertmanager': 'apt-get install prometheus-alertmanager',
  postgres: 'apt-get install postgresql-15',
};

/** Tools, what needs them, and the command that brings each. */
async function findings() {
  const node = process.version;
  const postgres = existsSync('/usr/lib/postgresql/15/bin/postgres')
    ? await answers('/usr/lib/postgresql/15/bin/postgres')
    : undefined;
  return [
    {
      name: 'Node',
      need: 'everything',
      found: node,
      ok: /^v(22|24)\./.test(node),
      mend: './portal brings Node 24 by itself when npm is here',
    },
    {
      name: 'dependencies',
      need: 'everything',
      found: existsSync(at('node_modules')) ? 'installed' : undefined,
      mend: './portal start',
    },
    {
      name: 'git',
      need: 'cloning the embedded repository',
      found: await answers('git'),
      optional: true,
      mend: 'apt-get install git',
    },
    {
      name: 'python3',
      need: 'building the documentation',
      found: await answers('python3'),
      optional: true,
      mend: 'apt-get install python3 python3-venv',
    },
    {
      name: 'MkDocs',
      need: 'building the documentation',
      found: existsSync(at('.portal/venv/bin/mkdocs'))
        ? await answers(at('.portal/venv/bin/mkdocs'))
        : await answers('mkdocs'),
      optional: true,
      mend: './portal start, or apt-get install mkdocs mkdocs-material python3-pymdownx',
    },
    {
      name: 'kubectl',
      need: 'looking into the sandbox by hand',
      found: await answers('kubectl', 'version'),
      optional: true,
      mend: 'apt-get install kubernetes-client',
    },
    {
      name: 'chromium',
      need: 'browser tests, screenshots',
      found: await answers('chromium'),
      tests: true,
      mend: APT.chromium,
    },
    {
      name: 'prometheus',
      need: 'tests against a real Prometheus',
      found: await answers('prometheus'),
      tests: true,
      mend: APT.prometheus,
    },
    {
      name: 'promtool',
      need: 'tests of rules',
      found: await answers('promtool'),
      tests: true,
      mend: APT.promtool,
    },
    {
      name: 'alertmanager',
      need: 'tests of alert routes',
      found: await answers('prometheus-alertmanager'),
      tests: true,
      mend: APT['prometheus-alertmanager'],
    },
    {
      name: 'PostgreSQL 15',
      need: 'tests of stores',
      found: postgres,
      tests: true,
      mend: APT.postgres,
    },
  ];
}

/** `./portal doctor`: what is present, what is missing, and how to mend it. */
export default async function doctor() {
  let bad = 0;
  for (const item of await findings()) {
    const ok = item.ok ?? item.found !== undefined;
    const mark = ok
      ? 'ok     '
      : item.optional || item.tests
      ? 'missing'
      : 'NEEDED ';
    if (!ok && !item.optional && !item.tests) bad += 1;
    process.stdout.write(
      `${mark}  ${item.name.padEnd(14)} ${item.found ?? `for ${item.need}`}\n`,
    );
    if (!ok) process.stdout.write(`${' '.repeat(25)}mend: ${item.mend}\n`);
  }
  return bad === 0 ? 0 : 1;
}
