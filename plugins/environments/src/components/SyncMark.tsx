import type { GitOpsState } from '@chat2sql/plugin-environments-common';
import { StatusBadge } from '@chat2sql/plugin-platform-react';
import { useText } from '../hooks/useText';

/** Sync word of the GitOps controller; loud only when something is not as in git. */
export function SyncMark(props: { sync: GitOpsState['sync'] }) {
  const t = useText();
  const text = t(`sync.${props.sync}`);
  if (props.sync === 'Synced') return <span>{text}</span>;
  return (
    <StatusBadge
      tone={props.sync === 'OutOfSync' ? 'degraded' : 'unknown'}
      size={12}
    >
      {text}
    </StatusBadge>
  );
}
