const TIMESTAMP =
  /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g;

/**
 * A sentence with its machine timestamps (RFC 3339) as day and time of the
 * reader, in the reader's time zone; the year is left out where it is this one.
 *
 * @param locale - BCP 47 tag of the language to write them in
 */
export function readableTimes(
  text: string,
  locale: string,
  now: Date = new Date(),
): string {
  return text.replace(TIMESTAMP, found => {
    const at = new Date(found);
    if (Number.isNaN(at.getTime())) return found;
    const sameYear = at.getFullYear() === now.getFullYear();
    return new Intl.DateTimeFormat(locale, {
      ...(sameYear ? {} : { year: 'numeric' }),
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(at);
  });
}
