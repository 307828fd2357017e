import { hash32, mix } from './hash';
import { SLOWDOWN, meanSeconds } from './latency';
import type { Route } from './routes';
import { API_ROUTES } from './routes';
import { seesFailures } from './topology';
import type { LiveEnvironment } from './World';

/** A time, and numbers that depend on nothing but it and their purpose. */
export interface SampleMoment {
  timeMs: number;
  /** A number in [0, 1) for a purpose. */
  draw(purpose: string): number;
}

const purposes = new Map<string, number>();

/** A number in [0, 1) from a hash, for a purpose. */
export function drawFor(hash: number, purpose: string): number {
  let number = purposes.get(purpose);
  if (number === undefined) {
    number = hash32(purpose);
    purposes.set(purpose, number);
  }
  return mix(hash, number) / 2 ** 32;
}

function pickRoute(at: number): Route {
  let rest = at;
  for (const route of API_ROUTES) {
    rest -= route.share;
    if (rest < 0) return route;
  }
  return API_ROUTES[API_ROUTES.length - 1];
}

function pickCode({ codes }: Route, at: number): number {
  let rest = at;
  for (const [code, share] of Object.entries(codes)) {
    rest -= share;
    if (rest < 0) return Number(code);
  }
  return 200;
}

/** A request at a moment: route, status and duration fit the metrics of the time. */
export function sampleRequest(
  environment: LiveEnvironment,
  moment: SampleMoment,
) {
  const { load } = environment;
  const route = pickRoute(moment.draw('route'));
  const fails = moment.draw('fails') < load.failingShare(moment.timeMs);
  const slow = moment.draw('slow') < load.slowShare(moment.timeMs);
  const spread = 0.4 + 1.4 * moment.draw('spread');
  const code = pickCode(route, moment.draw('code'));
  const usual = code >= 500 && !seesFailures(environment) ? 200 : code;
  const failure = moment.draw('failure') < 0.7 ? 500 : 503;
  const id = Math.floor(1000 + 9000 * moment.draw('id'));
  return {
    method: route.method,
    path: route.endpoint.replace(':id', String(id)),
    status: fails ? failure : usual,
    seconds: meanSeconds(route.latency, false) * (slow ? SLOWDOWN : 1) * spread,
    size: Math.round(route.sizes[1] * spread),
  };
}
