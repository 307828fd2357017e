import { createHash } from 'node:crypto';

/** Letters Kubernetes uses for generated names: no vowels, no look-alikes. */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

function digest(parts: readonly unknown[]): Buffer {
  return createHash('sha256').update(parts.join('\u0000')).digest();
}

/** A number in [0, 1) that depends on its inputs only. */
export function fraction(...parts: unknown[]): number {
  return digest(parts).readUInt32BE(0) / 2 ** 32;
}

/** A number in [low, high) that depends on its inputs only. */
export function between(
  low: number,
  high: number,
  ...parts: unknown[]
): number {
  return low + fraction(...parts) * (high - low);
}

/** A generated name suffix, as `rand.SafeEncodeString` of Kubernetes writes it. */
export function suffix(length: number, ...parts: unknown[]): string {
  const bytes = digest(parts);
  let text = '';
  for (let i = 0; i < length; i += 1) {
    text += ALPHABET[bytes[i] % ALPHABET.length];
  }
  return text;
}

/** A version 4 shaped UUID that depends on its inputs only. */
export function uuid(...parts: unknown[]): string {
  const hex = digest(parts).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(
    13,
    16,
  )}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Hexadecimal SHA-256 of the inputs. */
export function sha256(...parts: unknown[]): string {
  return digest(parts).toString('hex');
}

/** RFC 3339 time in whole seconds, as `metav1.Time` is written. */
export function kubeTime(at: Date | number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
