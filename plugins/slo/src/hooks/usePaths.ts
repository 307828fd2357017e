import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  docsRouteRef,
  entityRouteRef,
  environmentRouteRef,
  objectiveRouteRef,
  rootRouteRef,
} from '../routes';

const RUNBOOKS = {
  namespace: 'default',
  kind: 'component',
  name: 'chat2sql-runbooks',
};

/** Addresses that the SLO pages lead to; undefined where nothing is installed. */
export function usePaths() {
  const root = useRouteRef(rootRouteRef);
  const objective = useRouteRef(objectiveRouteRef);
  const docs = useRouteRef(docsRouteRef);
  const entity = useRouteRef(entityRouteRef);
  const environment = useRouteRef(environmentRouteRef);
  return {
    root: root?.(),
    objective: (id: string) => objective?.({ id }),
    environment: (id: string | undefined) =>
      id === undefined ? undefined : environment?.({ id }),
    entity: (ref: string | undefined) => {
      if (!ref) return undefined;
      try {
        return entity?.(parseEntityRef(ref));
      } catch {
        return undefined;
      }
    },
    runbook: (page: string | undefined) => {
      const path = page && docs?.(RUNBOOKS);
      return path && `${path}/${encodeURIComponent(page)}`;
    },
  };
}
