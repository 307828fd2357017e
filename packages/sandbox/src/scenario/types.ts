/** Scenarios the sandbox can play; each is a story that every stand-in tells consistently. */
export const SCENARIOS = {
  healthy: 'everything runs as wanted',
  'prod-incident':
    'the backend of prod answers errors and crash-loops after a bad release',
  'rollout-stuck': 'a new backend image of staging cannot be pulled',
  'cluster-silent': 'the API server of prod accepts and never answers',
  'prometheus-down': 'Prometheus refuses connections',
  drift: 'prod runs something else than git says',
  'certificate-expiring':
    'the certificate of prod is past its renewal time and ends in two days',
  'backup-stale': 'the last completed backup of prod is older than its RPO',
} as const;

/** Name of a scenario. */
export type ScenarioName = keyof typeof SCENARIOS;

/** The scenario being played and since when. */
export interface ScenarioState {
  name: ScenarioName;
  since: Date;
}

/** What every stand-in shares: the clock and the scenario. */
export interface SandboxContext {
  /** Seed of every deterministic choice. */
  seed: number;
  now(): Date;
  scenario(): ScenarioState;
  /** @returns a function that ends the subscription */
  onScenarioChange(listener: (state: ScenarioState) => void): () => void;
}

/** One stand-in server on loopback. */
export interface SandboxServer {
  /** Name for messages, for example `kubernetes nonprod`. */
  readonly name: string;
  /** Listens on 127.0.0.1; port 0 picks a free one. @returns the port in use */
  start(port: number): Promise<number>;
  stop(): Promise<void>;
}
