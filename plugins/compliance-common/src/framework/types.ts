import type { Problem } from '@chat2sql/plugin-platform-common';
import type { LocalText } from '../text';

/**
 * How much of a control a check can show.
 *
 * - `direct`: the check measures what the control asks for
 * - `partial`: a part of it
 * - `indicative`: a hint; never enough to pass
 */
export const EDGE_STRENGTHS = ['direct', 'partial', 'indicative'] as const;

/** One of {@link EDGE_STRENGTHS}. */
export type EdgeStrength = (typeof EDGE_STRENGTHS)[number];

/** Which findings of a check an edge looks at; all when left out. */
export interface EdgeSelect {
  /** Names of {@link CheckFinding.control}. */
  controls: string[];
  /** Last parts of field paths, for controls that cover several fields. */
  fields?: string[];
}

/** Ties a control to a check. */
export interface Edge {
  check: string;
  strength: EdgeStrength;
  /** A required edge decides the control's status; the others only inform. */
  required: boolean;
  select?: EdgeSelect;
  note?: LocalText;
}

/** How much of a control a machine can decide. */
export type Automatable = 'full' | 'part' | 'none';

/** A control of a framework, in our own words. */
export interface Control {
  /** Number in the framework, for example `5.2.2`. */
  id: string;
  subject: LocalText;
  automatable: Automatable;
  /** How the publisher has it assessed. */
  publisherAssessment?: 'manual' | 'automated';
  edges: Edge[];
  /** A signed statement the control needs besides the checks. */
  attestation?: { statement: LocalText; validFor: string };
  doesNotProve: LocalText;
  /** Why the mapping is broken; such a control is an error and never passes. */
  fault?: string;
}

/** A framework or a section of one. */
export interface Framework {
  id: string;
  version: string;
  title: LocalText;
  source: { publisher: string; document: string; url?: string };
  /** What a reader must know before trusting the numbers. */
  note?: LocalText;
  controls: Control[];
  /** File it came from. */
  file: string;
}

/** Frameworks that could be read, and the faults of the others. */
export interface LoadedFrameworks {
  frameworks: Framework[];
  problems: Problem[];
}
