/** An SLO document over two counters, for tests. */
export function sloDocument(options: {
  name: string;
  environments?: string;
  target?: string;
  bad?: string;
  total?: string;
  window?: string;
  method?: string;
  objective?: string;
  annotations?: string;
}): string {
  const {
    name,
    environments = 'dev,prod',
    target = '99',
    bad = 'errors{ns="{{.namespace}}"}',
    total = 'requests{ns="{{.namespace}}"}',
    window = '7d',
    method = 'Occurrences',
    objective = '',
    annotations = '',
  } = options;
  return `apiVersion: openslo/v1
kind: SLO
metadata:
  name: ${name}
  annotations:
    chat2sql.io/owner: group:default/sre
    chat2sql.io/entity: component:default/web
    chat2sql.io/runbook: backend-error-rate
    chat2sql.io/environments: ${environments}
${annotations}spec:
  service: web
  indicator:
    metadata: { name: ${name} }
    spec:
      ratioMetric:
        counter: true
        bad: { metricSource: { spec: { query: '${bad}' } } }
        total: { metricSource: { spec: { query: '${total}' } } }
  timeWindow: [{ duration: ${window}, isRolling: true }]
  budgetingMethod: ${method}
  objectives: [{ targetPercent: ${target}${objective} }]
`;
}
