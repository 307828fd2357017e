import { LoopbackServer } from '../loopback/LoopbackServer';
import type { SandboxContext, SandboxServer } from '../scenario/types';
import { PrometheusApi } from './api/PrometheusApi';
import { observabilityOf } from './observability';

export { createSeriesModel } from './model/createSeriesModel';

/**
 * The stand-in for Prometheus. In the scenario `prometheus-down` it refuses
 * connections until another scenario is played.
 */
export function createPrometheusServer(context: SandboxContext): SandboxServer {
  const api = new PrometheusApi(observabilityOf(context), () => context.now());
  const server = new LoopbackServer(request => api.handle(request));
  const follow = () =>
    context.scenario().name === 'prometheus-down'
      ? server.pause()
      : server.resume();
  let unsubscribe: (() => void) | undefined;
  return {
    name: 'prometheus',
    async start(port) {
      await follow();
      const used = await server.start(port);
      unsubscribe = context.onScenarioChange(() => void follow());
      return used;
    },
    async stop() {
      unsubscribe?.();
      await server.stop();
    },
  };
}
