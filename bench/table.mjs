import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const BEGIN = '<!-- figures:begin -->';
const END = '<!-- figures:end -->';

/** The README's table of figures, as Markdown that prettier leaves alone. */
export function tableOf(figures) {
  const rows = [
    ['Figure', 'Measured'],
    [
      'first start on a bare machine, downloads included',
      figures.coldStartSeconds === undefined
        ? 'not measured'
        : `${figures.coldStartSeconds} s`,
    ],
    ['later start', `${figures.warmStartSeconds} s`],
    [
      'initial script, gzip',
      `${figures.initialScript.kilobytesGzip} kB in ${figures.initialScript.files} files`,
    ],
    [
      'backend memory, 30 s after the start',
      `${figures.backendMemoryMegabytes} MB`,
    ],
    [
      'matrix API, p50 / p95',
      `${figures.matrix.full.p50} / ${figures.matrix.full.p95} ms, ${figures.matrix.kilobytesGzip} kB gzip`,
    ],
    [
      'matrix API unchanged (304), p50 / p95',
      `${figures.matrix.unchanged.p50} / ${figures.matrix.unchanged.p95} ms`,
    ],
  ];
  const widths = [0, 1].map(column =>
    Math.max(...rows.map(row => row[column].length)),
  );
  const line = row =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
  const [head, ...body] = rows;
  return [
    line(head),
    `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`,
    ...body.map(line),
    '',
    `Machine: ${figures.machine}.`,
  ].join('\n');
}

/** Replaces the table in a README text. */
export function withTable(readme, figures) {
  const from = readme.indexOf(BEGIN) + BEGIN.length;
  const to = readme.indexOf(END);
  return `${readme.slice(0, from)}\n\n${tableOf(figures)}\n\n${readme.slice(
    to,
  )}`;
}

/** Writes the table into the README. */
export function writeTable(figures) {
  const file = join(home, 'README.md');
  writeFileSync(file, withTable(readFileSync(file, 'utf8'), figures));
}
