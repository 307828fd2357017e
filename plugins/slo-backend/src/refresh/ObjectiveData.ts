import {
  BURN_WINDOWS,
  nominalPeriodSeconds,
  periodOf,
  promDuration,
  readMeasure,
  SLOT_SECONDS,
  Timeline,
  type BurnWindow,
  type EvaluationInput,
  type HourTile,
  type Measure,
  type Objective,
  type RawReading,
  type ReadingFault,
  type SourceHealth,
} from '@chat2sql/plugin-slo-common';
import {
  hasInstantWindows,
  INSTANT_WINDOWS,
  objectiveQueries,
} from '../query/objectiveQueries';
import type { Reading } from '../query/PrometheusReader';
import { SlotReader } from './SlotReader';

const HOUR = 3_600;
/** Slots are kept for the longest burn window and an hour. */
const SLOT_MEMORY = BURN_WINDOWS['3d'] + HOUR;
/** An hour is closed when late samples of its end have been asked for once more. */
const LATE_SECONDS = 2 * SLOT_SECONDS;
/** Charts of four weeks are offered whatever the objective's window. */
const LEAST_HISTORY = 28 * 86_400;

const floor = (at: number, unit: number) => at - (at % unit);

/** Everything known about one revision of one objective, as plain numbers. */
export class ObjectiveData {
  #objective: Objective;
  readonly timeline: Timeline;
  readonly #slots = SlotReader.create();
  readonly #asked = new Set<number>();
  readonly #closed = new Set<number>();
  readonly #incomplete = new Set<number>();
  #windows: Partial<Record<BurnWindow, Measure>> = {};
  #windowsAt: number | undefined;
  #faults: ReadonlySet<ReadingFault> = new Set();
  #queryError: string | undefined;
  #partial = false;
  #through: number | undefined;

  private constructor(objective: Objective) {
    this.#objective = objective;
    this.timeline = Timeline.create(objective.slice?.seconds);
  }

  static create(objective: Objective): ObjectiveData {
    return new ObjectiveData(objective);
  }

  get objective(): Objective {
    return this.#objective;
  }

  /** A newer text of the same revision: another target, name or owner. */
  update(objective: Objective): void {
    this.#objective = objective;
  }

  /** Takes hours over that were stored before. */
  restore(tiles: readonly HourTile[]): void {
    for (const tile of tiles) {
      this.timeline.addTile(tile);
      this.#closed.add(tile.hour);
    }
  }

  /** End of the newest slot that was asked for, Unix seconds. */
  through(): number | undefined {
    return this.#through;
  }

