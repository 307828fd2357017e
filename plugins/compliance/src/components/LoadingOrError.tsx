import { isMissing, StateView } from '@chat2sql/plugin-platform-react';
import Button from '@material-ui/core/Button';
import { useText } from '../hooks/useText';

/** What a page shows before its first answer, or instead of it. */
export function LoadingOrError(props: {
  error?: Error;
  loading: string;
  failed: string;
  missing?: string;
  onRetry: () => void;
}) {
  const t = useText();
  const { error } = props;
  if (!error) return <StateView kind="loading" title={props.loading} />;
  if (props.missing && isMissing(error)) {
    return <StateView kind="empty" title={props.missing} />;
  }
  return (
    <StateView
      kind="error"
      title={props.failed}
      error={error}
      action={
        <Button variant="outlined" onClick={props.onRetry}>
          {t('matrix.retry')}
        </Button>
      }
    />
  );
}
