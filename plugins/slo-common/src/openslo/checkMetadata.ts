import { describeFound } from '@chat2sql/plugin-platform-common';
import type { Checker } from './Checker';
import { joinPath } from './Checker';
import type { OpenSloMetadata } from './types';

const DNS_LABEL = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const LABEL_KEY = /^[a-zA-Z0-9](?:[-._a-zA-Z0-9]{0,61}[a-zA-Z0-9])?$/;
const LABEL_KEY_PREFIX =
  /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)*$/;

/** What a name may be, for messages (RFC 1123 label). */
const NAME_ALLOWED =
  'an RFC 1123 label: lower-case letters, digits and hyphens, starting and ending with a letter or digit, at most 63 characters';

/** A name or a reference to one. */
export function checkName(
  check: Checker,
  path: string,
  value: unknown,
): string | undefined {
  return check.text(path, value, {
    pattern: DNS_LABEL,
    allowed: NAME_ALLOWED,
  });
}

function isAnnotationKey(key: string): boolean {
  const slash = key.indexOf('/');
  if (slash < 0) return LABEL_KEY.test(key);
  const prefix = key.slice(0, slash);
  return (
    prefix.length <= 253 &&
    LABEL_KEY_PREFIX.test(prefix) &&
    LABEL_KEY.test(key.slice(slash + 1))
  );
}

/** The metadata of a document or of an object written inside one. */
export function checkMetadata(
  check: Checker,
  path: string,
  value: unknown,
): OpenSloMetadata | undefined {
  const fields = check.object(path, value, [
    'name',
    'displayName',
    'labels',
    'annotations',
  ]);
  if (!fields) return undefined;
  const name = checkName(check, joinPath(path, 'name'), fields.name);
  const displayName = check.optionalText(
    joinPath(path, 'displayName'),
    fields.displayName,
    63,
  );
  if (fields.labels !== undefined && fields.labels !== null) {
    checkLabels(check, joinPath(path, 'labels'), fields.labels);
  }
  if (fields.annotations !== undefined && fields.annotations !== null) {
    checkAnnotations(check, joinPath(path, 'annotations'), fields.annotations);
  }
  if (name === undefined) return undefined;
  return {
    name,
    displayName,
    labels: (fields.labels ?? undefined) as OpenSloMetadata['labels'],
    annotations: (fields.annotations ??
      undefined) as OpenSloMetadata['annotations'],
  };
}

function checkLabels(check: Checker, path: string, value: unknown): void {
  const labels = check.object(path, value);
  for (const [key, label] of Object.entries(labels ?? {})) {
    const at = joinPath(path, key);
    if (!LABEL_KEY.test(key)) {
      check.refuse(at, 'this label name is not allowed', {
        found: describeFound(key),
        allowed: 'letters, digits, ".", "_" and "-", at most 63 characters',
      });
    }
    const values = Array.isArray(label) ? label : [label];
    if (values.some(v => typeof v !== 'string')) {
      check.refuse(at, 'this value is not allowed', {
        found: describeFound(label),
        allowed: 'a text or a list of texts',
      });
    }
  }
}

function checkAnnotations(check: Checker, path: string, value: unknown): void {
  const annotations = check.object(path, value);
  for (const [key, annotation] of Object.entries(annotations ?? {})) {
    const at = joinPath(path, key);
    if (!isAnnotationKey(key)) {
      check.refuse(at, 'this annotation name is not allowed', {
        found: describeFound(key),
        allowed: 'an optional domain and a slash, then at most 63 characters',
      });
    }
    if (typeof annotation !== 'string') {
      check.refuse(at, 'this value is not allowed', {
        found: describeFound(annotation),
        allowed: 'a text',
      });
    }
  }
}
