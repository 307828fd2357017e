import type { KubeObject } from '@chat2sql/plugin-platform-common';
import { RESTART_RECENT_MS } from '../limits';
import { readNumber, readRecords, readString, readTime } from '../read';
import type { Verdict } from '../types';
import { clusterText, degraded, reasonWord } from '../verdict';

/** Waiting reasons that name a fault although their form does not say so. */
const FAULTY_WAITING = new Set(['InvalidImageName', 'ErrImageNeverPull']);

/** Status of one container of a pod, and the list it stands in. */
export interface ContainerState {
  name: string;
  list: string;
  status: Record<string, unknown>;
}

/** Statuses of all containers of a pod, those that run first in front. */
export function containerStates(pod: KubeObject): ContainerState[] {
  return ['initContainerStatuses', 'containerStatuses'].flatMap(list =>
    readRecords(pod, `status.${list}`).map(status => ({
      name: readString(status, 'name') ?? 'container',
      list: `status.${list}`,
      status,
    })),
  );
}

function isFaultyWait(reason: string): boolean {
  return (
    reason.startsWith('Err') ||
    reason.endsWith('Error') ||
    reason.endsWith('BackOff') ||
    FAULTY_WAITING.has(reason)
  );
}

/** How a container ended, in words. */
export function terminationText(status: Record<string, unknown>, path: string) {
  const code = readNumber(status, `${path}.exitCode`);
  const reason = readString(status, `${path}.reason`);
  const why = reason && reason !== 'Error' ? ` (${reason})` : '';
  return code === undefined
    ? `ended${why}`
    : `ended with exit code ${code}${why}`;
}

/** Verdict of a pod one of whose containers waits for a reason that is a fault. */
export function waitingFault(states: ContainerState[]): Verdict | undefined {
  for (const { name, list, status } of states) {
    const reason = readString(status, 'state.waiting.reason');
    if (reason === undefined || !isFaultyWait(reason)) continue;
    const restarts = readNumber(status, 'restartCount') ?? 0;
    return degraded({
      rule: 'pod.container-waiting',
      reason: reasonWord(reason, 'ContainerWaiting'),
      message: `Container ${name}: ${clusterText(
        readString(status, 'state.waiting.message'),
        restarts > 0 ? `${reason} after ${restarts} restarts` : reason,
      )}`,
      fields: [list],
    });
  }
  return undefined;
}

/** Restarts of the last minutes: the pod works, but somebody should look. */
export function recentRestart(
  states: ContainerState[],
  now: Date,
): ContainerState | undefined {
  return states.find(({ status }) => {
    const ended = readTime(status, 'lastState.terminated.finishedAt');
    const code = readNumber(status, 'lastState.terminated.exitCode') ?? 0;
    return (
      ended !== undefined &&
      code !== 0 &&
      now.getTime() - ended < RESTART_RECENT_MS
    );
  });
}
