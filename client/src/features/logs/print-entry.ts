// How an entry is printed: `time [n] source │ text  ◀ what the line means`. Colours come on top (syntaxes/seldon-log.tmLanguage.json).
import * as l10n from "@vscode/l10n";
import { formatLine, matchLine, type SignatureMatch, type SignatureSource } from "../../domain/index.ts";
import { isRemark, type Entry, type Source } from "./entry.ts";

export interface PrintOptions {
  readonly source: (label: string) => Source | undefined;
  /** To which sources are padded, so that texts stand below each other. */
  readonly sourceWidth: number;
}

/** Between a line and what it means. */
export const MARK = "  ◀ ";

/** One line, or several where a stack trace hangs on it; without a line break at the end. */
export function printEntry(entry: Entry, { source, sourceWidth }: PrintOptions): string {
  if (isRemark(entry)) return `── ${entry.text} ──${markOf(entry.match)}`;
  const text = formatLine(entry, { stamp: "time", sourceWidth, isReadable: true });
  const match = matchOf(entry, source(entry.source)?.signatures);
  if (!match) return text;
  const end = text.indexOf("\n");
  return end < 0 ? text + markOf(match) : text.slice(0, end) + markOf(match) + text.slice(end);
}

/** What an entry means by itself. */
export function matchOf(entry: Entry, signatures: SignatureSource | undefined): SignatureMatch | undefined {
  if (isRemark(entry)) return entry.match;
  return signatures === undefined ? undefined : matchLine(signatures, entry.text);
}

/** In words, since colour alone tells nothing to many. */
function markOf(match: SignatureMatch | undefined): string {
  if (!match) return "";
  return `${MARK}${match.signature.verdict === "benign" ? l10n.t("harmless: ") : ""}${match.title}`;
}
