import type { ChangeDetail } from '@chat2sql/plugin-gitops-common';
import { CopyButton } from '@chat2sql/plugin-platform-react';
import { useText } from '../hooks/useText';
import { useChangeStyles } from './changeStyles';
import { FactList } from './FactList';
import { Person } from './Person';

function Commit(props: { sha: string }) {
  const classes = useChangeStyles();
  const t = useText();
  return (
    <>
      <span className={classes.mono}>{props.sha.slice(0, 12)}</span>{' '}
      <CopyButton text={props.sha} label={t('change.copyCommit')} />
    </>
  );
}

/** Who, where from, where to. */
export function ChangeFacts(props: { change: ChangeDetail }) {
  const classes = useChangeStyles();
  const t = useText();
  const { change } = props;
  return (
    <FactList
      facts={[
        { name: t('change.purpose'), value: change.purpose },
        {
          name: t('change.author'),
          value: <Person entityRef={change.author} />,
        },
        {
          name: t('change.mergedBy'),
          value: change.mergedBy && <Person entityRef={change.mergedBy} />,
        },
        { name: t('change.tier'), value: change.tier },
        {
          name: t('change.branch'),
          value: <span className={classes.mono}>{change.headBranch}</span>,
        },
        {
          name: t('change.base'),
          value: <span className={classes.mono}>{change.baseBranch}</span>,
        },
        {
          name: t('change.commit'),
          value: change.headSha && <Commit sha={change.headSha} />,
        },
        {
          name: t('change.mergeCommit'),
          value: change.mergedSha && <Commit sha={change.mergedSha} />,
        },
        {
          name: t('change.asPlanned'),
          value: t(
            change.asPlanned ? 'change.asPlannedYes' : 'change.asPlannedNo',
          ),
        },
      ]}
    />
  );
}
