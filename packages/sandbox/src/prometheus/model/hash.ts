/** A 32-bit number that depends on all parts and on nothing else. */
export function hash32(...parts: readonly (string | number)[]): number {
  let h = 0x811c9dc5;
  for (const part of parts) {
    const text = typeof part === 'number' ? part.toString(36) : part;
    for (let i = 0; i < text.length; i++) {
      h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
    }
    h = Math.imul(h ^ 0xff, 0x01000193);
  }
  // Finish with the mixer of MurmurHash3, so that near inputs end far apart.
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A number in [0, 1) that depends on all parts and on nothing else. */
export function unit(...parts: readonly (string | number)[]): number {
  return hash32(...parts) / 2 ** 32;
}

/** Mixes a number into a hash: quick, for draws by the million. */
export function mix(hash: number, value: number): number {
  let h = hash ^ Math.imul(value, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Lower-case hexadecimal text of a length that depends on all parts. */
export function hexText(
  length: number,
  ...parts: readonly (string | number)[]
): string {
  let text = '';
  for (let i = 0; text.length < length; i++) {
    text += hash32(i, ...parts)
      .toString(16)
      .padStart(8, '0');
  }
  return text.slice(0, length);
}

// The letters Kubernetes uses for generated names.
const SAFE = 'bcdfghjklmnpqrstvwxz2456789';

/** A suffix as Kubernetes generates for names, depending on all parts. */
export function nameSuffix(
  length: number,
  ...parts: readonly (string | number)[]
): string {
  let text = '';
  for (let i = 0; i < length; i++) {
    text += SAFE[hash32(i, ...parts) % SAFE.length];
  }
  return text;
}
