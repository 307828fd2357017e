import type { ChangeDetail } from '@chat2sql/plugin-gitops-common';
import type { StatusTone } from '@chat2sql/plugin-platform-common';
import {
  RelativeTime,
  StatusIcon,
  tokensOf,
  useNow,
} from '@chat2sql/plugin-platform-react';
import { makeStyles } from '@material-ui/core/styles';
import { useText } from '../hooks/useText';
import { between, durationText } from '../model/words';

const useStyles = makeStyles(
  theme => ({
    list: { margin: 0, padding: 0, listStyle: 'none' },
    item: {
      display: 'flex',
      gap: theme.spacing(1.5),
      position: 'relative',
      paddingBottom: theme.spacing(1.5),
      '&:not(:last-child)::before': {
        content: '""',
        position: 'absolute',
        left: 7,
        top: 20,
        bottom: 0,
        borderLeft: `1px solid ${tokensOf(theme).hairline}`,
      },
    },
    icon: { paddingTop: 2 },
    name: { fontWeight: 600 },
    pending: { color: tokensOf(theme).muted },
    meta: {
      display: 'flex',
      flexWrap: 'wrap',
      columnGap: theme.spacing(1),
      fontSize: 12,
      color: tokensOf(theme).muted,
    },
  }),
  { name: 'Chat2SqlStageTimeline' },
);

/** Names of stages that are still to come. */
const NEXT = {
  requested: 'stage.requested',
  merged: 'stage.nextMerged',
  synced: 'stage.nextSynced',
  healthy: 'stage.nextHealthy',
  closed: 'stage.closed',
} as const;

const STAGES = ['requested', 'merged', 'synced', 'healthy'] as const;

/**
 * The way of a change from the request to healthy: each stage with its time and
 * how long it took, and the one it is in with how long it waits already.
 */
export function StageTimeline(props: { change: ChangeDetail }) {
  const classes = useStyles();
  const t = useText();
  const now = useNow(5000);
  const { stages, progress, state } = props.change;
  const shown =
    state === 'rejected'
      ? (['requested', 'closed'] as const)
      : (STAGES as ReadonlyArray<keyof typeof stages>);
  const firstOpen = shown.find(stage => stages[stage] === undefined);
  return (
    <ol className={classes.list}>
      {shown.map((stage, index) => {
        const at = stages[stage];
        const previous = index > 0 ? stages[shown[index - 1]] : undefined;
        const current = stage === firstOpen && progress.since !== undefined;
        let tone: StatusTone = 'missing';
        if (at) tone = stage === 'closed' ? 'suspended' : 'healthy';
        else if (current) tone = progress.stuck ? 'degraded' : 'progressing';
        return (
          <li key={stage} className={classes.item}>
            <span className={classes.icon}>
              <StatusIcon tone={tone} />
            </span>
            <div>
              <div className={at || current ? classes.name : classes.pending}>
                {t(at ? `stage.${stage}` : NEXT[stage])}
              </div>
              <div className={classes.meta}>
                {at && <RelativeTime past at={at} />}
                {at && previous && (
                  <span>
                    {t('stage.after', { duration: between(previous, at, t) })}
                  </span>
                )}
                {!at && current && (
                  <>
                    <span>
                      {t('stage.waiting', {
                        actor: t(`actor.${progress.waitingFor}`),
                        duration: durationText(
                          now - Date.parse(progress.since!),
                          t,
                        ),
                      })}
                    </span>
                    {progress.detail && <span>{progress.detail}</span>}
                  </>
                )}
                {!at && !current && <span>{t('stage.pending')}</span>}
              </div>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
