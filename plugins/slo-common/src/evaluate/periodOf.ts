import { calendarPeriod, type Period } from '../numbers/calendar';
import { SLOT_SECONDS, type ObjectiveWindow } from '../objective/types';

/**
 * The stretch of time a promise is about at an instant. A rolling window ends
 * with the newest closed five-minute slot and starts on one.
 *
 * @param now - Unix seconds
 * @returns undefined before a calendar window starts
 */
export function periodOf(
  window: ObjectiveWindow,
  now: number,
): Period | undefined {
  if (window.kind === 'calendar') return calendarPeriod(window, now);
  const end = now - (now % SLOT_SECONDS);
  const seconds = Math.max(SLOT_SECONDS, window.seconds);
  return { start: end - (seconds - (seconds % SLOT_SECONDS)), end };
}
