// Puts words of a manifest into Markdown so that none of them is read as markup.

/** Inline code, whatever backticks or line breaks the text has. */
export function code(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  if (line === "") return "(empty)";
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map(run => run.length));
  const fence = "`".repeat(longest + 1);
  return longest > 0 ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`;
}

/** A bulleted list; absent lines are left out. */
export function bullets(lines: readonly (string | undefined)[]): string {
  return lines.flatMap(line => (line === undefined ? [] : [`- ${line}`])).join("\n");
}

/** `a`, `b` and `c`, or the other word in place of "and". */
export function codeList(items: readonly string[], word = "or"): string {
  const quoted = items.map(code);
  const last = quoted.pop();
  if (last === undefined) return "";
  return quoted.length === 0 ? last : `${quoted.join(", ")} ${word} ${last}`;
}
