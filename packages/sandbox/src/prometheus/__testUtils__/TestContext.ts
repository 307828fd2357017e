import type {
  SandboxContext,
  ScenarioName,
  ScenarioState,
} from '../../scenario/types';

/** A sandbox whose clock and scenario a test sets. */
export class TestContext implements SandboxContext {
  private readonly listeners = new Set<(state: ScenarioState) => void>();
  private state: ScenarioState;

  constructor(private time: Date, readonly seed: number = 42) {
    this.state = { name: 'healthy', since: time };
  }

  now(): Date {
    return this.time;
  }

  scenario(): ScenarioState {
    return this.state;
  }

  onScenarioChange(listener: (state: ScenarioState) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  play(name: ScenarioName): void {
    this.state = { name, since: this.time };
    for (const listener of this.listeners) listener(this.state);
  }

  advance(minutes: number): void {
    this.time = new Date(this.time.getTime() + minutes * 60_000);
  }
}
