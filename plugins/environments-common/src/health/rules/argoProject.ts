import { conditionRule } from '../conditions';
import { phaseRule } from '../phases';

/** Health of an Argo CD ApplicationSet. */
export const applicationSetRule = conditionRule(
  'applicationset',
  'The application set',
  [
    ['ErrorOccurred', 'True', 'Degraded'],
    ['ResourcesUpToDate', 'False', 'Degraded'],
    ['RolloutProgressing', 'True', 'Progressing'],
    ['ResourcesUpToDate', 'True', 'Healthy'],
  ],
);

const RUN_PHASES = {
  Pending: 'Progressing',
  Running: 'Progressing',
  Successful: 'Healthy',
  Succeeded: 'Healthy',
  Failed: 'Degraded',
  Error: 'Degraded',
  Inconclusive: 'Unknown',
} as const;

/** Health of an Argo Rollouts AnalysisRun. */
export const analysisRunRule = phaseRule({
  id: 'analysisrun',
  what: 'The analysis',
  table: RUN_PHASES,
});

/** Health of an Argo Rollouts Experiment. */
export const experimentRule = phaseRule({
  id: 'experiment',
  what: 'The experiment',
  table: RUN_PHASES,
});

/** Health of an Argo Workflow. */
export const workflowRule = phaseRule({
  id: 'workflow',
  what: 'The workflow',
  table: RUN_PHASES,
});
