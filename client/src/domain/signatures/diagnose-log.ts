// Holds signatures against a log's tail or a container's end.
import * as l10n from "@vscode/l10n";
import { SIGNATURES } from "./registry.ts";
import type { ContainerRole, Signature, SignatureSource } from "./signature.ts";

/**
 * How much of a line is looked at. Logs are written by anybody: without a limit a line of megabytes could keep the
 * patterns busy for seconds.
 */
const LONGEST_LINE = 4096;

/** What is known of a failure. Lines are read from the end of the log; secrets are masked in them beforehand. */
export interface Evidence {
  readonly source: SignatureSource;
  readonly lines: readonly string[];
  readonly role?: ContainerRole | undefined;
  readonly exitCode?: number | undefined;
  /** Kubernetes' reason of the state, such as `OOMKilled` or `CreateContainerConfigError`. */
  readonly reason?: string | undefined;
}

export interface SignatureMatch {
  readonly signature: Signature;
  /** Index into the lines; undefined where the state alone matched. */
  readonly line?: number;
  /** That line. */
  readonly text?: string;
  /** What the pattern's named groups caught. */
  readonly values: Readonly<Record<string, string>>;
  /** The signature's texts with those values in them. */
  readonly title: string;
  readonly meaning: string;
  readonly remedy: string;
}

/** All that is recognised, in the order of the lines; what only the state tells comes last. */
export function diagnoseLog(evidence: Evidence): SignatureMatch[] {
  const lines = evidence.lines.map(head);
  const last = lines.findLastIndex(line => line.trim() !== "");
  const found = SIGNATURES.filter(signature => fitsState(signature, evidence)).flatMap(signature =>
    matchesOf(signature, lines, last),
  );
  const ids = new Set(found.map(match => match.signature.id));
  return found
    .filter(match => match.signature.yieldsTo?.some(id => ids.has(id)) !== true)
    .sort((a, b) => (a.line ?? evidence.lines.length) - (b.line ?? evidence.lines.length));
}

/** What one line says by itself, for marking lines while they arrive: nothing that needs the rest of the log. */
export function matchLine(source: SignatureSource, line: string): SignatureMatch | undefined {
  const text = head(line);
  for (const signature of lineSignatures(source)) {
    const groups = signature.pattern?.exec(text);
    if (groups) return asMatch(signature, { line: 0, text, groups: groups.groups });
  }
  return undefined;
}

const BY_SOURCE = new Map<SignatureSource, readonly Signature[]>();

/** Looked up once per source: logs have very many lines. */
function lineSignatures(source: SignatureSource): readonly Signature[] {
  const known = BY_SOURCE.get(source);
  if (known) return known;
  const found = SIGNATURES.filter(signature => signature.sources.includes(source) && needsOnlyTheLine(signature));
  BY_SOURCE.set(source, found);
  return found;
}

/**
 * The match that explains a failure: the first cause, because what follows in a log follows from it; a symptom where
 * there is no cause; never what is benign.
 */
export function explanationOf(matches: readonly SignatureMatch[]): SignatureMatch | undefined {
  return (
    matches.find(match => match.signature.verdict === "cause") ??
    matches.find(match => match.signature.verdict === "symptom")
  );
}

function fitsState(signature: Signature, evidence: Evidence): boolean {
  const { exitCodes, reasons, notReasons, roles } = signature;
  return (
    signature.sources.includes(evidence.source) &&
    (exitCodes === undefined || (evidence.exitCode !== undefined && exitCodes.includes(evidence.exitCode))) &&
    (reasons === undefined || (evidence.reason !== undefined && reasons.includes(evidence.reason))) &&
    (notReasons === undefined || evidence.reason === undefined || !notReasons.includes(evidence.reason)) &&
    (roles === undefined || (evidence.role !== undefined && roles.includes(evidence.role)))
  );
}

/** One match per signature, at the first line that fits: a log often says the same three times. */
function matchesOf(signature: Signature, lines: readonly string[], last: number): SignatureMatch[] {
  const { pattern, also, never, isLastLine } = signature;
  if (!pattern) return [asMatch(signature, undefined)];
  if (also && !lines.some(line => also.test(line))) return [];
  const first = isLastLine ? Math.max(last, 0) : 0;
  const end = isLastLine ? last + 1 : lines.length;
  for (let index = first; index < end; index++) {
    const text = lines[index] ?? "";
    const found = pattern.exec(text);
    if (!found) continue;
    if (never && lines.some((line, other) => other !== index && never.test(line))) return [];
    return [asMatch(signature, { line: index, text, groups: found.groups })];
  }
  return [];
}

function head(line: string): string {
  return line.length > LONGEST_LINE ? line.slice(0, LONGEST_LINE) : line;
}

function needsOnlyTheLine(signature: Signature): boolean {
  return (
    signature.pattern !== undefined &&
    signature.also === undefined &&
    signature.never === undefined &&
    signature.isLastLine === undefined &&
    signature.exitCodes === undefined &&
    signature.reasons === undefined &&
    signature.roles === undefined
  );
}

interface FoundLine {
  readonly line: number;
  readonly text: string;
  readonly groups: Readonly<Record<string, string | undefined>> | undefined;
}

function asMatch(signature: Signature, found: FoundLine | undefined): SignatureMatch {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(found?.groups ?? {})) if (value !== undefined) values[name] = value;
  return {
    signature,
    ...(found && { line: found.line, text: found.text }),
    values,
    title: fill(l10n.t(signature.title), values),
    meaning: fill(l10n.t(signature.meaning), values),
    remedy: fill(l10n.t(signature.remedy), values),
  };
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}