  /** Expressions of the short windows. */
  instantExpressions(): string[] {
    if (!hasInstantWindows(this.#objective)) return [];
    return INSTANT_WINDOWS.flatMap(window => {
      const { part, total } = objectiveQueries(
        this.#objective,
        promDuration(BURN_WINDOWS[window]),
      );
      return [part, total].filter((e): e is string => e !== undefined);
    });
  }

  /** Expressions of one slot. */
  slotExpressions(): string[] {
    const { part, total } = objectiveQueries(
      this.#objective,
      promDuration(SLOT_SECONDS),
    );
    return [part, total].filter((e): e is string => e !== undefined);
  }

  /** Takes the answers of {@link ObjectiveData.instantExpressions}. */
  takeInstant(reading: Reading, time: number): void {
    const { indicator } = this.#objective;
    if (!hasInstantWindows(this.#objective)) return;
    const windows: Partial<Record<BurnWindow, Measure>> = {};
    let error: string | undefined;
    for (const window of INSTANT_WINDOWS) {
      const seconds = BURN_WINDOWS[window];
      const queries = objectiveQueries(this.#objective, promDuration(seconds));
      const part = reading.answers.get(queries.part ?? '');
      const total = reading.answers.get(queries.total ?? '');
      error ??= part?.error ?? total?.error;
      const { measure } = readMeasure(
        indicator,
        { part: part?.samples[0]?.[1], total: total?.samples[0]?.[1] },
        seconds,
      );
      if (measure) windows[window] = measure;
    }
    this.#noteQueryError(error);
    this.#windows = error === undefined ? windows : {};
    this.#windowsAt = windows['5m'] ? time : this.#windowsAt;
    this.#partial = reading.partial;
  }

  /** Once a refused query is answered again, what was missed meanwhile is asked for. */
  #noteQueryError(error: string | undefined): void {
    if (this.#queryError !== undefined && error === undefined) {
      this.askAgainFrom(0);
    }
    this.#queryError = error;
  }

  /**
   * Takes the answers of {@link ObjectiveData.slotExpressions} for the slots
   * in [from, to).
   */
  takeSlots(reading: Reading, from: number, to: number): void {
    const { part, total } = objectiveQueries(
      this.#objective,
      promDuration(SLOT_SECONDS),
    );
    const fresh = new Map<number, RawReading>();
    let error: string | undefined;
    for (const [key, expression] of Object.entries({ part, total })) {
      const answer = expression ? reading.answers.get(expression) : undefined;
      error ??= answer?.error;
      for (const [end, value] of answer?.samples ?? []) {
        const start = Math.round(end) - SLOT_SECONDS;
        if (start < from || start >= to) continue;
        fresh.set(start, { ...fresh.get(start), [key]: value });
      }
    }
    if (!hasInstantWindows(this.#objective)) {
      this.#noteQueryError(error);
      this.#partial = reading.partial;
    }
    // Half an answer is none: without its errors a total would look perfect.
    if (error !== undefined) fresh.clear();
    const { measures, faults } = this.#slots.read(this.#objective, fresh, to);
    this.timeline.addSlots(measures);
    if (to > (this.#through ?? 0)) {
      this.#through = to;
      this.#faults = faults;
    }
    for (let hour = floor(from, HOUR); hour < to; hour += HOUR) {
      // The tail of an hour nobody asked for does not make the hour known.
      if (hour >= from) this.#asked.add(hour);
      if (reading.partial) this.#incomplete.add(hour);
    }
  }

  /** First hour that matters at an instant. */
  historyStart(now: number, maxSeconds: number): number {
    const nominal = nominalPeriodSeconds(this.#objective.window);
    const period = periodOf(this.#objective.window, now);
    const start = Math.min(
      period?.start ?? now,
      now - Math.max(nominal, LEAST_HISTORY),
    );
    return floor(Math.max(start, now - maxSeconds), HOUR);
  }

  /** Hours nobody has asked for yet, newest first. */
  missingHours(through: number, maxSeconds: number): number[] {
    if (this.#objective.indicator.kind === 'opaque') return [];
    const slotsFrom = floor(through - SLOT_MEMORY, HOUR);
    const missing: number[] = [];
    const first = this.historyStart(through, maxSeconds);
    for (let hour = floor(through - 1, HOUR); hour >= first; hour -= HOUR) {
      if (this.#asked.has(hour)) continue;
      if (this.#closed.has(hour) && hour < slotsFrom) continue;
      missing.push(hour);
    }
    return missing;
  }

  /** Forgets that hours from one on were asked for. */
  askAgainFrom(hour: number): void {
    for (const asked of this.#asked) {
      if (asked >= floor(hour, HOUR)) this.#asked.delete(asked);
    }
  }

  /**
   * Closes the hours whose samples can no longer change and drops what is too old.
   *
   * @returns new tiles that are worth storing
   */
  closeHours(through: number, maxSeconds: number): HourTile[] {
    const tiles: HourTile[] = [];
    for (const hour of this.#asked) {
      if (this.#closed.has(hour)) continue;
      if (hour + HOUR + LATE_SECONDS > through) continue;
      const tile = this.timeline.rollUp(hour);
      // An hour without samples stays open: they may turn up.
      if (tile.measuredSeconds === 0) continue;
      this.timeline.addTile(tile);
      this.#closed.add(hour);
      // What a source called incomplete is asked for again after a restart.
      if (!this.#incomplete.has(hour)) tiles.push(tile);
    }
    const slots = floor(through - SLOT_MEMORY, HOUR);
    const oldest = this.historyStart(through, maxSeconds);
    this.timeline.forget({ slots, tiles: oldest });
    this.#slots.forget(slots);
    for (const set of [this.#asked, this.#closed, this.#incomplete]) {
      for (const hour of set) if (hour < oldest) set.delete(hour);
    }
    return tiles;
  }

  /** What is known now, for the verdict. */
  toInput(options: {
    source: SourceHealth;
    now: number;
    maxSeconds: number;
  }): EvaluationInput {
    const { source, now, maxSeconds } = options;
    // Everything is counted up to the newest slot, so that a silent source
    // changes the age of a number and nothing else.
    const until = this.#through ?? floor(now, SLOT_SECONDS);
    const { window } = this.#objective;
    const period = periodOf(window, until);
    const windows: Partial<Record<BurnWindow, Measure>> = {};
    for (const [name, seconds] of Object.entries(BURN_WINDOWS)) {
      const key = name as BurnWindow;
      windows[key] =
        this.#windows[key] ?? this.timeline.sum(until - seconds, until);
    }
    const newest = Math.max(this.timeline.newest() ?? 0, this.#windowsAt ?? 0);
    return {
      source,
      period,
      inPeriod: period
        ? this.timeline.sum(period.start, Math.min(until, period.end))
        : { total: 0, bad: 0, measuredSeconds: 0, badSeen: false },
      elapsedSeconds: period ? Math.min(until, period.end) - period.start : 0,
      windows,
      measuredUntil: newest > 0 ? newest : undefined,
      loading:
        this.#through === undefined ||
        this.missingHours(this.#through, maxSeconds).length > 0,
      faults: this.#faults,
      queryError: this.#queryError,
      partial: this.#partial,
    };
  }

  /** Windows whose numbers were asked for as they are. */
  instantWindows(): BurnWindow[] {
    return Object.keys(this.#windows) as BurnWindow[];
  }
}
