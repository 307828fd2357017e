import {
  SCENARIOS,
  type SandboxContext,
  type ScenarioName,
  type ScenarioState,
} from './types';

/** True for the name of a scenario. */
export function isScenarioName(name: unknown): name is ScenarioName {
  return (
    typeof name === 'string' &&
    Object.prototype.hasOwnProperty.call(SCENARIOS, name)
  );
}

/** Plays one scenario at a time and tells every stand-in when it changes. */
export class ScenarioDirector implements SandboxContext {
  private readonly listeners = new Set<(state: ScenarioState) => void>();
  private state: ScenarioState;

  private constructor(
    readonly seed: number,
    private readonly clock: () => Date,
    name: ScenarioName,
  ) {
    this.state = { name, since: clock() };
  }

  /**
   * @param options.clock - server time; the machine's clock when left out
   * @param options.scenario - the first scenario; `healthy` when left out
   */
  static create(
    options: {
      seed?: number;
      clock?: () => Date;
      scenario?: ScenarioName;
    } = {},
  ): ScenarioDirector {
    return new ScenarioDirector(
      options.seed ?? 42,
      options.clock ?? (() => new Date()),
      options.scenario ?? 'healthy',
    );
  }

  now(): Date {
    return this.clock();
  }

  scenario(): ScenarioState {
    return this.state;
  }

  /**
   * Switches to a scenario. The one that is being played goes on as it is.
   *
   * @returns the state after the call
   */
  play(name: ScenarioName): ScenarioState {
    if (name !== this.state.name) {
      this.state = { name, since: this.clock() };
      for (const listener of this.listeners) listener(this.state);
    }
    return this.state;
  }

  onScenarioChange(listener: (state: ScenarioState) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
