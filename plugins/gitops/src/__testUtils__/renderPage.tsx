import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { gitopsApiRef, type GitopsApi } from '../api';
import {
  createRouteRefExternal,
  entityRouteRef,
  rootRouteRef,
} from '../routes';

type FakeApi = Record<keyof GitopsApi, jest.Mock<any, any>>;

/** An API in which every call is a mock; those a test does not set fail. */
export function fakeApi(overrides: Partial<FakeApi> = {}): FakeApi {
  const unset = (name: string) =>
    jest.fn(async () => {
      throw new Error(`${name} is not set in this test`);
    });
  return {
    plan: unset('plan'),
    changes: unset('changes'),
    change: unset('change'),
    comment: unset('comment'),
    merge: unset('merge'),
    close: unset('close'),
    ...overrides,
  };
}

/** Renders a view of this plugin at an address, as a user. */
export function renderPage(
  element: JSX.Element,
  options: { api: GitopsApi; at?: string; mountPath?: string; user?: string },
) {
  return renderInTestApp(element, {
    mountPath: options.mountPath,
    initialRouteEntries: [options.at ?? '/changes'],
    mountedRoutes: {
      '/changes': rootRouteRef,
      '/create': createRouteRefExternal,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
    apis: [
      [gitopsApiRef, options.api],
      mockApis.identity({
        userEntityRef: options.user ?? 'user:default/jonas',
      }),
    ],
  });
}

/** An error as the client throws it. */
export function responseError(status: number, message: string): Error {
  return Object.assign(new Error(`Request failed with ${status}`), {
    name: 'ResponseError',
    statusCode: status,
    response: { status },
    body: {
      error: { name: 'Error', message },
      response: { statusCode: status },
    },
    cause: new Error(message),
  });
}
