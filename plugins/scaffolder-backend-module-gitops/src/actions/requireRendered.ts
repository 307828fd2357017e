import { InputError } from '@backstage/errors';

/**
 * Refuses inputs that still hold template markup: an expression that fails to
 * render stays in the text and would be taken for a value.
 *
 * @throws InputError naming the input
 */
export function requireRendered(input: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(input)) {
    if (typeof value === 'string' && value.includes('${{')) {
      throw new InputError(`the input ${key} was not rendered: ${value}`);
    }
  }
}
