// Where lines begin and end around an offset. Line breaks are LF, CRLF and a lone CR.

/** Offset of the line break that ends the line of an offset, or the end of the text. */
export function endOfLine(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && !isBreak(text[end])) end++;
  return end;
}

/** Offset of the first character of the line of an offset; a byte order mark is no part of its line. */
export function startOfLine(text: string, offset: number): number {
  // Searching for each kind of break by itself would walk to the start of the text for the kind it does not have.
  let start = Math.min(offset, text.length);
  while (start > 0 && !isBreak(text[start - 1])) start--;
  return start === 0 && offset > 0 && text.startsWith("\uFEFF") ? 1 : start;
}

/** Offset behind a line break that stands at an offset; the offset itself where none does. */
export function afterBreak(text: string, offset: number): number {
  if (text.startsWith("\r\n", offset)) return offset + 2;
  return isBreak(text[offset]) ? offset + 1 : offset;
}

/** True where an offset is the first of a line other than the first. */
export function isBehindBreak(text: string, offset: number): boolean {
  return offset > 0 && isBreak(text[offset - 1]);
}

/** The white space that begins the line of an offset. */
export function indentOf(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(startOfLine(text, offset), offset))?.[0] ?? "";
}

/**
 * The column of a block entry's key or an item's dash, counted from zero; undefined where something other than
 * indentation and the dashes of enclosing items stands before it, such as an anchor or a question mark.
 */
export function blockColumn(text: string, offset: number): number | undefined {
  const start = startOfLine(text, offset);
  return /^ *(?:- +)*$/.test(text.slice(start, offset)) ? offset - start : undefined;
}

/**
 * A text of the same length in which a lone CR, a line break to YAML and kubectl, is one to the parser too:
 * the `yaml` package takes it for an ordinary character.
 */
export function withoutLoneCarriageReturns(text: string): string {
  return text.includes("\r") ? text.replaceAll(/\r(?!\n)/g, "\n") : text;
}

function isBreak(character: string | undefined): boolean {
  return character === "\n" || character === "\r";
}
