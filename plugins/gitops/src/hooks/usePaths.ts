import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  changeRouteRef,
  createRouteRefExternal,
  entityRouteRef,
  rootRouteRef,
} from '../routes';

/** Addresses that the pages lead to; undefined where nothing is installed. */
export function usePaths() {
  const root = useRouteRef(rootRouteRef);
  const change = useRouteRef(changeRouteRef);
  const create = useRouteRef(createRouteRefExternal);
  const entity = useRouteRef(entityRouteRef);
  return {
    root: root?.(),
    change: (number: number) => change?.({ number: String(number) }),
    create: create?.(),
    entity: (ref: string) => {
      try {
        return entity?.(parseEntityRef(ref));
      } catch {
        return undefined;
      }
    },
  };
}
