import { useId, useState } from 'react';
import type { FileDiff } from '@chat2sql/plugin-gitops-common';
import ArrowDownIcon from '@material-ui/icons/KeyboardArrowDown';
import ArrowRightIcon from '@material-ui/icons/KeyboardArrowRight';
import { useText } from '../hooks/useText';
import { DiffLines } from './DiffLines';
import { useDiffStyles } from './diffStyles';

/** Lines shown at first, and added by each "show more": a page stays quick with any file. */
const LINES_AT_ONCE = 400;

/** One file of a diff: a heading that opens and closes it, and its lines. */
export function FileDiffView(props: {
  file: FileDiff;
  open: boolean;
  onToggle: () => void;
}) {
  const classes = useDiffStyles();
  const t = useText();
  const { file, open } = props;
  const id = useId();
  const [limit, setLimit] = useState(LINES_AT_ONCE);
  const total = file.hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0);
  return (
    <section className={classes.file} aria-labelledby={`${id}-name`}>
      <h3 className={classes.heading}>
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={open}
          aria-controls={`${id}-lines`}
          onClick={props.onToggle}
        >
          {open ? (
            <ArrowDownIcon className={classes.arrow} />
          ) : (
            <ArrowRightIcon className={classes.arrow} />
          )}
          <span className={classes.path} id={`${id}-name`}>
            {file.path}
          </span>
          <span className={classes.meta}>{t(`diff.${file.status}`)}</span>
          <span className={classes.meta}>
            {t('diff.counts', {
              additions: String(file.additions),
              deletions: String(file.deletions),
            })}
          </span>
        </button>
      </h3>
      <div id={`${id}-lines`} hidden={!open}>
        {open && file.binary && (
          <p className={classes.note}>{t('diff.binary')}</p>
        )}
        {open && !file.binary && (
          <>
            <div
              className={classes.region}
              role="region"
              aria-label={t('diff.label', { path: file.path })}
              // Long lines scroll sideways; that must work without a mouse.
              // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
              tabIndex={0}
            >
              <DiffLines
                path={file.path}
                hunks={file.hunks}
                limit={limit}
                numbers={file.status === 'modified' ? 'both' : 'one'}
              />
            </div>
            {total > limit && (
              <p className={classes.note}>
                <button
                  type="button"
                  className={classes.textButton}
                  onClick={() => setLimit(l => l + LINES_AT_ONCE)}
                >
                  {t('diff.more', {
                    n: String(Math.min(LINES_AT_ONCE, total - limit)),
                  })}
                </button>
              </p>
            )}
            {file.noFinalNewline && (
              <p className={classes.note}>{t('diff.noNewline')}</p>
            )}
          </>
        )}
      </div>
    </section>
  );
}
