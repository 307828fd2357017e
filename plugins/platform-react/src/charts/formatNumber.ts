/**
 * A number with three significant figures and its unit; large numbers keep
 * their whole part.
 */
export function formatNumber(
  value: number,
  locale: string,
  unit?: string,
): string {
  const text = new Intl.NumberFormat(
    locale,
    Math.abs(value) >= 1000
      ? { maximumFractionDigits: 0 }
      : { maximumSignificantDigits: 3 },
  ).format(value);
  if (!unit) return text;
  return `${text}\u00a0${unit}`;
}

/** Writes the ticks of a time axis: clock times within a day and a half, dates beyond. */
export function timeTickFormat(
  spanMs: number,
  locale: string,
): (at: Date) => string {
  const clock = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  });
  const day = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
  });
  if (spanMs > 36 * 3_600_000) return at => day.format(at);
  return at =>
    at.getHours() === 0 && at.getMinutes() === 0
      ? day.format(at)
      : clock.format(at);
}

/** Writes an instant for the crosshair and the table. */
export function formatInstant(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(at);
}
