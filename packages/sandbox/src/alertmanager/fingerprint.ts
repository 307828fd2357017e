const OFFSET = 14_695_981_039_346_656_037n;
const PRIME = 1_099_511_628_211n;
const MASK = (1n << 64n) - 1n;

/** Fingerprint of labels: FNV-1a, 64 bits, over sorted names and values with 0xff between. */
export function fingerprintOf(
  labels: Readonly<Record<string, string>>,
): string {
  let hash = OFFSET;
  const add = (byte: number) => {
    hash = ((hash ^ BigInt(byte)) * PRIME) & MASK;
  };
  for (const name of Object.keys(labels).sort()) {
    for (const part of [name, labels[name]]) {
      for (const byte of Buffer.from(part, 'utf8')) add(byte);
      add(0xff);
    }
  }
  return hash.toString(16).padStart(16, '0');
}
