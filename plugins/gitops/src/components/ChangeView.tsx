import { useId, type ReactNode } from 'react';
import type { ChangeDetail } from '@chat2sql/plugin-gitops-common';
import {
  AnswerLine,
  describeError,
  StatusBadge,
} from '@chat2sql/plugin-platform-react';
import Button from '@material-ui/core/Button';
import { useChangeActions } from '../hooks/useChangeActions';
import { useText } from '../hooks/useText';
import { useViewer } from '../hooks/useViewer';
import { changeAnswer } from '../model/changeAnswer';
import { checksSummary, toneOf } from '../model/words';
import { ChangeFacts } from './ChangeFacts';
import { ChangeHistory } from './ChangeHistory';
import { useChangeStyles } from './changeStyles';
import { CheckTable } from './CheckTable';
import { CommentForm } from './CommentForm';
import { ConsequenceList } from './ConsequenceList';
import { DiffViewer } from './DiffViewer';
import { StageTimeline } from './StageTimeline';

function Section(props: {
  title: string;
  panel?: boolean;
  children: ReactNode;
}) {
  const classes = useChangeStyles();
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 className={classes.title} id={id}>
        {props.title}
      </h2>
      <div className={props.panel ? classes.panel : undefined}>
        {props.children}
      </div>
    </section>
  );
}

/** A change: who must act, what it does, whether its checks pass, and how far it is. */
export function ChangeView(props: {
  change: ChangeDetail;
  observedAt?: string;
  /** Why the values are not fresh, in words. */
  reason?: string;
  onChanged: () => void;
}) {
  const classes = useChangeStyles();
  const t = useText();
  const me = useViewer();
  const { change, onChanged } = props;
  const actions = useChangeActions(change, onChanged);
  const may = (action: 'merge' | 'close' | 'comment') =>
    change.allowedActions.includes(action);
  const busy = actions.pending !== undefined;
  const { consequences } = change;
  const onlyAdds =
    change.files.length > 0 &&
    change.files.every(file => file.status === 'added');
  return (
    <>
      <div className={classes.heading}>
        <h2 className={classes.name}>{change.title}</h2>
        <span className={classes.muted}>#{change.number}</span>
        <StatusBadge tone={toneOf(change)}>
          {t(`state.${change.state}`)}
        </StatusBadge>
      </div>
      <AnswerLine
        tone={toneOf(change)}
        observedAt={props.observedAt}
        reason={props.reason}
        actions={
          <>
            {may('merge') && (
              <Button
                color="primary"
                variant="contained"
                disabled={busy}
                onClick={actions.merge}
              >
                {actions.pending === 'merge'
                  ? t('action.merging')
                  : t('action.merge', { tier: change.tier })}
              </Button>
            )}
            {may('close') && (
              <Button
                variant="outlined"
                disabled={busy}
                onClick={actions.close}
              >
                {t('action.close')}
              </Button>
            )}
          </>
        }
      >
        {changeAnswer(change, me, t)}
      </AnswerLine>
      {actions.error && (
        <p className={classes.error} role="alert">
          {t('action.failed', { reason: describeError(actions.error) })}
        </p>
      )}
      <div className={classes.columns}>
        <div className={classes.column}>
          {consequences && (
            <Section title={t('change.whatItDoes')} panel>
              {onlyAdds && (
                <p className={classes.paragraph}>
                  {t('does.create', {
                    files: t('does.files', { count: change.files.length }),
                    directory: `environments/${change.tier}/${change.name}`,
                  })}
                </p>
              )}
              <ConsequenceList consequences={consequences} />
            </Section>
          )}
          <Section title={t('change.checks')}>
            <p className={classes.paragraph}>
              {checksSummary(change.checks, t)}
            </p>
            <CheckTable checks={change.checks} />
          </Section>
          <Section title={t('change.files')}>
            <DiffViewer files={change.files} />
          </Section>
        </div>
        <div className={classes.column}>
          <Section title={t('change.timeline')} panel>
            <StageTimeline change={change} />
          </Section>
          <Section title={t('change.facts')} panel>
            <ChangeFacts change={change} />
          </Section>
          <Section title={t('change.history')} panel>
            <ChangeHistory events={change.events} />
            {may('comment') && (
              <CommentForm
                pending={actions.pending === 'comment'}
                disabled={busy}
                onSend={actions.comment}
              />
            )}
          </Section>
        </div>
      </div>
    </>
  );
}
