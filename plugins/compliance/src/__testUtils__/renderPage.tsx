import { renderInTestApp } from '@backstage/frontend-test-utils';
import { useLocation } from 'react-router-dom';
import { screen } from '@testing-library/react';
import { complianceApiRef, type ComplianceApi } from '../api';
import {
  evidence,
  framework,
  overview,
  results,
} from '../__fixtures__/scorecards';
import { environmentRouteRef, rootRouteRef } from '../routes';

/** An API that answers with the fixtures unless the test gives other answers. */
export function fakeApi(
  answers: Partial<ComplianceApi> = {},
): jest.Mocked<ComplianceApi> {
  const api: ComplianceApi = {
    overview: async () => overview(),
    framework: async () => framework(),
    results: async () => results(),
    evidence: async () => evidence(),
    ...answers,
  };
  return {
    overview: jest.fn(api.overview),
    framework: jest.fn(api.framework),
    results: jest.fn(api.results),
    evidence: jest.fn(api.evidence),
  };
}

function Address() {
  const { pathname, search } = useLocation();
  return <output aria-label="address">{pathname + search}</output>;
}

/** The address bar of the rendered page. */
export function address(): string {
  return decodeURIComponent(screen.getByLabelText('address').textContent ?? '');
}

/** Renders a part of this plugin at an address. */
export function renderPage(
  element: JSX.Element,
  options: { api?: ComplianceApi; at?: string; mountPath?: string } = {},
) {
  renderInTestApp(
    <>
      {element}
      <Address />
    </>,
    {
      mountPath: options.mountPath,
      initialRouteEntries: [options.at ?? '/compliance'],
      mountedRoutes: {
        '/compliance': rootRouteRef,
        '/environments/:id': environmentRouteRef,
      },
      apis: [[complianceApiRef, options.api ?? fakeApi()]],
    },
  );
}

/** An error as the client throws it. */
export function responseError(status: number, message: string): Error {
  return Object.assign(new Error(message), {
    name: 'ResponseError',
    statusCode: status,
    body: { error: { message } },
  });
}
