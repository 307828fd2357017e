import Button from '@material-ui/core/Button';
import { StateView } from '@chat2sql/plugin-platform-react';
import { useText } from '../hooks/useText';

/** What stands where the list would be: it loads, or it could not be read. */
export function ListPending(props: { error?: Error; onRetry: () => void }) {
  const { t } = useText();
  if (!props.error)
    return <StateView kind="loading" title={t('list.loading')} />;
  return (
    <StateView
      kind="error"
      title={t('list.error')}
      error={props.error}
      action={
        <Button variant="outlined" onClick={props.onRetry}>
          {t('list.retry')}
        </Button>
      }
    />
  );
}
