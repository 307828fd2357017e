import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  environmentRouteRef,
  frameworkRouteRef,
  resultsRouteRef,
  rootRouteRef,
} from '../routes';

function withQuery(path: string | undefined, query: object) {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined) params.set(key, String(value));
  }
  const text = params.toString();
  return path && (text ? `${path}?${text}` : path);
}

/** Addresses that the compliance pages lead to; undefined where nothing is installed. */
export function usePaths() {
  const root = useRouteRef(rootRouteRef);
  const framework = useRouteRef(frameworkRouteRef);
  const results = useRouteRef(resultsRouteRef);
  const environment = useRouteRef(environmentRouteRef);
  return {
    root: root?.(),
    framework: (
      key: string,
      query: { environment?: string; status?: string; control?: string } = {},
    ) => withQuery(framework?.({ key }), query),
    results: (
      query: { environment?: string; check?: string; status?: string } = {},
    ) => withQuery(results?.(), query),
    environment: (id: string) => environment?.({ id }),
  };
}
