// Small helpers to write YAML line by line, comments included, which no serializer puts where a reader wants them.

/** Lines of YAML without their common indentation. */
export type Lines = readonly string[];

export function indented(columns: number, lines: Lines): Lines {
  return lines.map(line => (line === "" ? "" : " ".repeat(columns) + line));
}

/** The lines as an item of a list. */
export function item(lines: Lines): Lines {
  return lines.map((line, index) => (index === 0 ? `- ${line}` : line === "" ? "" : `  ${line}`));
}

/** An item with comments above its dash. */
export function commented(comments: Lines, lines: Lines): Lines {
  return [...comments.map(comment => `# ${comment}`), ...lines];
}

/** Words and numbers that YAML 1.1, which kubectl reads, takes for something else than text. */
const NO_TEXT = /^(?:y|n|yes|no|on|off|true|false|null|~|[-+.]*\d\S*)$/i;
const PLAIN = /^[A-Za-z0-9_./$][\w./:@$%+=?&~()*!^,;|-]*$/;

/** A string as a scalar, in quotes only where it would be read as something else. */
export function scalar(text: string): string {
  const isPlain = PLAIN.test(text) && !NO_TEXT.test(text) && !text.endsWith(":");
  return isPlain ? text : JSON.stringify(text);
}
