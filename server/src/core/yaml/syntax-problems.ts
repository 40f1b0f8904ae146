// Turns the parser's errors into problems a person can act on: at the place to mend, in plain words, without their echo.
import * as l10n from "@vscode/l10n";
import { visit, type Document } from "yaml";
import type { Range } from "./range.ts";

/** A syntax problem. `code` is the `yaml` package's error code or one of ours. */
export interface YamlProblem extends Range {
  readonly code: string;
  readonly message: string;
}

/** Said of nesting that exhausts the parser, wherever it notices. */
export const TOO_DEEP = {
  code: "TOO_DEEP",
  message: l10n.t("The document nests too many levels to be read."),
} as const;

/** The problems of a parsed document. `skipped` counts the characters at the start of `text` that the parser was not given. */
export function syntaxProblems(parsed: Document.Parsed, text: string, skipped: number): readonly YamlProblem[] {
  const within = (offset: number): number => Math.min(offset + skipped, text.length);
  const errors = parsed.errors.map(({ code, message, pos }): YamlProblem => {
    return { code, message: inPlainWords(code, message), start: within(pos[0]), end: within(pos[1]) };
  });
  const exhausted = errors.find(error => error.code === "RESOURCE_EXHAUSTION");
  if (exhausted) return [{ ...TOO_DEEP, start: exhausted.start, end: exhausted.end }];
  const quote = openQuote(parsed);
  if (quote === undefined) return errors;
  // What follows an open quote is text to the parser, so that all it says of the end of the file is an echo.
  const start = within(quote);
  const opened = {
    code: "MISSING_CHAR",
    message: l10n.t("The quote that opens here is never closed."),
    start,
    end: lineEnd(text, start),
  };
  return [...errors.filter(error => error.start < start), opened];
}

/** Where the quoted scalar begins that runs to the end of the document. */
function openQuote(parsed: Document.Parsed): number | undefined {
  if (!parsed.errors.some(error => /^Missing closing .quote/.test(error.message))) return undefined;
  let start: number | undefined;
  visit(parsed, {
    Scalar(_, node) {
      if (node.type?.startsWith("QUOTE_") && node.range) start = node.range[0];
    },
  });
  return start;
}

const PLAIN_WORDS: readonly (readonly [code: string, sign: RegExp, text: string])[] = [
  [
    "BLOCK_AS_IMPLICIT_KEY",
    /compact mappings/,
    l10n.t(
      'A second "key: value" cannot stand on the line of the first. Quote the value or put it on a line of its own.',
    ),
  ],
  [
    "BAD_INDENT",
    /same column/,
    l10n.t("This line does not begin in the same column as the other keys of its mapping."),
  ],
  [
    "BAD_INDENT",
    /^Flow (map|sequence)/,
    l10n.t("A bracket that is opened before is not closed here, or is closed too far to the left."),
  ],
  ["MULTILINE_IMPLICIT_KEY", /single line/, l10n.t("This line lacks the colon behind its key.")],
  [
    "BAD_INDENT",
    /Sequence item without - indicator/,
    l10n.t("This line stands in a list but does not begin with a dash."),
  ],
];

function inPlainWords(code: string, message: string): string {
  return PLAIN_WORDS.find(([known, sign]) => known === code && sign.test(message))?.[2] ?? message;
}

function lineEnd(text: string, offset: number): number {
  const length = /^[^\r\n]*/.exec(text.slice(offset))?.[0].trimEnd().length ?? 0;
  return offset + Math.max(length, 1);
}
