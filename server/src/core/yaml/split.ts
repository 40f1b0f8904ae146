// Cuts a stream into its documents before any of them is parsed, so that an edit re-parses only the document it is in.
import type { Range } from "./range.ts";

/** Most files have none, and so are one document. */
const ANY_MARKER = /(?:^|[\r\n])(?:---|\.\.\.)/;

/**
 * The documents of a YAML stream, in order and without gaps.
 *
 * A line that begins with `---` or `...` ends a document wherever it stands: YAML forbids it inside every kind of scalar.
 * Comments and directives before the first `---` belong to the document that follows.
 */
export function splitDocuments(text: string): Range[] {
  if (!ANY_MARKER.test(text)) return [{ start: 0, end: text.length }];
  const documents: Range[] = [];
  let start = 0;
  let hasContent = false;
  let afterEnd = false;
  for (let lineStart = 0; lineStart <= text.length;) {
    const lineEnd = endOfLine(text, lineStart);
    if (isMarker(text, lineStart, "---")) {
      if (hasContent || afterEnd) {
        documents.push({ start, end: lineStart });
        start = lineStart;
      }
      hasContent = true;
      afterEnd = false;
    } else if (isMarker(text, lineStart, "...")) {
      afterEnd = true;
    } else if (!isBlankOrComment(text, lineStart, lineEnd)) {
      if (afterEnd) {
        documents.push({ start, end: lineStart });
        start = lineStart;
        afterEnd = false;
        hasContent = false;
      }
      if (text[lineStart] !== "%") hasContent = true;
    }
    if (lineEnd >= text.length) break;
    lineStart = lineEnd + 1;
  }
  documents.push({ start, end: text.length });
  return documents;
}

function endOfLine(text: string, from: number): number {
  for (let offset = from; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code === 10) return offset;
    if (code === 13) return text.charCodeAt(offset + 1) === 10 ? offset + 1 : offset;
  }
  return text.length;
}

function isMarker(text: string, lineStart: number, marker: string): boolean {
  if (!text.startsWith(marker, lineStart)) return false;
  const next = text[lineStart + marker.length];
  return next === undefined || next === " " || next === "\t" || next === "\n" || next === "\r";
}

function isBlankOrComment(text: string, start: number, end: number): boolean {
  for (let offset = start; offset < end; offset++) {
    const character = text[offset];
    if (character === "#") return true;
    if (character !== " " && character !== "\t" && character !== "\r" && character !== "\uFEFF") return false;
  }
  return true;
}
