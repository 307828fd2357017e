import { useState } from 'react';
import type { FileDiff } from '@chat2sql/plugin-gitops-common';
import { useText } from '../hooks/useText';
import { useDiffStyles } from './diffStyles';
import { FileDiffView } from './FileDiffView';

/** Changes of more lines than this start with their files closed. */
const OPEN_UP_TO_LINES = 1_000;

/** What a change does to files: a summary in words, then every file, each of which opens and closes. */
export function DiffViewer(props: { files: FileDiff[] }) {
  const classes = useDiffStyles();
  const t = useText();
  const { files } = props;
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  const startOpen = additions + deletions <= OPEN_UP_TO_LINES;
  // Paths whose state differs from how the diff started.
  const [flipped, setFlipped] = useState<ReadonlySet<string>>(new Set());
  const isOpen = (path: string) => startOpen !== flipped.has(path);
  const anyOpen = files.some(file => isOpen(file.path));

  if (files.length === 0) {
    return <p className={classes.summary}>{t('diff.none')}</p>;
  }
  function toggle(path: string) {
    setFlipped(previous => {
      const next = new Set(previous);
      if (!next.delete(path)) next.add(path);
      return next;
    });
  }
  function setAll(open: boolean) {
    setFlipped(
      open === startOpen ? new Set() : new Set(files.map(file => file.path)),
    );
  }
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
          onClick={() => setAll(!anyOpen)}
        >
          {t(anyOpen ? 'diff.collapseAll' : 'diff.expandAll')}
        </button>
      </div>
      {files.map(file => (
        <FileDiffView
          key={file.path}
          file={file}
          open={isOpen(file.path)}
          onToggle={() => toggle(file.path)}
        />
      ))}
    </div>
  );
}
