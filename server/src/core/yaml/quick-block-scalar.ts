// Block scalars for the quick reader: the simple ones, whose text no rule of YAML but the plainest has a say in.

/** The lines of a block scalar without their indentation. */
interface BlockScalar {
  readonly lines: readonly string[];
  /** True for `|-` and `>-`: no line break at the end. */
  readonly isStripped: boolean;
  /** Behind the line break of the last line that is not blank. */
  readonly end: number;
}

const HEADER = /[|>](-?) *(?: #[^\n]*)?\n/y;

/**
 * The block scalar that begins at an offset, below a key or dash in a column. Undefined for what is unusual: `+`, an
 * indentation that is said in so many words, no text at all, blank lines with too many spaces, no line break at the end.
 */
export function readBlockScalar(text: string, start: number, column: number): BlockScalar | undefined {
  HEADER.lastIndex = start;
  const header = HEADER.exec(text);
  if (!header) return undefined;
  const lines: string[] = [];
  let indent = 0;
  let blank = 0;
  let end = HEADER.lastIndex;
  for (let lineStart = end; lineStart < text.length;) {
    const lineEnd = text.indexOf("\n", lineStart);
    const first = firstWord(text, lineStart);
    const width = first - lineStart;
    if (first === text.length || text.charCodeAt(first) === 10) {
      if (lineEnd === -1 || width > indent) return undefined;
      blank++;
    } else {
      if (indent === 0) indent = width;
      if (width < indent || width <= column) break;
      if (lineEnd === -1) return undefined;
      for (; blank > 0; blank--) lines.push("");
      lines.push(text.slice(lineStart + indent, lineEnd));
      end = lineEnd + 1;
    }
    lineStart = lineEnd + 1;
  }
  return lines.length === 0 ? undefined : { lines, isStripped: header[1] === "-", end };
}

/** What `|` makes of the lines. */
export function literalText({ lines, isStripped }: BlockScalar): string {
  return lines.join("\n") + (isStripped ? "" : "\n");
}

/** What `>` makes of the lines; undefined where blank or further indented lines keep some of them apart. */
export function foldedText({ lines, isStripped }: BlockScalar): string | undefined {
  return lines.some(line => line === "" || line.startsWith(" "))
    ? undefined
    : lines.join(" ") + (isStripped ? "" : "\n");
}

function firstWord(text: string, lineStart: number): number {
  let offset = lineStart;
  while (text.charCodeAt(offset) === 32) offset++;
  return offset;
}
