// Finds the code in a page: fenced blocks of Markdown, code blocks of reStructuredText.
import type { Range } from "../yaml/index.ts";

/** Whole lines of code, indented as they are in the page. */
export interface CodeBlock extends Range {
  /** As the page names it, in lower case; empty where it does not. */
  readonly language: string;
}

interface Line extends Range {
  readonly text: string;
}

/** The blocks of a page, in order. */
export function codeBlocks(text: string, fileName: string): readonly CodeBlock[] {
  const lines = linesOf(text);
  return /\.rst$/i.test(fileName) ? directiveBlocks(lines) : fencedBlocks(lines);
}

/** Lines with their offsets; the text is without the break. */
export function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const whole of text.split("\n")) {
    lines.push({ start, end: start + whole.length, text: whole.replace(/\r$/, "") });
    start += whole.length + 1;
  }
  return lines;
}

const FENCE = /^[ \t]{0,40}(?:[-*+]|\d{1,9}[.)])?[ \t]{0,40}(`{3,}|~{3,})[ \t]{0,40}\{?\.?([\w+-]*)/;

function fencedBlocks(lines: readonly Line[]): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: { readonly marker: string; readonly language: string; readonly first: number } | undefined;
  lines.forEach((line, index) => {
    if (open) {
      const trimmed = line.text.trim();
      if (!trimmed.startsWith(open.marker) || trimmed.replaceAll(open.marker[0] ?? "", "") !== "") return;
      blocks.push(...blockOf(lines.slice(open.first, index), open.language));
      open = undefined;
      return;
    }
    const found = FENCE.exec(line.text);
    if (found?.[1]) open = { marker: found[1], language: (found[2] ?? "").toLowerCase(), first: index + 1 };
  });
  // A fence that is still being written reaches to the end.
  return open ? [...blocks, ...blockOf(lines.slice(open.first), open.language)] : blocks;
}

const DIRECTIVE = /^([ \t]*)\.\. (?:code-block|code|sourcecode)::[ \t]*([\w+-]*)/;

function directiveBlocks(lines: readonly Line[]): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  for (let index = 0; index < lines.length; index++) {
    const found = DIRECTIVE.exec(lines[index]?.text ?? "");
    if (!found) continue;
    const outer = (found[1] ?? "").length;
    let end = index + 1;
    while (end < lines.length && isInside(lines[end]?.text ?? "", outer)) end++;
    const content = lines.slice(index + 1, end);
    const first = content.findIndex(({ text }) => text.trim() !== "" && !/^[ \t]+:[\w-]+:/.test(text));
    if (first !== -1) blocks.push(...blockOf(content.slice(first), (found[2] ?? "").toLowerCase()));
    index = end - 1;
  }
  return blocks;
}

function isInside(text: string, outer: number): boolean {
  return text.trim() === "" || indentOf(text) > outer;
}

function indentOf(text: string): number {
  return /^[ \t]*/.exec(text)?.[0].length ?? 0;
}

function blockOf(lines: readonly Line[], language: string): readonly CodeBlock[] {
  const last = lines.findLastIndex(({ text }) => text.trim() !== "");
  const [first, end] = [lines[0], lines[last]];
  return first && end ? [{ language, start: first.start, end: end.end }] : [];
}
