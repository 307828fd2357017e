import { useEntity } from '@backstage/plugin-catalog-react';
import { useText } from '../hooks/useText';
import { ResultsView } from './ResultsView';

/** Annotation with the component's label `app.kubernetes.io/name` in the clusters. */
const COMPONENT = 'chat2sql.io/component';

/** Catalog tab of a component: its results in every environment. */
export function EntityCompliance() {
  const { entity } = useEntity();
  const t = useText();
  return (
    <ResultsView
      component={
        entity.metadata.annotations?.[COMPONENT] ?? entity.metadata.name
      }
      none={{ title: t('entity.none'), description: t('entity.noneHint') }}
    />
  );
}
