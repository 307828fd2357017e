import { hash32, hexText, mix } from '../prometheus/model/hash';
import { drawFor } from '../prometheus/model/sampleRequest';
import { DAY_MS } from '../prometheus/model/Traffic';
import type { LiveEnvironment, World } from '../prometheus/model/World';
import { makeTrace } from './makeTrace';
import type { Trace } from './types';

/** Time between two kept traces of an environment, at most. */
const SLOT_MS = {
  dev: 1_800_000,
  test: 600_000,
  staging: 120_000,
  prod: 20_000,
};

/** How long traces are kept. */
const RETENTION_MS = 7 * DAY_MS;

/** Traces of a world; a trace's id says where to find it. */
export class TraceStore {
  constructor(
    private readonly world: () => World,
    private readonly now: () => Date,
  ) {}

  /** The traces that start in [from, to), newest first, until a filter has enough. */
  *newest(fromMs: number, toMs: number): Generator<Trace> {
    const nowMs = this.now().getTime();
    const first = Math.max(fromMs, nowMs - RETENTION_MS);
    const { environments } = this.world();
    const slots = environments.map(({ name }) =>
      Math.floor(Math.min(toMs, nowMs) / SLOT_MS[name]),
    );
    for (;;) {
      // The environment whose next slot is the latest goes first.
      let latest = 0;
      for (let e = 1; e < slots.length; e++) {
        if (
          this.slotStart(e, slots[e]) > this.slotStart(latest, slots[latest])
        ) {
          latest = e;
        }
      }
      const slot = slots[latest]--;
      const { name } = environments[latest];
      if (this.slotStart(latest, slot + 1) <= first) return;
      const made = this.inSlot(latest, slot, SLOT_MS[name]);
      if (!made) continue;
      const startMs = made.spans[0].startTime / 1000;
      if (startMs >= first && startMs < Math.min(toMs, nowMs)) yield made;
    }
  }

  /** The trace of an id, or undefined. */
  byId(traceID: string): Trace | undefined {
    const match = /^0*([0-3])f([0-9a-f]{10})([0-9a-f]{20})$/.exec(traceID);
    if (!match) return undefined;
    const environment = Number(match[1]);
    const slot = Number.parseInt(match[2], 16);
    const { name } = this.world().environments[environment];
    const trace = this.inSlot(environment, slot, SLOT_MS[name]);
    if (trace?.traceID !== traceID.padStart(32, '0')) return undefined;
    const startMs = trace.spans[0].startTime / 1000;
    const nowMs = this.now().getTime();
    return startMs < nowMs && startMs >= nowMs - RETENTION_MS
      ? trace
      : undefined;
  }

  private slotStart(environment: number, slot: number): number {
    return slot * SLOT_MS[this.world().environments[environment].name];
  }

  private inSlot(
    index: number,
    slot: number,
    lengthMs: number,
  ): Trace | undefined {
    const { environments, seed } = this.world();
    const environment: LiveEnvironment = environments[index];
    const hash = mix(hash32(seed, environment.namespace, 'trace'), slot);
    const timeMs = Math.floor((slot + drawFor(hash, 'time')) * lengthMs);
    const probability =
      (0.6 * environment.load.rate(timeMs)) / environment.requestsPerSecond;
    if (drawFor(hash, 'there') >= probability) return undefined;
    const place = `${index}f${slot.toString(16).padStart(10, '0')}`;
    const traceID = `${place}${hexText(20, seed, place)}`.padStart(32, '0');
    return makeTrace(environment, traceID, {
      timeMs,
      draw: purpose => drawFor(hash, purpose),
    });
  }
}
