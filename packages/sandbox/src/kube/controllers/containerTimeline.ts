import { CRASHING_RELEASE, UNPUSHED_RELEASE } from '../../scenario/releases';

/** What becomes of a container's image once a pod is scheduled. */
export type Fate = 'runs' | 'not-found' | 'crashes';

/**
 * Fate of an image. The registry of the sandbox holds every image, except
 * those whose tag says that it is missing or broken and those with an all-zero
 * digest; a tag that says `crash` names a build that exits soon after its start.
 */
export function imageFate(image: string): Fate {
  if (image === CRASHING_RELEASE) return 'crashes';
  if (image === UNPUSHED_RELEASE) return 'not-found';
  const tag = /:([^/@]+)(?:@|$)/.exec(image)?.[1] ?? '';
  if (
    /(^|[-._])(missing|broken|nonexistent|notfound)([-._]|$)/.test(tag) ||
    /@sha256:0{64}$/.test(image)
  )
    return 'not-found';
  return /(^|[-._])crash([-._]|$)/.test(tag) ? 'crashes' : 'runs';
}

/** One life of a container that ended, in seconds since its first start. */
interface Life {
  startedAt: number;
  endedAt: number;
}

/** State of a container at one moment, in seconds since its first start. */
export type Moment =
  | { state: 'waiting'; reason: string; restarts: number; last?: Life }
  | {
      state: 'terminated';
      startedAt: number;
      endedAt: number;
      restarts: number;
      last?: Life;
    }
  | { state: 'running'; startedAt: number; restarts: number; last?: Life };

/**
 * Delay before the n-th restart in seconds: the first comes at once, later ones
 * back off from 10 s to 5 minutes as the kubelet does.
 */
export function restartDelay(restart: number): number {
  return restart === 0 ? 1 : Math.min(300, 10 * 2 ** (restart - 1));
}

/**
 * Where a crashing container is in its loop.
 *
 * @param elapsed - seconds since its first start
 * @param runsFor - seconds it lives each time
 */
export function crashLoopAt(elapsed: number, runsFor: number): Moment {
  let start = 0;
  let restarts = 0;
  let last: Life | undefined;
  for (;;) {
    if (elapsed < start + runsFor)
      return { state: 'running', startedAt: start, restarts, last };
    const ended = { startedAt: start, endedAt: start + runsFor };
    const delay = restartDelay(restarts);
    if (elapsed < ended.endedAt + delay)
      return delay <= 1
        ? { state: 'terminated', ...ended, restarts, last }
        : {
            state: 'waiting',
            reason: 'CrashLoopBackOff',
            restarts,
            last: ended,
          };
    last = ended;
    start = ended.endedAt + delay;
    restarts += 1;
  }
}

/**
 * Why a pull that cannot succeed waits: an attempt fails for about two
 * seconds, then the kubelet backs off, from 10 s to 5 minutes.
 *
 * @param elapsed - seconds since the first attempt
 */
export function pullFailureAt(elapsed: number): {
  reason: 'ErrImagePull' | 'ImagePullBackOff';
  attempts: number;
} {
  let at = 0;
  let attempts = 1;
  for (;;) {
    if (elapsed < at + 2) return { reason: 'ErrImagePull', attempts };
    const next = at + Math.min(300, 10 * 2 ** (attempts - 1)) + 2;
    if (elapsed < next) return { reason: 'ImagePullBackOff', attempts };
    at = next;
    attempts += 1;
  }
}
