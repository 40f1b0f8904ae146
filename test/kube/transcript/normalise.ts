// Takes out of an answer what differs from run to run: times, uids, versions, addresses, random suffixes, the widths of columns.

/** What a run's texts are freed of beyond what every text is. */
export interface RunNames {
  readonly namespace: string;
  /** `127.0.0.1:6443` */
  readonly server: string;
}

const TEXTS: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, "<uid>"],
  [/\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, "<time>"],
  [/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} 20\d\d \d\d:\d\d:\d\d [+-]\d{4}/g, "<time>"],
  [/\/tmp\/(LIVE|MERGED)-\d+/g, "/tmp/$1"],
  [/\b20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ [+-]\d{4}/g, "<time>"],
  [/\u001b\[[\d;]*m/g, ""],
  [/(\d+):\d{5}\/TCP/g, "$1:<port>/TCP"],
  [/(Resource Version: +)\d+/g, "$1<version>"],
  [/(Too large resource version: \d+, current: )\d+/g, "$1<version>"],
  [/(\\"resourceVersion\\":\\")\d+/g, "$1<version>"],
  [/\b10\.96\.\d+\.\d+\b/g, "<ip>"],
  [/\bgenerated-[a-z0-9]{5}\b/g, "generated-<suffix>"],
  [/((?:"resourceVersion"|resourceVersion): ?)"\d+"/g, '$1"<version>"'],
  [/(too old resource version: )\d+ \(\d+\)/g, "$1<version> (<version>)"],
];

/** Text without what differs from run to run. */
export function normaliseText(text: string, { namespace, server }: RunNames): string {
  const named = text.replaceAll(server, "<server>").replaceAll(namespace, "<namespace>");
  return TEXTS.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), named);
}

/** Lines of a program's output: columns are parted by two blanks, ages are left out, empty lines at the end, too. */
export function normaliseLines(text: string, names: RunNames): string[] {
  return normaliseText(text, names)
    .trimEnd()
    .split("\n")
    .map(line =>
      line
        .trimEnd()
        .replace(/(\S) {2,}/g, "$1  ")
        .replace(/(^|\s)(?:\d+d)?(?:\d+h)?(?:\d+m)?\d+s(?= ago|\s|$)/g, "$1<age>"),
    );
}

/** Values under these keys are the server's own counting. */
const COUNTED: Readonly<Record<string, string>> = {
  resourceVersion: "<version>",
  continue: "<token>",
  nodePort: "<port>",
  serverAddress: "<server>",
};

/** A JSON value without what differs from run to run. */
export function normaliseValue(value: unknown, names: RunNames, key = ""): unknown {
  if (typeof value === "string") {
    if (value !== "" && COUNTED[key] !== undefined) return COUNTED[key];
    return /^\d+s$/.test(value) ? "<age>" : normaliseText(value, names);
  }
  if (typeof value === "number") return COUNTED[key] ?? value;
  if (Array.isArray(value)) return value.map(item => normaliseValue(item, names));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [normaliseText(name, names), normaliseValue(item, names, name)]),
  );
}
