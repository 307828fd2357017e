import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { SourceStrip, StateView } from '@chat2sql/plugin-platform-react';
import { useMatrix } from '../hooks/useMatrix';
import { useText } from '../hooks/useText';
import { useCellDrawer } from './CellDrawer';
import { CellTable } from './CellTable';
import { MatrixError, MatrixSkeleton } from './MatrixStates';

/** Catalog tab of a component: the component in every environment. */
export function EntityComponentEnvironments() {
  const { entity } = useEntity();
  const { snapshot, error, refresh } = useMatrix();
  const t = useText();
  const drawer = useCellDrawer(snapshot);
  if (!snapshot) {
    return error ? (
      <MatrixError error={error} onRetry={refresh} />
    ) : (
      <MatrixSkeleton />
    );
  }
  const ref = stringifyEntityRef(entity);
  const component = snapshot.components.find(
    c => c.entityRef?.toLowerCase() === ref,
  );
  if (!component) {
    return (
      <StateView
        kind="empty"
        title={t('entity.noneHere')}
        description={t('entity.noneHereHint')}
      />
    );
  }
  const order = snapshot.environments.map(env => env.id);
  const cells = snapshot.cells
    .filter(cell => cell.component === component.id)
    .sort(
      (a, b) => order.indexOf(a.environment) - order.indexOf(b.environment),
    );
  return (
    <>
      <SourceStrip sources={snapshot.sources} />
      <CellTable
        snapshot={snapshot}
        cells={cells}
        by="environment"
        caption={t('matrix.caption')}
        onOpen={drawer.open}
      />
      {drawer.drawer}
    </>
  );
}
