import { useEntity } from '@backstage/plugin-catalog-react';
import { ANNOTATIONS } from '@chat2sql/plugin-platform-common';
import { useMatrix } from '../hooks/useMatrix';
import { EnvironmentView } from './EnvironmentView';

/** Catalog tab of an environment. */
export function EntityEnvironment() {
  const { entity } = useEntity();
  const matrix = useMatrix();
  const id =
    entity.metadata.annotations?.[ANNOTATIONS.environment] ??
    entity.metadata.name;
  return <EnvironmentView id={id} matrix={matrix} />;
}
