import type { SandboxContext } from '../scenario/types';
import type { SeriesModel } from './model/createSeriesModel';
import { createSeriesModel } from './model/createSeriesModel';
import { loadRules } from './rules/loadRules';
import { RuleEngine } from './rules/RuleEngine';

/** What Prometheus knows, shared by the stand-ins that tell the same story. */
export interface Observability {
  model: SeriesModel;
  rules: RuleEngine;
}

const known = new WeakMap<SandboxContext, Observability>();

/** The one model and rule engine of a sandbox; follows its scenarios. */
export function observabilityOf(context: SandboxContext): Observability {
  const existing = known.get(context);
  if (existing) return existing;
  const model = createSeriesModel({
    seed: context.seed,
    now: () => context.now(),
    scenario: context.scenario(),
  });
  const rules = new RuleEngine(model, loadRules());
  context.onScenarioChange(state => {
    model.record(state);
    rules.reset();
  });
  const observability = { model, rules };
  known.set(context, observability);
  return observability;
}
