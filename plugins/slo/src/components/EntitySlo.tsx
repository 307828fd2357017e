import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { SourceStrip, StateView } from '@chat2sql/plugin-platform-react';
import { Link } from 'react-router-dom';
import { useObjectives } from '../hooks/useObjectives';
import { usePaths } from '../hooks/usePaths';
import { useText } from '../hooks/useText';
import { rowsOf } from '../model/rows';
import { ListPending } from './ListStates';
import { ObjectiveTable } from './ObjectiveTable';

/** Catalog tab of a component: its objectives in every environment. */
export function EntitySlo() {
  const { entity } = useEntity();
  const { t } = useText();
  const paths = usePaths();
  const {
    value: list,
    error,
    refresh,
  } = useObjectives(stringifyEntityRef(entity));
  if (!list) return <ListPending error={error} onRetry={refresh} />;
  if (list.items.length === 0) {
    return (
      <StateView
        kind="empty"
        title={t('entity.empty')}
        description={t('entity.emptyHint')}
        action={paths.root && <Link to={paths.root}>{t('entity.all')}</Link>}
      />
    );
  }
  return (
    <>
      <SourceStrip sources={list.sources} />
      <ObjectiveTable rows={rowsOf(list)} caption={t('list.caption')} />
    </>
  );
}
