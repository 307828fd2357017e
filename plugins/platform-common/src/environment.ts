import { z } from 'zod';
import type { ParsedDocument } from './yaml/parseDocuments';
import { parseDocuments } from './yaml/parseDocuments';
import { describeFound, type Problem } from './problem';

/** Tiers in the order a change travels. */
export const TIERS = ['dev', 'test', 'staging', 'prod'] as const;

/** Tier of an environment. */
export type Tier = (typeof TIERS)[number];

/** Grammar of environment names; 39 characters keep the namespace within 63. */
export const ENVIRONMENT_NAME = /^[a-z](?:[a-z0-9-]{0,37}[a-z0-9])?$/;

const name = z
  .string()
  .regex(
    ENVIRONMENT_NAME,
    'lower-case letters, digits and hyphens, starting with a letter, at most 39 characters',
  );

const recordSchema = z.strictObject({
  apiVersion: z.literal('portal.chat2sql.io/v1'),
  kind: z.literal('EnvironmentRecord'),
  name,
  tier: z.enum(TIERS),
  cluster: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/),
  owner: z.string().regex(/^(group|user):[a-z0-9-]+\/[a-z0-9._-]+$/),
  purpose: z.string().min(1).max(500),
  state: z.enum(['active', 'retiring']).optional(),
  template: z
    .strictObject({ ref: z.string(), version: z.number().int().min(1) })
    .optional(),
  answers: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .optional(),
  lease: z
    .strictObject({
      createdAt: z.iso.datetime({ offset: true }),
      expiresAt: z.iso.datetime({ offset: true }),
      maxDays: z.number().int().min(1).max(365),
      extensions: z.number().int().min(0),
    })
    .optional(),
  plan: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .optional(),
});

/**
 * The record of one environment in git (`environments/<tier>/<name>/environment.yaml`):
 * what exists, where, for whom and until when. It drives generators and is never applied.
 */
export type EnvironmentRecord = z.infer<typeof recordSchema>;

/** Name of an environment across all tiers: `dev`, `prod`, `dev-feat-join-hints`. */
export function environmentId(record: { tier: Tier; name: string }): string {
  return record.name === record.tier
    ? record.tier
    : `${record.tier}-${record.name}`;
}

/** Kubernetes namespace of an environment: `chat2sql-<tier>[-<name>]`. */
export function environmentNamespace(record: {
  tier: Tier;
  name: string;
}): string {
  return `chat2sql-${environmentId(record)}`;
}

/** Directory of an environment in the platform repository, without slashes at the ends. */
export function environmentDirectory(record: {
  tier: Tier;
  name: string;
}): string {
  return `environments/${record.tier}/${record.name}`;
}

/** Order of environments: by tier, the tier's own environment first, then by name. */
export function compareEnvironments(
  a: { tier: Tier; name: string },
  b: { tier: Tier; name: string },
): number {
  const byTier = TIERS.indexOf(a.tier) - TIERS.indexOf(b.tier);
  if (byTier !== 0) return byTier;
  if (a.name === a.tier) return b.name === b.tier ? 0 : -1;
  if (b.name === b.tier) return 1;
  return a.name < b.name ? -1 : Number(a.name > b.name);
}

/** Result of reading an environment record: the record, or why not. */
export type EnvironmentRecordResult =
  | { record: EnvironmentRecord; problems: [] }
  | { record: undefined; problems: Problem[] };

/** What a schema would accept, in words, where it can be said. */
function allowedBy(issue: z.core.$ZodIssue): string | undefined {
  if (issue.code === 'invalid_value') return issue.values.join(', ');
  if (issue.code === 'invalid_type') return issue.expected;
  if (issue.code !== 'invalid_format' || issue.format !== 'regex') {
    return undefined;
  }
  return issue.message.startsWith('Invalid') ? issue.pattern : issue.message;
}

/** One sentence for an issue of a schema. */
function messageOf(issue: z.core.$ZodIssue, found: unknown): string {
  if (issue.code === 'unrecognized_keys') {
    return `unknown field ${issue.keys.map(key => `"${key}"`).join(', ')}`;
  }
  if (found === undefined) return 'this field is required';
  return issue.code === 'invalid_value'
    ? 'this value is not allowed'
    : issue.message;
}

/** Turns the issues of a zod schema into problems of a file. */
export function problemsFromZod(
  error: z.ZodError,
  value: unknown,
  file: string,
  document?: Pick<ParsedDocument, 'index' | 'line'>,
): Problem[] {
  return error.issues.map(issue => {
    const path = issue.path
      .map(part =>
        typeof part === 'number' ? `[${part}]` : `.${String(part)}`,
      )
      .join('')
      .replace(/^\./, '');
    let found: unknown = value;
    for (const part of issue.path) {
      found =
        found !== null && typeof found === 'object'
          ? (found as Record<PropertyKey, unknown>)[part]
          : undefined;
    }
    const allowed = allowedBy(issue);
    const unknownKeys = issue.code === 'unrecognized_keys';
    return {
      file,
      line: document?.line,
      document: document?.index,
      path,
      message: messageOf(issue, found),
      found: unknownKeys ? undefined : describeFound(found),
      allowed,
    };
  });
}

/**
 * Reads an `environment.yaml`.
 *
 * The path decides tier and name where it has the layout
 * `environments/<tier>/<name>/environment.yaml`; a record that disagrees with
 * its path is refused, for generators read the path.
 *
 * @param text - content of the file
 * @param file - repository path, used in problems and for the path rule
 * @returns the record, or problems that name file, field, found and allowed; never throws
 */
export function parseEnvironmentRecord(
  text: string,
  file: string,
): EnvironmentRecordResult {
  const { documents, problems } = parseDocuments(text, file, {
    maxLength: 100_000,
  });
  if (problems.length > 0) return { record: undefined, problems };
  if (documents.length !== 1) {
    return {
      record: undefined,
      problems: [
        {
          file,
          path: '',
          message: 'the file must hold exactly one environment record',
          found: `${documents.length} documents`,
          allowed: '1 document',
        },
      ],
    };
  }
  const [document] = documents;
  const result = recordSchema.safeParse(document.value);
  if (!result.success) {
    return {
      record: undefined,
      problems: problemsFromZod(result.error, document.value, file, document),
    };
  }
  const record = result.data;
  const place =
    /(?:^|\/)environments\/([^/]+)\/([^/]+)\/environment\.yaml$/.exec(file);
  const mismatches: Problem[] = [];
  if (place && place[1] !== record.tier) {
    mismatches.push({
      file,
      path: 'tier',
      message: 'the tier must be that of the directory',
      found: describeFound(record.tier),
      allowed: place[1],
    });
  }
  if (place && place[2] !== record.name) {
    mismatches.push({
      file,
      path: 'name',
      message: 'the name must be that of the directory',
      found: describeFound(record.name),
      allowed: place[2],
    });
  }
  if (mismatches.length > 0) return { record: undefined, problems: mismatches };
  return { record, problems: [] };
}
