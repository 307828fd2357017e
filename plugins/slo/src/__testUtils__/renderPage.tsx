import { renderInTestApp } from '@backstage/frontend-test-utils';
import { sloApiRef, type SloApi } from '../api/SloApi';
import {
  docsRouteRef,
  entityRouteRef,
  environmentRouteRef,
  rootRouteRef,
} from '../routes';

/** An API whose answers the test gives; what it does not give fails loudly. */
export function fakeApi(answers: Partial<SloApi>): SloApi {
  const unexpected = async () => {
    throw new Error('no answer in this test');
  };
  return {
    list: unexpected,
    detail: unexpected,
    series: unexpected,
    ...answers,
  };
}

/** Renders a page of this plugin at an address. */
export function renderPage(
  element: JSX.Element,
  options: { api: SloApi; at?: string; mountPath?: string },
) {
  return renderInTestApp(element, {
    mountPath: options.mountPath,
    initialRouteEntries: [options.at ?? '/slo'],
    mountedRoutes: {
      '/slo': rootRouteRef,
      '/docs/:namespace/:kind/:name': docsRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
      '/environments/:id': environmentRouteRef,
    },
    apis: [[sloApiRef, options.api]],
  });
}
