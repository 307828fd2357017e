/** Drops user and password from a repository URL. */
function withoutCredentials(url: unknown): unknown {
  return typeof url === 'string' ? url.replace(/\/\/[^/@]*@/, '//') : url;
}

/** Where an Application's manifests come from, without the values it passes on. */
function projectSource(source: any): any {
  if (source === null || typeof source !== 'object') return source;
  return {
    repoURL: withoutCredentials(source.repoURL),
    path: source.path,
    chart: source.chart,
    targetRevision: source.targetRevision,
    ref: source.ref,
  };
}

function projectSources(holder: any): any {
  if (holder === null || typeof holder !== 'object') return holder;
  const kept = { ...holder };
  if (kept.source) kept.source = projectSource(kept.source);
  if (Array.isArray(kept.sources)) {
    kept.sources = kept.sources.map(projectSource);
  }
  return kept;
}

/**
 * An Argo CD Application without Helm values, parameters and plugin variables,
 * which may hold literal secrets, in the spec as well as in the copies that
 * status and history keep.
 */
export function projectApplication(object: any): any {
  const { spec, status } = object;
  const kept = { ...object, spec: projectSources(spec) };
  delete kept.operation;
  if (status === null || typeof status !== 'object') return kept;
  const { phase, message, startedAt, finishedAt, retryCount, syncResult } =
    status.operationState ?? {};
  kept.status = {
    health: status.health,
    sync: status.sync && {
      status: status.sync.status,
      revision: status.sync.revision,
      revisions: status.sync.revisions,
    },
    operationState: status.operationState && {
      phase,
      message,
      startedAt,
      finishedAt,
      retryCount,
      syncResult: syncResult && {
        revision: syncResult.revision,
        resources: syncResult.resources,
      },
    },
    reconciledAt: status.reconciledAt,
    conditions: status.conditions,
    resources: status.resources,
    summary: status.summary,
    history: Array.isArray(status.history)
      ? status.history.map(projectSources)
      : undefined,
  };
  return kept;
}
