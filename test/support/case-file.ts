// Reads rule cases: manifests that carry their expected findings as caret comments under the text meant.
//
//   traffic: 90
// #          ^^ error traffic-sum/wrongTotal: adds up to 115 (suggestion)
//
// Carets mark the span in the nearest line above that is no marker. A hash directly before the carets counts as one of them,
// for spans at the start of a line. After the rule and message id may stand a part of the message, and `(fix)` or
// `(suggestion)` where such are offered, `(fix, suggestion)` where both are. A block scalar cannot hold comments: write
// `#@ LINE:CHARACTER-LINE:CHARACTER error …` (one-based lines of the clean text, zero-based characters) at the head instead.

export interface ExpectedFinding {
  /** Zero-based lines and characters in the clean text. */
  readonly range: { readonly start: Place; readonly end: Place };
  readonly severity: string;
  readonly code: string;
  readonly messagePart: string | undefined;
  readonly offers: readonly string[];
}

export interface Place {
  readonly line: number;
  readonly character: number;
}

export interface CaseFile {
  /** The manifest without its marker lines. */
  readonly text: string;
  readonly expected: readonly ExpectedFinding[];
}

const MARKER =
  /^(\s*)#( *)(\^+) (error|warning|information|hint) (\S+?)(?::\s(.*?))?(?:\s\(((?:fix|suggestion)(?:, suggestion)?)\))?$/;
const HEAD_MARKER =
  /^#@ (\d+):(\d+)-(\d+):(\d+) (error|warning|information|hint) (\S+?)(?::\s(.*?))?(?:\s\(((?:fix|suggestion)(?:, suggestion)?)\))?$/;

/** Separates a case file into its manifest and what is expected of it. A malformed marker throws. */
export function readCaseFile(source: string): CaseFile {
  const newline = source.includes("\r\n") ? "\r\n" : "\n";
  const kept: string[] = [];
  const expected: ExpectedFinding[] = [];
  for (const line of source.split(/\r?\n/)) {
    const head = HEAD_MARKER.exec(line);
    const marker = MARKER.exec(line);
    if (head) expected.push(readHeadMarker(head));
    else if (marker) expected.push(readMarker(marker, kept.length - 1));
    else if (/^\s*#[ ]*\^/.test(line) || line.startsWith("#@")) throw new Error(`Malformed marker: ${line}`);
    else kept.push(line);
  }
  return { text: kept.join(newline), expected };
}

function readMarker(match: RegExpExecArray, line: number): ExpectedFinding {
  const [, indent = "", gap = "", carets = "", severity = "", code = "", messagePart, offers] = match;
  const hash = indent.length;
  const start = gap === "" ? hash : hash + 1 + gap.length;
  const end = hash + 1 + gap.length + carets.length;
  return {
    range: { start: { line, character: start }, end: { line, character: end } },
    severity,
    code,
    messagePart,
    offers: offers?.split(", ") ?? [],
  };
}

function readHeadMarker(match: RegExpExecArray): ExpectedFinding {
  const [, startLine, startCharacter, endLine, endCharacter, severity = "", code = "", messagePart, offers] = match;
  return {
    range: {
      start: { line: Number(startLine) - 1, character: Number(startCharacter) },
      end: { line: Number(endLine) - 1, character: Number(endCharacter) },
    },
    severity,
    code,
    messagePart,
    offers: offers?.split(", ") ?? [],
  };
}
