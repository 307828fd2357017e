import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Expr } from '../promql/ast';
import { parseDuration } from '../promql/literals';
import { parsePromql } from '../promql/parsePromql';
import { checkTemplate } from './template';

/** An alerting rule. */
export interface AlertRule {
  name: string;
  query: string;
  expr: Expr;
  forMs: number;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

/** A group of rules. */
export interface RuleGroup {
  name: string;
  /** Where the group comes from, as the API shows it. */
  file: string;
  intervalMs: number;
  rules: AlertRule[];
}

type Plain = Record<string, unknown>;

function asRecord(value: unknown, what: string): Plain {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new Error(`${what} must be a mapping`);
  }
  return value as Plain;
}

function asList(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value)) throw new Error(`${what} must be a list`);
  return value;
}

function asText(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new Error(`${what} must be a text`);
  return value.trim();
}

function asDuration(value: unknown, what: string): number {
  const duration = parseDuration(asText(value, what));
  if (duration === undefined) throw new Error(`${what} must be a duration`);
  return duration;
}

function asTemplates(value: unknown, what: string): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, text] of Object.entries(asRecord(value ?? {}, what))) {
    result[name] = asText(text, `${what}.${name}`);
    checkTemplate(result[name]);
  }
  return result;
}

function readRule(value: unknown, what: string): AlertRule {
  const rule = asRecord(value, what);
  const known = ['alert', 'expr', 'for', 'labels', 'annotations'];
  for (const key of Object.keys(rule)) {
    if (!known.includes(key)) throw new Error(`${what}.${key} is not known`);
  }
  const query = asText(rule.expr, `${what}.expr`);
  return {
    name: asText(rule.alert, `${what}.alert`),
    query,
    expr: parsePromql(query),
    forMs: asDuration(rule.for ?? '0', `${what}.for`),
    labels: asTemplates(rule.labels, `${what}.labels`),
    annotations: asTemplates(rule.annotations, `${what}.annotations`),
  };
}

/**
 * Reads a rule file.
 *
 * @throws Error naming the place of what is wrong
 */
export function parseRules(text: string, file: string): RuleGroup[] {
  const document = asRecord(parse(text, { merge: true }), file);
  return asList(document.groups, `${file}: groups`).map((value, g) => {
    const what = `${file}: groups[${g}]`;
    const group = asRecord(value, what);
    return {
      name: asText(group.name, `${what}.name`),
      file,
      intervalMs: asDuration(group.interval ?? '1m', `${what}.interval`),
      rules: asList(group.rules, `${what}.rules`).map((rule, r) =>
        readRule(rule, `${what}.rules[${r}]`),
      ),
    };
  });
}

/** The rules of the sandbox. */
export function loadRules(): RuleGroup[] {
  const text = readFileSync(require.resolve('./rules.yaml'), 'utf8');
  return parseRules(text, '/etc/prometheus/rules/chat2sql.yaml');
}
