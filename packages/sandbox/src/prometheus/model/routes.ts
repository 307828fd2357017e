/** How long requests of a route take; see `latency.ts`. */
export type LatencyClass =
  | 'read'
  | 'write'
  | 'bcrypt'
  | 'execute'
  | 'connect'
  | 'ai'
  | 'probe';

/** A route of the service with its share of the API requests. */
export interface Route {
  method: string;
  endpoint: string;
  /** Share of all API requests; the shares add up to 1. */
  share: number;
  latency: LatencyClass;
  /** Shares of the status codes when nothing is wrong; they add up to 1. */
  codes: Record<string, number>;
  /** Mean size of request and response bodies in bytes. */
  sizes: [request: number, response: number];
}

// A failure in a hundred thousand even on good days.
const RARE = 0.00002;

const API: Route[] = [
  ['POST', '/auth/login', 0.05, 'bcrypt', { 401: 0.06 }, 90, 1500],
  ['POST', '/auth/register', 0.002, 'bcrypt', { 409: 0.04 }, 140, 1500],
  ['POST', '/auth/refresh', 0.04, 'write', { 401: 0.03 }, 800, 1500],
  ['GET', '/users/profile', 0.12, 'read', { 401: 0.015 }, 0, 420],
  ['PUT', '/users/profile', 0.002, 'write', { 400: 0.02 }, 60, 300],
  ['POST', '/users/change-password', 0.001, 'bcrypt', { 401: 0.1 }, 80, 120],
  ['POST', '/sql/execute', 0.16, 'execute', { 403: 0.04 }, 400, 24_000],
  ['POST', '/sql/validate', 0.08, 'read', { 400: 0.01 }, 380, 260],
  ['GET', '/sql/history', 0.13, 'read', { 401: 0.01 }, 0, 9000],
  ['GET', '/sql/history/:id', 0.07, 'read', { 404: 0.03 }, 0, 900],
  ['POST', '/connections/', 0.002, 'connect', { 400: 0.1 }, 260, 420],
  ['GET', '/connections/', 0.11, 'read', { 401: 0.01 }, 0, 2100],
  ['GET', '/connections/:id', 0.058, 'read', { 404: 0.01 }, 0, 430],
  ['PUT', '/connections/:id', 0.001, 'write', { 400: 0.03 }, 200, 430],
  ['DELETE', '/connections/:id', 0.001, 'write', { 404: 0.02 }, 0, 90],
  ['POST', '/connections/:id/test', 0.012, 'connect', { 404: 0.01 }, 0, 140],
  ['GET', '/connections/:id/schema', 0.06, 'read', { 404: 0.01 }, 0, 6500],
  ['POST', '/ai/chat2sql', 0.083, 'ai', { 400: 0.03, 500: 0.0012 }, 700, 900],
  ['POST', '/ai/feedback', 0.01, 'write', { 400: 0.02 }, 180, 160],
  ['GET', '/ai/stats', 0.008, 'read', { 401: 0.01 }, 0, 380],
].map(row => {
  const [method, path, share, latency, errors, request, response] = row as [
    string,
    string,
    number,
    LatencyClass,
    Record<string, number>,
    number,
    number,
  ];
  const codes: Record<string, number> = { 500: RARE, ...errors };
  const success =
    path === '/auth/register' || (method === 'POST' && path === '/connections/')
      ? '201'
      : '200';
  codes[success] = 1 - Object.values(codes).reduce((sum, c) => sum + c, 0);
  return {
    method,
    endpoint: `/api/v1${path}`,
    share,
    latency,
    codes,
    sizes: [request, response],
  };
});

/** The routes below `/api/v1`. */
export const API_ROUTES: readonly Route[] = API;

/** Requests that come at a steady rate: probes and scrapes. Calls a second and pod. */
export const STEADY_ROUTES = [
  { method: 'GET', endpoint: '/health', perSecond: 0.1, size: 640 },
  { method: 'GET', endpoint: '/ready', perSecond: 0.2, size: 210 },
  { method: 'GET', endpoint: '/metrics', perSecond: 1 / 60, size: 48_000 },
] as const;

/** How the requests that fail divide over the status codes. */
export const FAILURE_CODES: Readonly<Record<string, number>> = {
  500: 0.7,
  503: 0.3,
};
