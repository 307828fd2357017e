import { ControlServer } from './control/ControlServer';
import { GitOpsReconciler } from './gitops/GitOpsReconciler';
import { PlatformSource } from './gitops/PlatformSource';
import { createKubeServer } from './kube/createKubeServer';
import { ScenarioDirector } from './scenario/ScenarioDirector';
import type { SandboxContext, SandboxServer } from './scenario/types';
import type { SandboxOptions } from './options';

/** Distance of each stand-in's port from the first one. */
const PORT_OFFSETS = {
  nonprod: 0,
  prod: 1,
  prometheus: 2,
  alertmanager: 3,
  loki: 4,
  jaeger: 5,
  control: 9,
} as const;

/** Name of a stand-in. */
export type StandIn = keyof typeof PORT_OFFSETS;

/** Thrown when a port is taken; names it. */
export class PortTakenError extends Error {
  constructor(readonly port: number, readonly standIn: StandIn) {
    super(
      `port ${port} for ${standIn} is taken; free it or choose another range with --port-base`,
    );
  }
}

/** Bearer tokens of the servers that want one. */
export interface SandboxTokens {
  nonprod: string;
  prod: string;
  control: string;
}

type ServerFactory = (context: SandboxContext) => SandboxServer;

/** All stand-ins of one run. */
export class Sandbox {
  private started: SandboxServer[] = [];

  private constructor(
    readonly director: ScenarioDirector,
    private readonly servers: Record<StandIn, SandboxServer>,
    private readonly reconciler: GitOpsReconciler | undefined,
  ) {}

  /**
   * @param observability - makers of the four observability servers
   * @param onError - told about a commit of the platform repository that cannot be read
   */
  static create(
    options: SandboxOptions,
    tokens: SandboxTokens,
    observability: Record<
      'prometheus' | 'alertmanager' | 'loki' | 'jaeger',
      ServerFactory
    >,
    onError?: (error: Error) => void,
  ): Sandbox {
    const director = ScenarioDirector.create({
      seed: options.seed,
      scenario: options.scenario,
    });
    const nonprod = createKubeServer(director, {
      cluster: 'nonprod',
      token: tokens.nonprod,
    });
    const prod = createKubeServer(director, {
      cluster: 'prod',
      token: tokens.prod,
    });
    const reconciler =
      options.repo === undefined
        ? undefined
        : GitOpsReconciler.create({
            clusters: { nonprod: nonprod.cluster, prod: prod.cluster },
            source: PlatformSource.create(options.repo),
            context: director,
            onError,
          });
    return new Sandbox(
      director,
      {
        nonprod: nonprod.server,
        prod: prod.server,
        prometheus: observability.prometheus(director),
        alertmanager: observability.alertmanager(director),
        loki: observability.loki(director),
        jaeger: observability.jaeger(director),
        control: ControlServer.create({
          director,
          token: tokens.control,
          counts: () => ({
            nonprod: nonprod.server.requestCounts(),
            prod: prod.server.requestCounts(),
          }),
        }),
      },
      reconciler,
    );
  }

  /**
   * Starts everything, the environments of the repository included.
   *
   * @param portBase - first port; 0 picks free ones
   * @returns the port of each stand-in
   * @throws PortTakenError when a port is in use; nothing listens then
   */
  async start(portBase: number): Promise<Record<StandIn, number>> {
    const ports = {} as Record<StandIn, number>;
    for (const [name, offset] of Object.entries(PORT_OFFSETS) as Array<
      [StandIn, number]
    >) {
      const port = portBase === 0 ? 0 : portBase + offset;
      try {
        ports[name] = await this.servers[name].start(port);
      } catch (error) {
        await this.stop();
        throw (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
          ? new PortTakenError(port, name)
          : error;
      }
      this.started.push(this.servers[name]);
    }
    await this.reconciler?.start();
    return ports;
  }

  async stop(): Promise<void> {
    this.reconciler?.stop();
    for (const server of this.started.splice(0).reverse()) await server.stop();
  }
}
