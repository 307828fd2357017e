import { isBlocked, type Plan } from '@chat2sql/plugin-gitops-common';
import type { StatusTone } from '@chat2sql/plugin-platform-common';
import { AnswerLine, RelativeTime } from '@chat2sql/plugin-platform-react';
import { Link } from 'react-router-dom';
import { usePaths } from '../hooks/usePaths';
import { useText, type Text } from '../hooks/useText';
import { checksSummary } from '../model/words';
import { useChangeStyles } from './changeStyles';
import { CheckTable } from './CheckTable';
import { ConsequenceList } from './ConsequenceList';
import { DiffViewer } from './DiffViewer';

function verdictOf(plan: Plan, t: Text): string {
  if (plan.blocked) {
    const blocking = plan.checks.filter(check => isBlocked([check])).length;
    return t('review.blocked', { count: blocking });
  }
  const unseen = plan.checks.filter(
    check => check.status === 'not-verified',
  ).length;
  return unseen > 0
    ? `${t('review.ready')} ${t('review.unverified', { count: unseen })}`
    : t('review.ready');
}

/** Green only when everything was looked at and passed. */
function toneOf(plan: Plan): StatusTone {
  if (plan.blocked) return 'failed';
  return plan.checks.every(check => check.status === 'pass')
    ? 'healthy'
    : 'progressing';
}

/** A plan before it is proposed: verdict, meaning, checks, files. */
export function PlanView(props: { plan: Plan }) {
  const classes = useChangeStyles();
  const t = useText();
  const paths = usePaths();
  const { plan } = props;
  const { consequences, changeNumber } = plan;
  const onlyAdds =
    plan.files.length > 0 && plan.files.every(file => file.status === 'added');
  const open = changeNumber !== undefined && paths.change(changeNumber);
  return (
    <div className={classes.column}>
      <AnswerLine tone={toneOf(plan)}>{verdictOf(plan, t)}</AnswerLine>
      {open && (
        <p className={classes.paragraph}>
          <Link to={open} className={classes.link}>
            {t('review.alreadyOpen', { number: String(changeNumber) })}
          </Link>
        </p>
      )}
      {consequences && (
        <section aria-labelledby="plan-does">
          <h3 className={classes.title} id="plan-does">
            {t('change.whatItDoes')}
          </h3>
          <div className={classes.panel}>
            {onlyAdds && (
              <p className={classes.paragraph}>
                {t('does.create', {
                  files: t('does.files', { count: plan.files.length }),
                  directory: `environments/${plan.tier}/${plan.name}`,
                })}
              </p>
            )}
            <ConsequenceList consequences={consequences} />
          </div>
        </section>
      )}
      <section aria-labelledby="plan-checks">
        <h3 className={classes.title} id="plan-checks">
          {t('change.checks')}
        </h3>
        <p className={classes.paragraph}>{checksSummary(plan.checks, t)}</p>
        <CheckTable checks={plan.checks} />
      </section>
      <section aria-labelledby="plan-files">
        <h3 className={classes.title} id="plan-files">
          {t('change.files')}
        </h3>
        <DiffViewer files={plan.files} />
      </section>
      <p className={classes.muted}>
        {t('review.validUntil')} <RelativeTime at={plan.expiresAt} />
      </p>
    </div>
  );
}
