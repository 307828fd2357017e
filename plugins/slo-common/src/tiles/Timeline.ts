import { SLOT_SECONDS } from '../objective/types';
import { addMeasure, NOTHING, type HourTile, type Measure } from './measure';

const HOUR = 3_600;

/**
 * Everything measured for one revision of one objective: closed hours, and the
 * finer slots of the last days. Any window, chart or what-if is a sum over it.
 */
export class Timeline {
  readonly #unit: number;
  readonly #tiles = new Map<number, HourTile>();
  readonly #slots = new Map<number, Measure>();
  /** Number of slots held per hour. */
  readonly #slotHours = new Map<number, number>();

  #newest: number | undefined;

  private constructor(unit: number) {
    this.#unit = unit;
  }

  /**
   * @param unitSeconds - length of a slot (300) or, for time slices, of a slice;
   * divides an hour
   */
  static create(unitSeconds: number = SLOT_SECONDS): Timeline {
    if (HOUR % unitSeconds !== 0) throw new Error('a slot must divide an hour');
    return new Timeline(unitSeconds);
  }

  addTile(tile: HourTile): void {
    this.#tiles.set(tile.hour, tile);
    if (tile.measuredSeconds > 0) this.#sawUntil(tile.hour + HOUR);
  }

  hasTile(hour: number): boolean {
    return this.#tiles.has(hour);
  }

  /** Adds or replaces slots by their start. */
  addSlots(measures: ReadonlyMap<number, Measure>): void {
    for (const [start, measure] of measures) {
      if (!this.#slots.has(start)) {
        const hour = start - (start % HOUR);
        this.#slotHours.set(hour, (this.#slotHours.get(hour) ?? 0) + 1);
      }
      this.#slots.set(start, measure);
      this.#sawUntil(start + this.#unit);
    }
  }

  #sawUntil(end: number): void {
    if (this.#newest === undefined || end > this.#newest) this.#newest = end;
  }

  /** Sum of the slots of one hour, which becomes its tile once the hour is closed. */
  rollUp(hour: number): HourTile {
    let sum: Measure = NOTHING;
    for (let at = hour; at < hour + HOUR; at += this.#unit) {
      const slot = this.#slots.get(at);
      if (slot) sum = addMeasure(sum, slot);
    }
    return { hour, ...sum };
  }

  /** Forgets slots before a time and tiles before another. */
  forget(before: { slots: number; tiles: number }): void {
    for (const start of this.#slots.keys()) {
      if (start >= before.slots) continue;
      this.#slots.delete(start);
      const hour = start - (start % HOUR);
      const left = (this.#slotHours.get(hour) ?? 1) - 1;
      if (left > 0) this.#slotHours.set(hour, left);
      else this.#slotHours.delete(hour);
    }
    for (const hour of this.#tiles.keys()) {
      if (hour < before.tiles) this.#tiles.delete(hour);
    }
  }

  /** End of the newest measured slot or hour in Unix seconds; undefined when nothing was measured. */
  newest(): number | undefined {
    return this.#newest;
  }

  /**
   * What was counted in [start, end). A closed hour that lies inside is taken
   * whole; at the edges slots count where they are held, else the hour by its
   * share inside.
   *
   * @returns the sum; what was not measured adds nothing, so compare
   * `measuredSeconds` with the length before trusting it
   */
  sum(start: number, end: number): Measure {
    let sum: Measure = NOTHING;
    for (let hour = start - (start % HOUR); hour < end; hour += HOUR) {
      const tile = this.#tiles.get(hour);
      const inside = overlap(hour, HOUR, start, end);
      if (tile && (inside === 1 || !this.#slotHours.has(hour))) {
        sum = addMeasure(sum, tile, inside);
      } else if (this.#slotHours.has(hour)) {
        sum = this.#addSlotsOf(hour, sum, start, end);
      }
    }
    return sum;
  }

  #addSlotsOf(hour: number, to: Measure, start: number, end: number): Measure {
    let sum = to;
    for (let at = hour; at < hour + HOUR; at += this.#unit) {
      const slot = this.#slots.get(at);
      const share = slot ? overlap(at, this.#unit, start, end) : 0;
      if (slot && share > 0) sum = addMeasure(sum, slot, share);
    }
    return sum;
  }
}

function overlap(
  at: number,
  length: number,
  start: number,
  end: number,
): number {
  const inside = Math.min(at + length, end) - Math.max(at, start);
  return Math.min(1, Math.max(0, inside / length));
}
