import {
  isForbidden,
  Skeleton,
  StateView,
} from '@chat2sql/plugin-platform-react';
import Button from '@material-ui/core/Button';
import { Link } from 'react-router-dom';
import { useText } from '../hooks/useText';

/** The place of answer, filters and matrix while they load. */
export function MatrixSkeleton() {
  const t = useText();
  return (
    <StateView kind="loading" title={t('matrix.loading')}>
      <Skeleton height={86} />
      <Skeleton height={54} width="60%" />
      <Skeleton height={132} />
      {[0, 1, 2, 3, 4].map(row => (
        <Skeleton key={row} height={60} />
      ))}
    </StateView>
  );
}

/** The matrix could not be read, or the viewer may not see it. */
export function MatrixError(props: { error: Error; onRetry: () => void }) {
  const t = useText();
  return (
    <StateView
      kind="error"
      title={t('matrix.error')}
      error={props.error}
      action={
        !isForbidden(props.error) && (
          <Button variant="outlined" onClick={props.onRetry}>
            {t('matrix.retry')}
          </Button>
        )
      }
    />
  );
}

/** There is no environment, or none that the viewer may see. */
export function NoEnvironments() {
  const t = useText();
  return (
    <StateView
      kind="empty"
      title={t('matrix.empty')}
      description={t('matrix.emptyHint')}
      action={
        <Button component={Link} to="/create" variant="outlined">
          {t('matrix.create')}
        </Button>
      }
    />
  );
}
