import { z } from 'zod';
import { EDGE_STRENGTHS } from './types';

const text = z.string().min(1).max(1000);

const localText = z
  .union([text, z.strictObject({ en: text, zh: text.optional() })])
  .transform(value => (typeof value === 'string' ? { en: value } : value));

const edge = z.strictObject({
  check: z.string().regex(/^[A-Z0-9][A-Z0-9-]{1,31}$/),
  strength: z.enum(EDGE_STRENGTHS),
  required: z.boolean().default(true),
  select: z
    .strictObject({
      controls: z.array(z.string().min(1).max(100)).min(1).max(50),
      fields: z.array(z.string().min(1).max(100)).min(1).max(50).optional(),
    })
    .optional(),
  note: localText.optional(),
});

const control = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,39}$/),
  subject: localText,
  automatable: z.enum(['full', 'part', 'none']),
  publisherAssessment: z.enum(['manual', 'automated']).optional(),
  edges: z.array(edge).max(50).default([]),
  attestation: z
    .strictObject({
      statement: localText,
      validFor: z.string().regex(/^P[1-9][0-9]{0,3}D$/),
    })
    .optional(),
  doesNotProve: localText,
});

/** Shape of a framework file. */
export const frameworkSchema = z.strictObject({
  framework: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/),
  version: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/),
  title: localText,
  source: z.strictObject({
    publisher: text,
    document: text,
    url: z
      .url({ protocol: /^https$/ })
      .max(500)
      .optional(),
  }),
  note: localText.optional(),
  controls: z.array(control).min(1).max(1000),
});
