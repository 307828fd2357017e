import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { ErrorDisplayProps } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import { StateView } from '@chat2sql/plugin-platform-react';
import { appTranslationRef } from '../../translation';

/** Stands where a part of a page threw an error; the rest of the page lives on. */
export function BrokenPart(props: ErrorDisplayProps) {
  const { t } = useTranslationRef(appTranslationRef);
  const { plugin, error, resetError } = props;
  const { pluginId } = (plugin ?? {}) as { pluginId?: string };
  return (
    <StateView
      kind="error"
      title={t('frame.broken')}
      description={pluginId && t('frame.brokenPlugin', { plugin: pluginId })}
      error={error}
      action={
        <Button variant="outlined" onClick={resetError}>
          {t('frame.retry')}
        </Button>
      }
    />
  );
}
