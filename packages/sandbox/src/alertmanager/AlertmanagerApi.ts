import type {
  LoopbackRequest,
  LoopbackResponse,
} from '../loopback/LoopbackServer';
import type { Observability } from '../prometheus/observability';
import type { SandboxContext } from '../scenario/types';
import type { GettableAlert } from './currentAlerts';
import { currentAlerts } from './currentAlerts';
import {
  MatcherError,
  matchesAll,
  parseMatcher,
  receiverPattern,
} from './matchers';
import { CONFIG_TEXT, GROUP_BY, RECEIVERS } from './routing';
import { silencesAt } from './silences';

function flag(params: URLSearchParams, name: string): boolean {
  const text = params.get(name);
  if (text === null || text === '') return true;
  if (text === 'true' || text === 'false') return text === 'true';
  throw new MatcherError(`${name} in query must be of type boolean: "${text}"`);
}

function ok(body: unknown): LoopbackResponse {
  return { status: 200, body };
}

/** API v2 of Alertmanager, for reading; silences cannot be set here. */
export class AlertmanagerApi {
  private readonly startedAt: string;

  constructor(
    private readonly context: SandboxContext,
    private readonly observability: Observability,
  ) {
    this.startedAt = context.now().toISOString();
  }

  /** Answers a request in the wire format of Alertmanager 0.26. */
  handle(request: LoopbackRequest): LoopbackResponse {
    const { method, path } = request;
    const route = this.routeOf(path);
    if (!route) {
      return {
        status: 404,
        body: { code: 404, message: `path ${path} was not found` },
      };
    }
    if (method !== 'GET') {
      return {
        status: 405,
        body: {
          code: 405,
          message: `method ${method} is not allowed, but [GET] are`,
        },
        headers: { Allow: 'GET' },
      };
    }
    try {
      return route(request);
    } catch (error) {
      if (!(error instanceof MatcherError)) throw error;
      return {
        status: 400,
        body: JSON.stringify(error.message),
        contentType: 'application/json',
      };
    }
  }

  private routeOf(
    path: string,
  ): ((request: LoopbackRequest) => LoopbackResponse) | undefined {
    const silence = /^\/api\/v2\/silence\/([\w-]+)$/.exec(path);
    if (silence) return () => this.silence(silence[1]);
    switch (path) {
      case '/-/healthy':
      case '/-/ready':
        return () => ok('OK');
      case '/api/v2/status':
        return () => this.status();
      case '/api/v2/receivers':
        return () => ok(RECEIVERS.map(name => ({ name })));
      case '/api/v2/alerts':
        return request => ok(this.alerts(request.params));
      case '/api/v2/alerts/groups':
        return request => this.groups(request.params);
      case '/api/v2/silences':
        return request => this.silences(request.params);
      default:
        return undefined;
    }
  }

  private status(): LoopbackResponse {
    return ok({
      cluster: { status: 'disabled', peers: [] },
      config: { original: CONFIG_TEXT },
      uptime: this.startedAt,
      versionInfo: {
        branch: 'sandbox',
        buildDate: '',
        buildUser: '',
        goVersion: '',
        revision: 'chat2sql-sandbox',
        version: '0.26.0',
      },
    });
  }

  /** The alerts that the parameters ask for. */
  private alerts(params: URLSearchParams): GettableAlert[] {
    const matchers = params.getAll('filter').map(parseMatcher);
    const receiver = receiverPattern(params.get('receiver'));
    const wanted = {
      active: flag(params, 'active'),
      silenced: flag(params, 'silenced'),
      inhibited: flag(params, 'inhibited'),
    };
    flag(params, 'unprocessed');
    return currentAlerts(this.context, this.observability).filter(
      ({ labels, status, receivers }) =>
        matchesAll(labels, matchers) &&
        (!receiver || receivers.some(({ name }) => receiver.test(name))) &&
        (wanted.active || status.state !== 'active') &&
        (wanted.silenced || status.silencedBy.length === 0) &&
        (wanted.inhibited || status.inhibitedBy.length === 0),
    );
  }

  private groups(params: URLSearchParams): LoopbackResponse {
    const groups = new Map<
      string,
      {
        labels: Record<string, string>;
        receiver: { name: string };
        alerts: GettableAlert[];
      }
    >();
    for (const alert of this.alerts(params)) {
      const [receiver] = alert.receivers;
      const labels = Object.fromEntries(
        GROUP_BY.filter(name => alert.labels[name] !== undefined).map(name => [
          name,
          alert.labels[name],
        ]),
      );
      const key = JSON.stringify([receiver.name, labels]);
      const group = groups.get(key) ?? { labels, receiver, alerts: [] };
      group.alerts.push(alert);
      groups.set(key, group);
    }
    return ok(
      [...groups]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, group]) => group),
    );
  }

  private silences(params: URLSearchParams): LoopbackResponse {
    const matchers = params.getAll('filter').map(parseMatcher);
    const silences = this.currentSilences().filter(silence =>
      matchesAll(
        Object.fromEntries(silence.matchers.map(m => [m.name, m.value])),
        matchers,
      ),
    );
    return ok(silences);
  }

  private silence(id: string): LoopbackResponse {
    const silence = this.currentSilences().find(one => one.id === id);
    return silence ? ok(silence) : { status: 404, body: '' };
  }

  private currentSilences() {
    return silencesAt(this.context.seed, this.context.now().getTime());
  }
}
