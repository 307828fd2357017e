import { useEffect, useRef } from 'react';
import {
  describeError,
  StateView,
  statusOf,
} from '@chat2sql/plugin-platform-react';
import Button from '@material-ui/core/Button';
import { usePlan } from '../hooks/usePlan';
import { useText } from '../hooks/useText';
import { planAnswersOf } from '../model/planAnswers';
import { PlanView } from './PlanView';

/**
 * The review step of a template: plans with what the form holds, shows the
 * exact change, and gives the form the plan's id once it may be proposed.
 * Until then the form holds no id, so it cannot go on.
 */
export function PlanReview(props: {
  /** Data of all steps of the form. */
  formData: Record<string, unknown> | undefined;
  onChange: (planId: string | undefined) => void;
}) {
  const t = useText();
  const answers = planAnswersOf(props.formData);
  const key = answers && JSON.stringify(answers);
  const { state, retry } = usePlan(key);
  const planId =
    state.status === 'planned' && !state.plan.blocked
      ? state.plan.id
      : undefined;
  const onChange = useRef(props.onChange);
  onChange.current = props.onChange;
  useEffect(() => {
    onChange.current(planId);
  }, [planId]);

  if (key === undefined) {
    return <StateView kind="empty" title={t('review.incomplete')} />;
  }
  if (state.status === 'planning') {
    return <StateView kind="loading" title={t('review.planning')} rows={6} />;
  }
  if (state.status === 'failed') {
    const status = statusOf(state.error);
    const refused = status === 400 || status === 403;
    return (
      <StateView
        kind={status === 403 ? 'forbidden' : 'error'}
        title={t(refused ? 'review.refused' : 'review.error')}
        description={
          refused
            ? `${describeError(state.error)}. ${t('review.goBack')}`
            : undefined
        }
        error={refused ? undefined : state.error}
        action={
          !refused && (
            <Button variant="outlined" onClick={retry}>
              {t('review.retry')}
            </Button>
          )
        }
      />
    );
  }
  return <PlanView plan={state.plan} />;
}
