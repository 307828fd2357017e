import { LoopbackServer } from '../loopback/LoopbackServer';
import { observabilityOf } from '../prometheus/observability';
import type { SandboxContext, SandboxServer } from '../scenario/types';
import { JaegerApi } from './JaegerApi';

/**
 * The stand-in for Jaeger. Chat2SQL itself has no tracing yet: the spans are
 * those of the mesh's proxies.
 */
export function createJaegerServer(context: SandboxContext): SandboxServer {
  const api = new JaegerApi(observabilityOf(context), () => context.now());
  const server = new LoopbackServer(request => api.handle(request));
  return {
    name: 'jaeger',
    start: port => server.start(port),
    stop: () => server.stop(),
  };
}
