// kubectl explains from OpenAPI v2 in another layout than from v3: this brings both into one, so that words only are compared.

/** `name<tab><type>`, perhaps required. */
const FIELD = /^([\w$-]+)\t(<.*)$/;
const HEAD = /^(?:FIELD|RESOURCE): +(.*)$/;

/** A line for each field, and one for each description; indentation, line breaks and the head's form are left out. */
export function explainedLines(lines: readonly string[]): string[] {
  const result: string[] = [];
  let [group, name] = ["", ""];
  let isOpen = false;
  for (const line of lines.map(text => text.trim())) {
    if (line.startsWith("GROUP:")) group = `${line.slice("GROUP:".length).trim()}/`;
    const [, field, type = ""] = FIELD.exec(line) ?? [];
    const head = field === undefined ? headOf(line, group) : `${field} ${type}`;
    if (head === undefined && line !== "") {
      const said = isOpen ? `${result.pop() ?? ""} ${line}` : `${name}: ${line}`;
      result.push(said);
    } else if (head !== undefined && !line.startsWith("GROUP:")) {
      name = field ?? "";
      result.push(head);
    }
    isOpen = head === undefined && line !== "";
  }
  return result;
}

/** A line of the head, in one form; undefined for lines of descriptions. */
function headOf(line: string, group: string): string | undefined {
  const version = /^VERSION: +(.*)$/.exec(line)?.[1];
  if (version !== undefined) return `VERSION: ${version.includes("/") ? "" : group}${version}`;
  const typed = HEAD.exec(line)?.[1];
  if (typed !== undefined) return `FIELD: ${typed}`;
  return /^(?:GROUP|KIND|DESCRIPTION|FIELDS):/.test(line) ? line : undefined;
}
