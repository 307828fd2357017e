import { LoopbackServer } from '../loopback/LoopbackServer';
import { observabilityOf } from '../prometheus/observability';
import type { SandboxContext, SandboxServer } from '../scenario/types';
import { AlertmanagerApi } from './AlertmanagerApi';

/** The stand-in for Alertmanager, with the alerts of the sandbox's Prometheus. */
export function createAlertmanagerServer(
  context: SandboxContext,
): SandboxServer {
  const api = new AlertmanagerApi(context, observabilityOf(context));
  const server = new LoopbackServer(request => api.handle(request));
  return {
    name: 'alertmanager',
    start: port => server.start(port),
    stop: () => server.stop(),
  };
}
