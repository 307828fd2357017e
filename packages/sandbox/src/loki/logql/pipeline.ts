import type { LogStream } from '../LogStore';
import type { LogLine } from '../lines/LineSource';
import type { LogQuery, Stage } from './ast';

type Labels = Record<string, string>;

/** A line that came through, with the labels it has then. */
export interface KeptLine {
  labels: Labels;
  line: LogLine;
}

function addFields(labels: Labels, prefix: string, value: object): void {
  for (const [name, field] of Object.entries(value)) {
    const label = `${prefix}${name.replace(/\W/g, '_')}`;
    if (field !== null && typeof field === 'object') {
      // Lists are left out, as Loki does.
      if (!Array.isArray(field)) addFields(labels, `${label}_`, field);
    } else if (field !== null) {
      labels[label in labels ? `${label}_extracted` : label] = String(field);
    }
  }
}

/** The labels with the fields of a JSON line, or with Loki's mark of an error. */
function withJson(labels: Labels, text: string): Labels {
  const result = { ...labels };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return {
      ...result,
      __error__: 'JSONParserErr',
      __error_details__:
        "Value looks like object, but can't find closing '}' symbol",
    };
  }
  addFields(result, '', value);
  return result;
}

/** The streams that a query selects. */
export function selectStreams(
  streams: readonly LogStream[],
  { matchers }: Pick<LogQuery, 'matchers'>,
): LogStream[] {
  return streams.filter(({ labels }) =>
    matchers.every(({ name, matches }) => matches(labels[name] ?? '')),
  );
}

/** The labels of a line after the pipeline, or undefined when it is dropped. */
function runStages(
  stages: readonly Stage[],
  streamLabels: Labels,
  text: string,
): Labels | undefined {
  let labels = streamLabels;
  for (const stage of stages) {
    if (stage.kind === 'json') labels = withJson(labels, text);
    else if (
      !stage.keeps(stage.kind === 'line' ? text : labels[stage.name] ?? '')
    ) {
      return undefined;
    }
  }
  return labels;
}

/** Runs lines of a stream through a query's pipeline. */
export function runPipeline(
  { stages }: LogQuery,
  streamLabels: Labels,
  lines: readonly LogLine[],
): KeptLine[] {
  const kept: KeptLine[] = [];
  for (const line of lines) {
    const labels = runStages(stages, streamLabels, line.text);
    if (labels) kept.push({ labels, line });
  }
  return kept;
}
