// Holds two normalised answers against each other: which places differ, and how.

/** What a call was answered with, normalised. */
export interface Answer {
  /** HTTP's code, or the program's exit code. */
  readonly code: number;
  /** JSON, or the lines of a text. */
  readonly body: unknown;
  /** Standard error's lines, or the `Warning` headers. */
  readonly notes: readonly string[];
}

/** One place at which two answers differ. */
export interface Difference {
  /** `body.items[0].spec.replicas`; for lines `body` or `notes`. */
  readonly at: string;
  /** JSON of what stands there; `absent` where nothing does. */
  readonly playground: string;
  readonly real: string;
}

const ABSENT = "absent";

/** Every place at which the answers differ. */
export function compareAnswers(playground: Answer, real: Answer): Difference[] {
  return [
    ...compareValues(playground.code, real.code, "code"),
    ...compareValues(playground.body, real.body, "body"),
    ...compareLines(playground.notes, real.notes, "notes"),
  ];
}

function compareValues(mine: unknown, theirs: unknown, at: string): Difference[] {
  if (isTexts(mine) && isTexts(theirs)) return compareLines(mine, theirs, at);
  if (Array.isArray(mine) && Array.isArray(theirs)) return compareLists(mine, theirs, at);
  if (isRecord(mine) && isRecord(theirs)) {
    const keys = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
    return keys.flatMap(key => compareValues(mine[key], theirs[key], `${at}.${key}`));
  }
  return print(mine) === print(theirs) ? [] : [{ at, playground: print(mine), real: print(theirs) }];
}

/** Items that have names are compared by name, whatever their order; all others by place. */
function compareLists(mine: readonly unknown[], theirs: readonly unknown[], at: string): Difference[] {
  const [left, right] = [byName(mine), byName(theirs)];
  if (left && right) {
    const names = [...new Set([...left.keys(), ...right.keys()])];
    return names.flatMap(name => compareValues(left.get(name), right.get(name), `${at}[${name}]`));
  }
  const length = Math.max(mine.length, theirs.length);
  return Array.from({ length }, (_, index) => index).flatMap(index =>
    compareValues(mine[index], theirs[index], `${at}[${index}]`),
  );
}

function byName(items: readonly unknown[]): Map<string, unknown> | undefined {
  const named = new Map(items.map(item => [isRecord(item) ? nameOf(item) : "", item]));
  return named.has("") || named.size !== items.length || items.length === 0 ? undefined : named;
}

function nameOf(item: Readonly<Record<string, unknown>>): string {
  const { metadata, name, groupVersion, manager, operation, subresource, version } = item;
  if (isRecord(metadata) && typeof metadata["name"] === "string") return metadata["name"];
  if (typeof manager === "string")
    return `${manager}/${String(operation)}/${typeof subresource === "string" ? subresource : ""}`;
  if (typeof name === "string") return name;
  if (typeof groupVersion === "string") return groupVersion;
  return typeof version === "string" ? version : "";
}

/** Lines that only one of the two has: the longest common sequence is left out. */
export function compareLines(mine: readonly string[], theirs: readonly string[], at: string): Difference[] {
  const lengths = commonLengths(mine, theirs);
  const only: [string[], string[]] = [[], []];
  let [i, j] = [0, 0];
  while (i < mine.length || j < theirs.length) {
    const [left, right] = [mine[i], theirs[j]];
    if (left !== undefined && left === right) [i, j] = [i + 1, j + 1];
    else if (right === undefined || (left !== undefined && at2(lengths, i + 1, j) >= at2(lengths, i, j + 1))) {
      if (left !== undefined) only[0].push(left);
      i += 1;
    } else {
      only[1].push(right);
      j += 1;
    }
  }
  return [
    ...only[0].map(line => ({ at, playground: line, real: ABSENT })),
    ...only[1].map(line => ({ at, playground: ABSENT, real: line })),
  ];
}

function at2(table: readonly (readonly number[])[], i: number, j: number): number {
  return table[i]?.[j] ?? 0;
}

function commonLengths(mine: readonly string[], theirs: readonly string[]): number[][] {
  const table: number[][] = Array.from({ length: mine.length + 1 }, () => []);
  for (let i = mine.length - 1; i >= 0; i -= 1) {
    const row = table[i] ?? [];
    for (let j = theirs.length - 1; j >= 0; j -= 1) {
      row[j] =
        mine[i] === theirs[j] ? at2(table, i + 1, j + 1) + 1 : Math.max(at2(table, i + 1, j), at2(table, i, j + 1));
    }
  }
  return table;
}

function print(value: unknown): string {
  return value === undefined ? ABSENT : typeof value === "string" ? value : JSON.stringify(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(item => typeof item === "string");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
