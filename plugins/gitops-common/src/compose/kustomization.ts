import {
  describeFound,
  parseDocuments,
  problemsFromZod,
} from '@chat2sql/plugin-platform-common';
import { z } from 'zod';
import { isRecord, type ProblemList } from './types';

const target = z.strictObject({
  group: z.string().optional(),
  version: z.string().optional(),
  kind: z.string().optional(),
  name: z.string().optional(),
  namespace: z.string().optional(),
  labelSelector: z.string().optional(),
  annotationSelector: z.string().optional(),
});

const schema = z.object({
  apiVersion: z.string().optional(),
  kind: z.enum(['Kustomization', 'Component']).optional(),
  resources: z.array(z.string()).optional(),
  components: z.array(z.string()).optional(),
  namespace: z.string().optional(),
  labels: z
    .array(
      z.object({
        pairs: z.record(z.string(), z.string()),
        includeSelectors: z.boolean().optional(),
        includeTemplates: z.boolean().optional(),
      }),
    )
    .optional(),
  images: z
    .array(
      z.object({
        name: z.string(),
        newName: z.string().optional(),
        newTag: z.string().optional(),
        digest: z.string().optional(),
      }),
    )
    .optional(),
  replicas: z
    .array(z.strictObject({ name: z.string(), count: z.number().int().min(0) }))
    .optional(),
  patches: z
    .array(
      z.object({
        path: z.string().optional(),
        patch: z.string().optional(),
        target: target.optional(),
      }),
    )
    .optional(),
});

/** The part of a kustomization this composer models. */
export type Kustomization = z.infer<typeof schema>;

const MODELLED = new Set([...Object.keys(schema.shape), 'metadata']);
const ENTRY_FIELDS: Record<string, readonly string[]> = {
  labels: ['pairs', 'includeSelectors', 'includeTemplates'],
  images: ['name', 'newName', 'newTag', 'digest'],
  patches: ['path', 'patch', 'target'],
};

function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    (Array.isArray(value) && value.length === 0) ||
    (isRecord(value) && Object.keys(value).length === 0)
  );
}

/**
 * Reads a kustomization file.
 *
 * Fields that kustomize knows and this composer does not become
 * `not-verified`; wrong values become `invalid`.
 *
 * @returns the modelled part, or undefined when it cannot be read
 */
export function readKustomization(
  text: string,
  file: string,
  problems: ProblemList,
): Kustomization | undefined {
  const parsed = parseDocuments(text, file, { maxLength: 200_000 });
  for (const problem of parsed.problems) problems.invalid(problem);
  if (parsed.problems.length > 0) return undefined;
  const value = parsed.documents[0]?.value;
  if (parsed.documents.length !== 1 || !isRecord(value)) {
    problems.invalid({
      file,
      path: '',
      message: 'the file must hold exactly one kustomization',
      found: describeFound(value),
    });
    return undefined;
  }
  const known: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) {
    if (MODELLED.has(key)) {
      if (field !== null) known[key] = field;
    } else if (!isEmpty(field)) {
      problems.notVerified({
        file,
        path: key,
        message: `the field "${key}" is not modelled, so the result may differ`,
      });
    }
  }
  for (const [key, fields] of Object.entries(ENTRY_FIELDS)) {
    const entries = known[key];
    if (!Array.isArray(entries)) continue;
    entries.forEach((entry, index) => {
      if (!isRecord(entry)) return;
      for (const field of Object.keys(entry)) {
        if (!fields.includes(field) && !isEmpty(entry[field]))
          problems.notVerified({
            file,
            path: `${key}[${index}].${field}`,
            message: `the field "${field}" is not modelled, so the result may differ`,
          });
      }
    });
  }
  const result = schema.safeParse(known);
  if (!result.success) {
    for (const problem of problemsFromZod(
      result.error,
      known,
      file,
      parsed.documents[0],
    ))
      problems.invalid(problem);
    return undefined;
  }
  return result.data;
}
