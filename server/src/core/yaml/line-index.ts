// Turns offsets into lines and characters at the engine's edge, and back.
import type { Range } from "./range.ts";

/** Zero-based line and UTF-16 character, as in LSP. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Knows where each line of one text starts. Line breaks are LF, CRLF and a lone CR, as in YAML and LSP. */
export class LineIndex {
  readonly #lines: readonly Range[];

  constructor(text: string) {
    this.#lines = linesOf(text);
  }

  get lineCount(): number {
    return this.#lines.length;
  }

  /** Offsets past the end are taken as the end, those between CR and LF as the end of their line. */
  position(offset: number): Position {
    let low = 0;
    let high = this.#lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lines[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const { start, end } = this.#lines[low] ?? { start: 0, end: 0 };
    return { line: low, character: Math.max(0, Math.min(offset, end) - start) };
  }

  /** Positions past the end of a line or of the text are taken as that end. */
  offset(position: Position): number {
    const line = this.#lines[position.line];
    if (!line) return this.#lines.at(-1)?.end ?? 0;
    return Math.min(line.start + position.character, line.end);
  }
}

/** The lines of a text without their breaks. */
function linesOf(text: string): Range[] {
  const lines: Range[] = [];
  let start = 0;
  for (let offset = 0; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code !== 10 && code !== 13) continue;
    lines.push({ start, end: offset });
    if (code === 13 && text.charCodeAt(offset + 1) === 10) offset++;
    start = offset + 1;
  }
  lines.push({ start, end: text.length });
  return lines;
}
