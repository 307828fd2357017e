import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  docsRouteRef,
  entityRouteRef,
  environmentRouteRef,
  rootRouteRef,
} from '../routes';

const RUNBOOKS = {
  namespace: 'default',
  kind: 'component',
  name: 'chat2sql-runbooks',
};

/** Addresses that the environments pages lead to; undefined where nothing is installed. */
export function usePaths() {
  const root = useRouteRef(rootRouteRef);
  const environment = useRouteRef(environmentRouteRef);
  const docs = useRouteRef(docsRouteRef);
  const entity = useRouteRef(entityRouteRef);
  const entityPath = (ref: string | undefined) => {
    if (!ref) return undefined;
    try {
      return entity?.(parseEntityRef(ref));
    } catch {
      return undefined;
    }
  };
  return {
    root: root?.(),
    environment: (id: string) => environment?.({ id }),
    entity: entityPath,
    kubernetes: (ref: string | undefined) => {
      const path = entityPath(ref);
      return path && `${path}/kubernetes`;
    },
    runbook: (page: string | undefined) => {
      const path = page && docs?.(RUNBOOKS);
      return path && `${path}/${encodeURIComponent(page)}`;
    },
  };
}
