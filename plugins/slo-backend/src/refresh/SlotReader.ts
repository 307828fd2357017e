import {
  readSlots,
  SLOT_SECONDS,
  type Objective,
  type RawReading,
  type ReadSlots,
} from '@chat2sql/plugin-slo-common';

/**
 * Reads slots of one objective. A time slice longer than a slot is judged once
 * all of its slots are there, so the readings of open slices are kept.
 */
export class SlotReader {
  readonly #readings = new Map<number, RawReading>();

  private constructor() {}

  static create(): SlotReader {
    return new SlotReader();
  }

  /**
   * @param fresh - readings by start of their slot
   * @param to - end of what was asked for, Unix seconds
   */
  read(
    objective: Objective,
    fresh: ReadonlyMap<number, RawReading>,
    to: number,
  ): ReadSlots {
    const { slice } = objective;
    if (!slice) return readSlots(objective, fresh);
    for (const [start, raw] of fresh) {
      this.#readings.set(start, { ...this.#readings.get(start), ...raw });
    }
    const whole = new Map<number, RawReading>();
    for (const start of fresh.keys()) {
      const first = start - (start % slice.seconds);
      if (first + slice.seconds > to) continue;
      for (let at = first; at < first + slice.seconds; at += SLOT_SECONDS) {
        const raw = this.#readings.get(at);
        if (raw) whole.set(at, raw);
      }
    }
    return readSlots(objective, whole);
  }

  forget(before: number): void {
    for (const start of this.#readings.keys()) {
      if (start < before) this.#readings.delete(start);
    }
  }
}
