// Reads what clients send into the engine's terms: offsets for positions, and what a diagnostic remembers of its finding.
import type { Diagnostic, Position, Range as LspRange } from "vscode-languageserver/node";
import type { LineIndex, Range } from "../core/index.ts";

export function fromPosition(lines: LineIndex, position: Position): number {
  return lines.offset(position);
}

export function fromRange(lines: LineIndex, { start, end }: LspRange): Range {
  return { start: lines.offset(start), end: lines.offset(end) };
}

/** What our diagnostics carry in `data`. */
export interface DiagnosticData {
  readonly messageId: string;
  /** The version of the document the diagnostic was made for. */
  readonly version: number;
}

/** The data of one of our diagnostics as a client sends it back; undefined where it is not ours or came back without. */
export function fromDiagnosticData({ data }: Diagnostic): DiagnosticData | undefined {
  const input: unknown = data;
  if (typeof input !== "object" || input === null || !("messageId" in input) || !("version" in input)) return undefined;
  const { messageId, version } = input;
  return typeof messageId === "string" && typeof version === "number" ? { messageId, version } : undefined;
}

/** What a code action that is not yet worked out carries in `data`. */
export interface PendingAction {
  readonly uri: string;
  readonly version: number;
}

export function fromPendingAction(data: unknown): PendingAction | undefined {
  if (typeof data !== "object" || data === null || !("uri" in data) || !("version" in data)) return undefined;
  const { uri, version } = data;
  return typeof uri === "string" && typeof version === "number" ? { uri, version } : undefined;
}
