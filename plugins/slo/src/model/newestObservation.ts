import type { ObjectiveItem } from '@chat2sql/plugin-slo-common';

/** Time of the newest observation behind a list; undefined when nothing was observed. */
export function newestObservation(
  items: ReadonlyArray<Pick<ObjectiveItem, 'evaluation'>>,
): string | undefined {
  let newest: string | undefined;
  for (const { evaluation } of items) {
    const { observedAt } = evaluation;
    if (observedAt && (!newest || observedAt > newest)) newest = observedAt;
  }
  return newest;
}
