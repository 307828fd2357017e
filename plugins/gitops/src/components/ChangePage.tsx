import {
  isMissing,
  PageBody,
  StateView,
} from '@chat2sql/plugin-platform-react';
import Button from '@material-ui/core/Button';
import { Link, useParams } from 'react-router-dom';
import { useChange } from '../hooks/useChange';
import { usePaths } from '../hooks/usePaths';
import { useText } from '../hooks/useText';
import { useChangeStyles } from './changeStyles';
import { ChangeView } from './ChangeView';

function NoChange(props: { number: string }) {
  const classes = useChangeStyles();
  const t = useText();
  const paths = usePaths();
  return (
    <StateView
      kind="empty"
      title={t('change.missing', { number: props.number })}
      description={t('change.missingHint')}
      action={
        paths.root && (
          <Link to={paths.root} className={classes.link}>
            {t('change.back')}
          </Link>
        )
      }
    />
  );
}

function ReadChange(props: { number: number }) {
  const t = useText();
  const { value, error, receivedAt, refresh } = useChange(props.number);
  if (value) {
    return (
      <ChangeView
        change={value}
        // Quiet while reads succeed; a page that lost contact says how old it is.
        observedAt={error && receivedAt?.toISOString()}
        reason={error ? t('answer.noContact') : undefined}
        onChanged={refresh}
      />
    );
  }
  if (error && isMissing(error)) return <NoChange number={`${props.number}`} />;
  if (error) {
    return (
      <StateView
        kind="error"
        title={t('change.error')}
        error={error}
        action={
          <Button variant="outlined" onClick={refresh}>
            {t('change.retry')}
          </Button>
        }
      />
    );
  }
  return <StateView kind="loading" title={t('change.loading')} rows={8} />;
}

/** The page of one change. */
export function ChangePage() {
  const { number = '' } = useParams();
  return (
    <PageBody>
      {/^[1-9]\d{0,9}$/.test(number) ? (
        <ReadChange key={number} number={Number(number)} />
      ) : (
        <NoChange number={number} />
      )}
    </PageBody>
  );
}
