/**
 * Remembers what a pure function made of an object. Objects of the cluster are
 * immutable: a changed one is another one, so the answer stays right, and it
 * goes when the object goes.
 */
export function onceByObject<T extends object, R>(
  judge: (object: T) => R,
): (object: T) => R {
  const known = new WeakMap<T, { answer: R }>();
  return object => {
    let entry = known.get(object);
    if (!entry) {
      entry = { answer: judge(object) };
      known.set(object, entry);
    }
    return entry.answer;
  };
}
