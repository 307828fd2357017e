import { useState } from 'react';
import type { FileDiff } from '@chat2sql/plugin-gitops-common';
import { useText } from '../hooks/useText';
import { useDiffStyles } from './diffStyles';
import { FileDiffView } from './FileDiffView';

/** Larger changes start with their new files closed, so that a page stays a page. */
const OPEN_UP_TO_LINES = 200;

/** What a change does to files: a summary in words, then every file, each of which opens and closes. */
export function DiffViewer(props: { files: FileDiff[] }) {
  const classes = useDiffStyles();
  const t = useText();
  const { files } = props;
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  const small = additions + deletions <= OPEN_UP_TO_LINES;
  // What the viewer opened and closed; the rest is as the diff starts.
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map());
  const isOpen = (file: FileDiff) =>
    chosen.get(file.path) ??
    (small || file === files[0] || file.status === 'modified');
  const allOpen = files.every(isOpen);

  if (files.length === 0) {
    return <p className={classes.summary}>{t('diff.none')}</p>;
  }
  const choose = (of: FileDiff[], open: boolean) =>
    setChosen(
      previous =>
        new Map([...previous, ...of.map(f => [f.path, open] as const)]),
    );
  return (
    <div className={classes.layout}>
      <div className={classes.bar}>
        <p className={classes.summary}>
          {t('diff.summary', {
            files: t('does.files', { count: files.length }),
            additions: String(additions),
            deletions: String(deletions),
          })}
        </p>
        <button
          type="button"
          className={classes.textButton}
          onClick={() => choose(files, !allOpen)}
        >
          {t(allOpen ? 'diff.collapseAll' : 'diff.expandAll')}
        </button>
      </div>
      {files.map(file => (
        <FileDiffView
          key={file.path}
          file={file}
          open={isOpen(file)}
          onToggle={() => choose([file], !isOpen(file))}
        />
      ))}
    </div>
  );
}
