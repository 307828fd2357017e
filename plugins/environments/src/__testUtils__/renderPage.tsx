import type { MatrixSnapshot } from '@chat2sql/plugin-environments-common';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { environmentsApiRef, type EnvironmentsApi } from '../api';
import { docsRouteRef, entityRouteRef, rootRouteRef } from '../routes';

/** An API whose answers the test gives; the event stream stays open and silent. */
export function fakeApi(options: {
  matrix: () => Promise<MatrixSnapshot>;
  cell?: EnvironmentsApi['cell'];
}) {
  const changes: Array<(version: number | undefined) => void> = [];
  const api: EnvironmentsApi = {
    matrix: async () => ({ changed: true, snapshot: await options.matrix() }),
    cell:
      options.cell ??
      (async () => {
        throw new Error('no detail in this test');
      }),
    follow: ({ signal, onOpen, onChange }) =>
      new Promise(resolve => {
        changes.push(onChange);
        signal.addEventListener('abort', () => resolve());
        onOpen();
      }),
  };
  return { api, change: () => changes.forEach(notify => notify(undefined)) };
}

/** Renders a page of this plugin at an address. */
export function renderPage(
  element: JSX.Element,
  options: { api: EnvironmentsApi; at?: string; mountPath?: string },
) {
  return renderInTestApp(element, {
    mountPath: options.mountPath,
    initialRouteEntries: [options.at ?? '/environments'],
    mountedRoutes: {
      '/environments': rootRouteRef,
      '/docs/:namespace/:kind/:name': docsRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
    apis: [[environmentsApiRef, options.api]],
  });
}
