import { formatValue } from '../promql/literals';

type Filter = (value: number) => string;

function plain(value: number): string {
  return Number.isFinite(value)
    ? String(Number(value.toPrecision(4)))
    : formatValue(value);
}

function humanizeDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return formatValue(seconds);
  const sign = seconds < 0 ? '-' : '';
  const whole = Math.floor(Math.abs(seconds));
  const parts = [
    [Math.floor(whole / 86_400), 'd'],
    [Math.floor(whole / 3600) % 24, 'h'],
    [Math.floor(whole / 60) % 60, 'm'],
    [whole % 60, 's'],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return '0s';
  return `${sign}${parts
    .slice(first)
    .map(([count, unit]) => `${count}${unit}`)
    .join(' ')}`;
}

const FILTERS: Record<string, Filter> = {
  humanize: plain,
  humanizePercentage: value => `${plain(value * 100)}%`,
  humanizeDuration,
};

const ACTION = /\{\{\s*(.*?)\s*\}\}/g;
const LABEL = /^\$labels\.([a-zA-Z_]\w*)$/;
const VALUE = /^\$value(?:\s*\|\s*(\w+))?$/;

/**
 * Checks a template of a rule.
 *
 * @throws Error for anything but `$labels.<name>` and `$value` with a known filter
 */
export function checkTemplate(template: string): void {
  for (const [, action] of template.matchAll(ACTION)) {
    const filter = VALUE.exec(action);
    const known = filter
      ? !filter[1] || filter[1] in FILTERS
      : LABEL.test(action);
    if (!known)
      throw new Error(`the template action {{ ${action} }} is not known`);
  }
}

/** Fills in a template with the labels and value of an alert. */
export function expandTemplate(
  template: string,
  labels: Readonly<Record<string, string>>,
  value: number,
): string {
  return template.replace(ACTION, (_, action: string) => {
    const label = LABEL.exec(action);
    if (label) return labels[label[1]] ?? '';
    const filter = VALUE.exec(action)?.[1];
    return filter ? FILTERS[filter](value) : formatValue(value);
  });
}
