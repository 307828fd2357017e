import { describeFound, type Problem } from '@chat2sql/plugin-platform-common';

/** Plain object after a check that it is one. */
export type Fields = Record<string, unknown>;

/** Joins a field path: `spec` and `objectives` and 0 give `spec.objectives[0]`. */
export function joinPath(path: string, part: string | number): string {
  if (typeof part === 'number') return `${path}[${part}]`;
  return path ? `${path}.${part}` : part;
}

/**
 * Collects every fault of one document while its fields are read one by one,
 * so that a person mends a file in one go. Each reader returns the value when
 * it is right and undefined when it is missing or wrong.
 */
export class Checker {
  readonly problems: Problem[] = [];
  readonly #at: Pick<Problem, 'file' | 'line' | 'document'>;

  private constructor(at: Pick<Problem, 'file' | 'line' | 'document'>) {
    this.#at = at;
  }

  static create(at: Pick<Problem, 'file' | 'line' | 'document'>): Checker {
    return new Checker(at);
  }

  /** Notes a fault. */
  refuse(
    path: string,
    message: string,
    more: Pick<Problem, 'found' | 'allowed'> = {},
  ): undefined {
    this.problems.push({ ...this.#at, path, message, ...more });
    return undefined;
  }

  #wrong(path: string, value: unknown, allowed: string): undefined {
    return this.refuse(
      path,
      value === undefined || value === null
        ? 'this field is required'
        : 'this value is not allowed',
      { found: describeFound(value ?? undefined), allowed },
    );
  }

  /**
   * An object with no other fields than `known`.
   *
   * @param known - names of all fields the format has; undefined allows any
   */
  object(
    path: string,
    value: unknown,
    known?: readonly string[],
  ): Fields | undefined {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      return this.#wrong(path, value, 'an object');
    }
    const fields = value as Fields;
    if (known) {
      for (const key of Object.keys(fields)) {
        if (known.includes(key)) continue;
        this.refuse(joinPath(path, key), `unknown field "${key}"`, {
          allowed: known.join(', '),
        });
      }
    }
    return fields;
  }

  list(
    path: string,
    value: unknown,
    size: { min: number; max?: number },
  ): unknown[] | undefined {
    const { min, max } = size;
    const allowed =
      max === min
        ? `a list with exactly ${min} item`
        : `a list with at least ${min} item`;
    if (!Array.isArray(value)) return this.#wrong(path, value, allowed);
    if (value.length < min || (max !== undefined && value.length > max)) {
      return this.refuse(path, 'the list has the wrong length', {
        found: `${value.length} items`,
        allowed,
      });
    }
    return value;
  }

  /** A text that is not empty. */
  text(
    path: string,
    value: unknown,
    rule: { maxLength?: number; pattern?: RegExp; allowed?: string } = {},
  ): string | undefined {
    const { maxLength, pattern, allowed = 'a text that is not empty' } = rule;
    if (typeof value !== 'string' || value === '') {
      return this.#wrong(path, value, allowed);
    }
    // Characters are counted as people count them, not as UTF-16 units.
    if (maxLength !== undefined && [...value].length > maxLength) {
      return this.refuse(path, 'the text is too long', {
        found: `${[...value].length} characters`,
        allowed: `at most ${maxLength} characters`,
      });
    }
    if (pattern && !pattern.test(value)) {
      return this.#wrong(path, value, allowed);
    }
    return value;
  }

  /** A text that may be left out or empty. */
  optionalText(
    path: string,
    value: unknown,
    maxLength: number,
  ): string | undefined {
    if (value === undefined || value === null || value === '') return undefined;
    return this.text(path, value, { maxLength, allowed: 'a text' });
  }

  oneOf<T extends string>(
    path: string,
    value: unknown,
    values: readonly T[],
  ): T | undefined {
    if (typeof value !== 'string' || !values.includes(value as T)) {
      return this.#wrong(path, value, values.join(', '));
    }
    return value as T;
  }

  boolean(path: string, value: unknown): boolean | undefined {
    if (typeof value !== 'boolean') {
      return this.#wrong(path, value, 'true or false');
    }
    return value;
  }

  /** A finite number for which `holds` is true. */
  number(
    path: string,
    value: unknown,
    rule: { holds: (n: number) => boolean; allowed: string } = {
      holds: () => true,
      allowed: 'a number',
    },
  ): number | undefined {
    if (
      typeof value !== 'number' ||
      !Number.isFinite(value) ||
      !rule.holds(value)
    ) {
      return this.#wrong(path, value, rule.allowed);
    }
    return value;
  }
}
