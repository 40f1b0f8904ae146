// Reads the text format that Prometheus scrapes. Never fails: a line that is none is counted and left out.

export interface MetricSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** May be infinite or not a number, as the format allows. */
  readonly value: number;
}

export interface MetricText {
  readonly samples: readonly MetricSample[];
  /** How many lines were neither a sample nor a comment: the text may be no metrics at all. */
  readonly unreadable: number;
}

/** Timestamps and exemplars are read over; comments are left out. */
export function parseMetricText(text: string): MetricText {
  const samples: MetricSample[] = [];
  let unreadable = 0;
  for (const line of text.split("\n")) {
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.startsWith("#")) continue;
    const sample = parseSample(trimmed);
    if (sample) samples.push(sample);
    else unreadable += 1;
  }
  return { samples, unreadable };
}

const NAME = /^[a-zA-Z_:][\w:]*/;
const LABEL = /\s*([a-zA-Z_]\w*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*,?/y;

function parseSample(line: string): MetricSample | undefined {
  const [name] = NAME.exec(line) ?? [];
  if (name === undefined) return undefined;
  const labels = parseLabels(line, name.length);
  if (labels === undefined) return undefined;
  const [behind = ""] = line.slice(labels.end).split("#");
  const [number, , extra] = behind.trim().split(/\s+/);
  if (extra !== undefined) return undefined;
  const value = parseMetricNumber(number ?? "");
  return value === undefined ? undefined : { name, labels: labels.found, value };
}

function parseLabels(
  line: string,
  start: number,
): { readonly found: Record<string, string>; readonly end: number } | undefined {
  const found: Record<string, string> = {};
  const open = /^\s*\{/.exec(line.slice(start));
  if (!open) return { found, end: start };
  let at = start + open[0].length;
  for (;;) {
    LABEL.lastIndex = at;
    const [whole, key, value] = LABEL.exec(line) ?? [];
    if (whole === undefined || key === undefined || value === undefined) break;
    found[key] = value.replace(/\\(.)/g, (_, escaped: string) => (escaped === "n" ? "\n" : escaped));
    at += whole.length;
  }
  const close = /^\s*\}/.exec(line.slice(at));
  return close ? { found, end: at + close[0].length } : undefined;
}

/** A number as Go writes it, with `+Inf`, `-Inf` and `NaN`. Undefined for anything else. */
export function parseMetricNumber(text: string): number | undefined {
  if (/^[+-]?Inf(?:inity)?$/i.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  if (/^NaN$/i.test(text)) return Number.NaN;
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}
