/** A time limit joined with the caller's own wish to stop. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** True when the time limit, not the caller, ended the work. */
  expired(): boolean;
  /** Ends the work early, with a reason. */
  abort(reason: unknown): void;
  /** Frees timer and listener; call it in any case. */
  dispose(): void;
}

/**
 * Starts a time limit.
 *
 * @param ms - milliseconds until the signal aborts
 * @param outer - the caller's signal; its abort is passed on with its reason
 */
export function startDeadline(ms: number, outer?: AbortSignal): Deadline {
  const controller = new AbortController();
  let expired = false;
  const timer = setTimeout(() => {
    expired = true;
    controller.abort(new Error('deadline'));
  }, ms);
  const onOuter = () => controller.abort(outer?.reason);
  if (outer?.aborted) onOuter();
  else outer?.addEventListener('abort', onOuter, { once: true });
  const dispose = () => {
    clearTimeout(timer);
    outer?.removeEventListener('abort', onOuter);
  };
  return {
    signal: controller.signal,
    expired: () => expired,
    abort: reason => controller.abort(reason),
    dispose,
  };
}
