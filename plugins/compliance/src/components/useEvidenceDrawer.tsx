import { SideDrawer, useUrlParam } from '@chat2sql/plugin-platform-react';
import { useText } from '../hooks/useText';
import { EvidenceView } from './EvidenceView';

/** What a result id stands for, in words: its subject without check and environment. */
function subjectOf(id: string): string {
  const [, , ...rest] = id.split(':');
  return rest.join(' ').replace(/\.[a-z0-9.]+ /, ' ');
}

/** Opens the evidence of a result; the address bar holds which (`evidence=<id>`). */
export function useEvidenceDrawer() {
  const t = useText();
  const [id, setId] = useUrlParam('evidence', undefined, { push: true });
  return {
    id,
    open: (next: string) => setId(next),
    close: () => setId(undefined),
    drawer: (
      <SideDrawer
        open={id !== undefined}
        onClose={() => setId(undefined)}
        title={id && t('evidence.title', { subject: subjectOf(id) })}
      >
        {id && <EvidenceView key={id} id={id} />}
      </SideDrawer>
    ),
  };
}
