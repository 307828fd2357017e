import { Fragment } from 'react';
import type { DiffHunk, DiffLine } from '@chat2sql/plugin-gitops-common';
import { useText } from '../hooks/useText';
import { useDiffStyles } from './diffStyles';

const SIGNS: Record<DiffLine['kind'], string> = {
  context: ' ',
  add: '+',
  remove: '−',
};

/** Text of a line with its changed words marked. */
function MarkedText(props: { line: DiffLine }) {
  const classes = useDiffStyles();
  const { text, marks = [] } = props.line;
  const parts: JSX.Element[] = [];
  let at = 0;
  for (const [start, end] of marks) {
    parts.push(<Fragment key={at}>{text.slice(at, start)}</Fragment>);
    parts.push(
      <mark key={`m${start}`} className={classes.mark}>
        {text.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}

/** A column's name, for screen readers: the columns explain themselves to the eye. */
function Heading(props: { children: string }) {
  const classes = useDiffStyles();
  return (
    <th scope="col" className={classes.columnHeading}>
      <span className={classes.hidden}>{props.children}</span>
    </th>
  );
}

function Line(props: { line: DiffLine; numbers: 'both' | 'one' }) {
  const classes = useDiffStyles();
  const t = useText();
  const { line, numbers } = props;
  return (
    <tr className={classes[line.kind]} data-kind={line.kind}>
      {numbers === 'both' && <td className={classes.number}>{line.oldLine}</td>}
      <td className={classes.number}>
        {numbers === 'both' ? line.newLine : line.newLine ?? line.oldLine}
      </td>
      <td className={classes.sign}>
        <span aria-hidden>{SIGNS[line.kind]}</span>
        {line.kind !== 'context' && (
          <span className={classes.hidden}>
            {t(line.kind === 'add' ? 'diff.lineAdded' : 'diff.lineRemoved')}
          </span>
        )}
      </td>
      <td className={classes.text}>
        <MarkedText line={line} />
      </td>
    </tr>
  );
}

/** Unchanged lines left out before a hunk. */
function linesBefore(hunk: DiffHunk, previous: DiffHunk | undefined): number {
  if (!previous) return Math.max(0, hunk.newStart - 1);
  const shown = previous.lines.filter(line => line.kind !== 'remove').length;
  return hunk.newStart - (previous.newStart + shown);
}

/**
 * The lines of one file as a table: numbers, sign, text. Added and removed
 * lines say so in words for screen readers.
 *
 * @param props - `limit` is the number of lines shown; `numbers` is `one` for
 * files that exist on one side only
 */
export function DiffLines(props: {
  path: string;
  hunks: DiffHunk[];
  limit: number;
  numbers: 'both' | 'one';
}) {
  const classes = useDiffStyles();
  const t = useText();
  const { path, hunks, limit, numbers } = props;
  const columns = numbers === 'both' ? 4 : 3;
  let left = limit;
  return (
    <table className={classes.table}>
      <caption className={classes.hidden}>{t('diff.label', { path })}</caption>
      <thead>
        <tr>
          {numbers === 'both' && <Heading>{t('diff.oldLine')}</Heading>}
          <Heading>{t('diff.newLine')}</Heading>
          <Heading>{t('diff.kind')}</Heading>
          <Heading>{t('diff.text')}</Heading>
        </tr>
      </thead>
      {hunks.map((hunk, index) => {
        if (left <= 0) return null;
        const lines = hunk.lines.slice(0, left);
        left -= lines.length;
        const skipped = linesBefore(hunk, hunks[index - 1]);
        return (
          <tbody key={`${hunk.oldStart}-${hunk.newStart}`}>
            {skipped > 0 && (
              <tr>
                <td colSpan={columns} className={classes.gap}>
                  {t('diff.unchanged', { count: skipped })}
                </td>
              </tr>
            )}
            {lines.map(line => (
              <Line
                key={`${line.oldLine}-${line.newLine}`}
                line={line}
                numbers={numbers}
              />
            ))}
          </tbody>
        );
      })}
    </table>
  );
}
