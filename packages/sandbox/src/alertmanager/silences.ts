import { hexText } from '../prometheus/model/hash';
import { DAY_MS, EPOCH_MS } from '../prometheus/model/Traffic';
import type { AlertMatcher } from './matchers';

/** A silence, in the form of the API. */
export interface Silence {
  id: string;
  status: { state: 'active' | 'pending' | 'expired' };
  createdBy: string;
  comment: string;
  matchers: AlertMatcher[];
  startsAt: string;
  endsAt: string;
  updatedAt: string;
}

const RENEWED_EVERY_MS = 14 * DAY_MS;
const LENGTH_MS = 16 * DAY_MS;

/**
 * The silences at a time: one, on staging's model server, set again every two
 * weeks until somebody gives it more memory.
 */
export function silencesAt(seed: number, nowMs: number): Silence[] {
  const slot = Math.floor((nowMs - EPOCH_MS) / RENEWED_EVERY_MS);
  const startMs = EPOCH_MS + slot * RENEWED_EVERY_MS;
  const hex = hexText(32, seed, 'silence', slot);
  const startsAt = new Date(startMs).toISOString();
  return [
    {
      id: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
      status: { state: 'active' },
      createdBy: 'jonas',
      comment:
        'The model of staging is larger than its share; a bigger node is ordered.',
      matchers: [
        ['alertname', 'ContainerMemoryNearLimit'],
        ['namespace', 'chat2sql-staging'],
        ['container', 'ollama'],
      ].map(([name, value]) => ({
        name,
        value,
        isRegex: false,
        isEqual: true,
      })),
      startsAt,
      endsAt: new Date(startMs + LENGTH_MS).toISOString(),
      updatedAt: startsAt,
    },
  ];
}
