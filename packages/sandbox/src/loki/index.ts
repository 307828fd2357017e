import { LoopbackServer } from '../loopback/LoopbackServer';
import { observabilityOf } from '../prometheus/observability';
import type { SandboxContext, SandboxServer } from '../scenario/types';
import { LokiApi } from './LokiApi';

/** The stand-in for Loki: logs of the pods that fit the metrics of their time. */
export function createLokiServer(context: SandboxContext): SandboxServer {
  const api = new LokiApi(observabilityOf(context), () => context.now());
  const server = new LoopbackServer(request => api.handle(request));
  return {
    name: 'loki',
    start: port => server.start(port),
    stop: () => server.stop(),
  };
}
