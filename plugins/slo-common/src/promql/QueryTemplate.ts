import { unbalanced } from './balance';
import { parseSelector } from './selector';

/**
 * The query of one metric after its environment is filled in.
 *
 * - `selector`: a plain counter; the sum of its increase is taken over a window
 * - `windowed`: an expression that says itself where the window goes
 * - `instant`: an expression without a window, for thresholds
 */
export interface QueryTemplate {
  form: 'selector' | 'windowed' | 'instant';
  /** The query with `{{.window}}` still in it where there is one. */
  text: string;
}

/** A template, or why the text is none. */
export type QueryTemplateResult =
  | { template: QueryTemplate; reason?: undefined }
  | { template?: undefined; reason: string };

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;
const SAFE_VALUE = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

/** Values for the placeholders of a query besides the window. */
export interface QueryBindings {
  environment?: string;
  namespace?: string;
}

function bind(text: string, bindings: QueryBindings): QueryTemplateResult {
  const values: Record<string, string | undefined> = {
    '.environment': bindings.environment,
    '.namespace': bindings.namespace,
  };
  let reason: string | undefined;
  const bound = text.replace(PLACEHOLDER, (all, name: string) => {
    if (name === '.window') return '{{.window}}';
    const value = values[name];
    if (!(name in values)) {
      reason ??= `the placeholder ${all} is not known; known are {{.window}}, {{.environment}} and {{.namespace}}`;
    } else if (value === undefined) {
      reason ??= `the query uses ${all}, but the annotation chat2sql.io/environments names no environment`;
    } else if (!SAFE_VALUE.test(value)) {
      // A value outside this grammar could end the string it stands in.
      reason ??= `the value of ${all} is not lower-case letters, digits and hyphens`;
    }
    return value ?? '';
  });
  if (reason) return { reason };
  return { template: { form: 'windowed', text: bound } };
}

/**
 * Reads a query of the portal's dialect: a plain counter selector, or a text
 * with `{{.window}}`; anything else cannot be evaluated over a window.
 *
 * @param query - `spec.query` of a metric source
 * @param bindings - values of the other placeholders
 * @param options - `instant` also allows an expression without window (thresholds)
 */
export function readQueryTemplate(
  query: unknown,
  bindings: QueryBindings,
  options: { instant?: boolean } = {},
): QueryTemplateResult {
  if (typeof query !== 'string' || query.trim() === '') {
    return { reason: 'the metric source has no text under spec.query' };
  }
  if (query.length > 10_000) {
    return { reason: 'the query is longer than 10000 characters' };
  }
  const bound = bind(query.trim(), bindings);
  if (!bound.template) return bound;
  const { text } = bound.template;
  const windowed = text.includes('{{.window}}');
  const fault = unbalanced(text.replace(/\{\{\.window\}\}/g, '5m'));
  if (fault) return { reason: `the query does not parse: ${fault}` };
  if (windowed) return { template: { form: 'windowed', text } };
  if (options.instant) return { template: { form: 'instant', text } };
  if (parseSelector(text)) return { template: { form: 'selector', text } };
  return {
    reason:
      'the query is neither a plain counter selector nor a text with {{.window}}',
  };
}

/**
 * PromQL of a template over a window.
 *
 * @param template - see {@link readQueryTemplate}
 * @param window - length in Prometheus' notation, for example `5m`
 */
export function renderQuery(template: QueryTemplate, window: string): string {
  switch (template.form) {
    case 'selector':
      return `sum(increase(${template.text}[${window}]))`;
    case 'windowed':
      return template.text.replace(/\{\{\.window\}\}/g, window);
    default:
      return template.text;
  }
}
