// What stands in a log: lines of containers, and remarks of ours between them.
import * as l10n from "@vscode/l10n";
import type { LogLine, SignatureMatch, SignatureSource } from "../../domain/index.ts";

/** A container as a source of lines. */
export interface Source {
  /** `[2] x2x4k/classifier`: the number tells sources apart where names and colours do not. */
  readonly label: string;
  readonly container: string;
  readonly signatures: SignatureSource;
}

/** A remark that stands behind the lines of its source that came before it. */
export interface Remark extends LogLine {
  readonly isRemark: true;
  readonly match: SignatureMatch | undefined;
}

export type Entry = LogLine | Remark;

export function isRemark(entry: Entry): entry is Remark {
  return "isRemark" in entry;
}

/** @param source label of the source that it is about; empty for the whole log */
export function remark(text: string, source = "", match?: SignatureMatch): Remark {
  return { isRemark: true, source, time: undefined, stamp: "", text, match };
}

/** A line that is longer is cut, and says so. Kubelets cut at 16 KiB and joined parts may be longer. */
const LONGEST_LINE = 16_384;

export function shortened(text: string): string {
  if (text.length <= LONGEST_LINE) return text;
  return l10n.t`${text.slice(0, LONGEST_LINE)} … (${text.length - LONGEST_LINE} more characters)`;
}
