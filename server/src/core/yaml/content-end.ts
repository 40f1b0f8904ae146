// Finds where the lines of a value end, which its range alone does not tell: block scalars own blank lines, comments trail.
import { endOfLine, isBehindBreak, startOfLine } from "./line-bounds.ts";
import type { YamlNode, YamlScalar } from "./tree.ts";

/** The end of the lines of a value. */
export interface ContentEnd {
  /** The end of the last line that belongs to the value, a comment there included; see `wholeLines`. */
  readonly offset: number;
  /** True where the offset is the start of the next line already, as after a block scalar that keeps its blank lines. */
  readonly wholeLines: boolean;
  /** True where a line break put behind the value would become part of it: a block scalar that the text ends with. */
  readonly open: boolean;
  /** True where the value needs the line break behind it to read as it does. */
  readonly needsBreak: boolean;
}

/** The end of a value's lines; undefined where the last part of the value is one the tree does not hold. */
export function contentEnd(text: string, value: YamlNode): ContentEnd | undefined {
  let last = value;
  while ((last.kind === "map" || last.kind === "sequence") && !last.flow) {
    if (last.kind === "map") {
      const entry = last.entries.at(-1);
      if (!entry || last.hasComplexKeys) return undefined;
      last = entry.value ?? entry.key;
    } else {
      const item = last.items.at(-1);
      if (!item) return undefined;
      last = item;
    }
  }
  if (last.kind === "scalar" && (last.style === "literal" || last.style === "folded"))
    return blockScalarEnd(text, last);
  return { offset: endOfLine(text, last.end), wholeLines: false, open: false, needsBreak: false };
}

function blockScalarEnd(text: string, scalar: YamlScalar): ContentEnd {
  const header = text.slice(scalar.start, endOfLine(text, scalar.start));
  const indicators = /^[|>]([-+0-9]*)/.exec(header)?.[1] ?? "";
  const endsText = scalar.end === text.length && !isBehindBreak(text, scalar.end);
  const needsBreak = !indicators.includes("-");
  if (endsText) return { offset: scalar.end, wholeLines: false, open: needsBreak, needsBreak };
  if (indicators.includes("+")) return { offset: scalar.end, wholeLines: true, open: false, needsBreak };
  const bodyStart = scalar.start + header.length;
  const indent = /[0-9]/.test(indicators) ? 0 : contentIndent(text.slice(bodyStart, scalar.end));
  let end = scalar.end;
  while (end > bodyStart) {
    const lineEnd = isBehindBreak(text, end) ? beforeBreak(text, end) : end;
    const start = startOfLine(text, lineEnd);
    const line = text.slice(start, lineEnd);
    if (lineEnd <= bodyStart || line.length > indent || line.trim() !== "")
      return { offset: lineEnd, wholeLines: false, open: false, needsBreak };
    end = start;
  }
  return { offset: bodyStart, wholeLines: false, open: false, needsBreak };
}

/** Blank lines up to this width are no content. */
function contentIndent(body: string): number {
  return /(?:^|[\r\n])( *)[^ \r\n]/.exec(body)?.[1]?.length ?? Infinity;
}

function beforeBreak(text: string, offset: number): number {
  return text.startsWith("\r\n", offset - 2) ? offset - 2 : offset - 1;
}
