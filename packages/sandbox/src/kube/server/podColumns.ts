import type { KubeObject } from '@chat2sql/plugin-platform-common';

/** Writes a duration as kubectl does: `45s`, `3m12s`, `5h`, `12d`. */
export function humanDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) {
    const rest = seconds % 60;
    return rest === 0 ? `${minutes}m` : `${minutes}m${rest}s`;
  }
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 8) {
    const rest = minutes % 60;
    return rest === 0 ? `${hours}h` : `${hours}h${rest}m`;
  }
  if (hours < 48) return `${hours}h`;
  const days = Math.floor(hours / 24);
  if (hours < 192) {
    const rest = hours % 24;
    return rest === 0 ? `${days}d` : `${days}d${rest}h`;
  }
  return hours < 17_520
    ? `${days}d`
    : `${Math.floor(days / 365)}y${days % 365}d`;
}

/** Statuses of the containers that count: the main ones and native sidecars. */
export function podContainers(pod: KubeObject): any[] {
  const sidecars = new Set(
    (pod.spec.initContainers ?? [])
      .filter((c: any) => c.restartPolicy === 'Always')
      .map((c: any) => c.name),
  );
  return [
    ...(pod.status?.initContainerStatuses ?? []).filter((s: any) =>
      sidecars.has(s.name),
    ),
    ...(pod.status?.containerStatuses ?? []),
  ];
}

/** The STATUS word of `kubectl get pods`. */
export function podReason(pod: KubeObject): string {
  const status = pod.status ?? {};
  let reason: string = status.reason ?? status.phase ?? 'Unknown';
  const inits: any[] = status.initContainerStatuses ?? [];
  const specs: any[] = pod.spec.initContainers ?? [];
  const pending = inits.findIndex((s, i) =>
    specs[i]?.restartPolicy === 'Always'
      ? !s.started
      : s.state.terminated?.exitCode !== 0,
  );
  if (pending >= 0) {
    const state = inits[pending].state;
    const word = state.terminated?.reason ?? state.waiting?.reason;
    reason =
      word && word !== 'PodInitializing'
        ? `Init:${word}`
        : `Init:${pending}/${specs.length}`;
  } else {
    const unready = (status.containerStatuses ?? []).filter(
      (s: any) => !s.ready,
    );
    const word = unready
      .map((s: any) => s.state.waiting?.reason ?? s.state.terminated?.reason)
      .find(Boolean);
    if (word) reason = word;
  }
  return pod.metadata.deletionTimestamp ? 'Terminating' : reason;
}

/** The RESTARTS text of `kubectl get pods`. */
export function podRestarts(pod: KubeObject, now: Date): string {
  const statuses = podContainers(pod);
  const count = statuses.reduce((sum, s) => sum + s.restartCount, 0);
  const last = statuses
    .map(s => Date.parse(s.lastState?.terminated?.finishedAt))
    .filter(t => !Number.isNaN(t))
    .sort((a, b) => b - a)[0];
  return count > 0 && last !== undefined
    ? `${count} (${humanDuration(now.getTime() - last)} ago)`
    : String(count);
}
