// A column of `kubectl get`, and how a time or a path becomes the text in it.
import { isObject, valueAt } from "../../support/json.ts";

export interface ColumnDefinition {
  readonly name: string;
  readonly type: string;
  readonly format?: string;
  readonly description?: string;
  /** 0 is always shown, 1 with `-o wide` only. */
  readonly priority?: number;
  /** For custom resources: where the value stands, as a JSONPath without braces. */
  readonly path?: string;
}

/** `5m`, `2d4h`: a duration as kubectl prints it. Seconds in. Source: apimachinery's duration.HumanDuration. */
export function humanDuration(seconds: number): string {
  if (seconds < -1) return "<invalid>";
  if (seconds < 0) return "0s";
  const whole = Math.floor(seconds);
  if (whole < 120) return `${whole}s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 10) return withRest(minutes, "m", whole % 60, "s");
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 8) return withRest(hours, "h", minutes % 60, "m");
  if (hours < 48) return `${hours}h`;
  const days = Math.floor(hours / 24);
  if (hours < 192) return withRest(days, "d", hours % 24, "h");
  if (hours < 24 * 365 * 2) return `${days}d`;
  const years = Math.floor(days / 365);
  if (hours < 24 * 365 * 8) return withRest(years, "y", days % 365, "d");
  return `${years}y`;
}

/** Time since an RFC 3339 time; `<unknown>` where there is none. `now` in milliseconds. */
export function age(time: unknown, now: number): string {
  return typeof time === "string" ? humanDuration((now - Date.parse(time)) / 1000) : "<unknown>";
}

/** The value of a custom column in an object; null where the path finds nothing. Several finds are joined with commas. */
export function customCell(column: ColumnDefinition, object: unknown, now: number): unknown {
  const found = findPath(object, column.path ?? "");
  const [first] = found;
  if (first === undefined || first === null) return null;
  if (column.type === "date") return age(first, now);
  if (column.type === "string") {
    return found.map(entry => (typeof entry === "string" ? entry : JSON.stringify(entry))).join(",");
  }
  return first;
}

/** The part of JSONPath that printer columns use: `.a.b`, `.a[0].b`, `.a[*].b`, `.a[?(@.type=="Ready")].b`, `.metadata.labels.x\.y`. */
function findPath(object: unknown, path: string): unknown[] {
  let found: unknown[] = [object];
  for (const step of path.matchAll(/\.((?:[^.[\\]|\\.)+)|\[([^\]]*)\]/g)) {
    const [, key, index] = step;
    found = found.flatMap(value => (key === undefined ? itemsAt(value, index ?? "") : keyAt(value, key)));
  }
  return found;
}

function keyAt(value: unknown, key: string): unknown[] {
  const found = valueAt(value, key.replace(/\\(.)/g, "$1"));
  return found === undefined ? [] : [found];
}

function itemsAt(value: unknown, index: string): unknown[] {
  if (isObject(value) && /^'.*'$/.test(index)) return keyAt(value, index.slice(1, -1));
  if (!Array.isArray(value)) return [];
  const items: unknown[] = value;
  if (index === "*") return items;
  const test = /^\?\(@\.([\w.]+)\s*==\s*["'](.*)["']\)$/.exec(index);
  if (test) return items.filter(item => valueAt(item, ...(test[1] ?? "").split(".")) === test[2]);
  const entry = items.at(Number(index));
  return entry === undefined ? [] : [entry];
}

function withRest(amount: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${amount}${unit}` : `${amount}${unit}${rest}${restUnit}`;
}
