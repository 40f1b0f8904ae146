// Runs the rules over a file and gives back findings. Pure: text and facts in, findings out, and nothing else is read.
import { SEVERITIES, type Severity } from "../../../../schemas/src/index.ts";
import {
  Deployment,
  isRcloneSecret,
  isSeldonDeployment,
  isTemplateFile,
  isTemplateSource,
  resourcesOf,
  seldonFacts,
  SUPPORTED_SELDON_VERSIONS,
  type Resource,
  type SeldonFacts,
} from "../model/index.ts";
import {
  Cursor,
  parseStream,
  type Range,
  type StreamDocument,
  type YamlDocument,
  type YamlStream,
} from "../yaml/index.ts";
import { documentTooLarge } from "../rules/document-too-large/rule.ts";
import { internalError } from "../rules/internal-error/rule.ts";
import { unusedSuppression } from "../rules/unused-suppression/rule.ts";
import { yamlSyntax } from "../rules/yaml-syntax/rule.ts";
import { docsPath, type LintFinding, type LintFix } from "./finding.ts";
import type {
  DeploymentContext,
  FixProposal,
  MessageSpec,
  RelatedPlace,
  ReportOptions,
  Rule,
  Sibling,
} from "./rule.ts";
import { findSuppressions } from "./suppression.ts";

/** Above this many UTF-16 units a file is named but not read (design §8.1). */
export const DEFAULT_MAX_SIZE = 5_000_000;

/** Syntax errors shown for one document; what follows the first few is mostly their echo. */
const MAX_SYNTAX_ERRORS = 20;

export interface LintOptions {
  readonly rules: readonly Rule[];
  /** Overrides by rule id. */
  readonly severities?: Readonly<Record<string, Severity | "off">>;
  /** Such as `1.17.1`; the default release where absent. */
  readonly seldonVersion?: string;
  /** Used for what only a name can tell: template files. */
  readonly fileName?: string;
  /** Largest text that is read, in UTF-16 units. */
  readonly maxSize?: number;
  /** What to do when a rule throws: report it as `internal-error` (the default), or let it fly, as tests do. */
  readonly onCrash?: "report" | "throw";
}

export interface LintResult {
  /** In the order of the text. */
  readonly findings: readonly LintFinding[];
  /** Documents that were linted anew; the others were taken over from the previous result. */
  readonly documentsLinted: number;
  /** For the next run over an edited text. */
  readonly state: LintState;
}

/** What a run leaves for the next one. Opaque to callers. */
export interface LintState {
  readonly options: LintOptions;
  readonly stream: YamlStream | undefined;
  readonly documents: ReadonlyMap<YamlDocument, DocumentResult>;
}

interface DocumentResult {
  readonly findings: readonly DocumentFinding[];
  readonly lookups: readonly Lookup[];
}

/** Offsets are the document's own, so that a result outlives text added before it. */
interface DocumentFinding extends Omit<LintFinding, "fixes"> {
  readonly fixes: readonly FixProposal[];
}

/** A question a rule asked of the rest of the file, and the answer it got. */
interface Lookup {
  readonly kind: string;
  readonly answer: readonly Sibling[];
}

/** Lints a text. `previous` of an earlier version of the same file saves the documents that did not change. */
export function lintText(text: string, options: LintOptions, previous?: LintState): LintResult {
  if (text.length > (options.maxSize ?? DEFAULT_MAX_SIZE)) return tooLarge(text, options);
  if (!mayHoldSeldon(text))
    return { findings: [], documentsLinted: 0, state: { options, stream: undefined, documents: new Map() } };
  const reusable = previous && sameOptions(previous.options, options) ? previous : undefined;
  const stream = parseStream(text, previous?.stream);
  if (!stream.documents.some(({ document }) => concernsSeldon(document))) {
    return { findings: [], documentsLinted: 0, state: { options, stream, documents: new Map() } };
  }
  const facts = seldonFacts(options.seldonVersion);
  const documents = new Map<YamlDocument, DocumentResult>();
  const findings: LintFinding[] = [];
  let documentsLinted = 0;
  stream.documents.forEach(({ document }, index) => {
    const known = reusable?.documents.get(document);
    const isCurrent = known?.lookups.every(lookup =>
      sameAnswer(lookup.answer, siblings(stream.documents, index, lookup.kind)),
    );
    const result = known && isCurrent ? known : lintDocument(document, index, stream, options, facts);
    if (result !== known) documentsLinted++;
    documents.set(document, result);
    for (const finding of result.findings) findings.push(placeInFile(finding, index, stream));
  });
  return { findings: findings.sort(inTextOrder), documentsLinted, state: { options, stream, documents } };
}

/** A cheap look that spares foreign files from being parsed at all. */
export function mayHoldSeldon(text: string): boolean {
  return (
    text.includes("seldon") ||
    text.includes("Seldon") ||
    text.includes("RCLONE_CONFIG_") ||
    (text.includes("predictors") && text.includes("graph"))
  );
}

const SELDON_TEXT = /machinelearning\.seldon\.io|kind["']?\s*:\s*["']?SeldonDeployment\b/;

function concernsSeldon(document: YamlDocument): boolean {
  const resources = resourcesOf(document);
  if (resources.some(resource => isSeldonDeployment(resource) || isRcloneSecret(resource))) return true;
  return document.problems.length > 0 && SELDON_TEXT.test(document.text);
}

function tooLarge(text: string, options: LintOptions): LintResult {
  const collector = new Collector(options);
  // Rounded up, so that a file just above the limit is not said to be as large as it.
  const size = (Math.ceil(text.length / 100_000) / 10).toFixed(1);
  const limit = (Math.floor((options.maxSize ?? DEFAULT_MAX_SIZE) / 100_000) / 10).toFixed(1);
  if (mayHoldSeldon(text))
    collector.add(documentTooLarge, { at: Cursor.atRoot(undefined), message: "tooLarge", data: { size, limit } });
  const findings = collector.findings.map(finding => ({ ...finding, fixes: [] }));
  return { findings, documentsLinted: 0, state: { options, stream: undefined, documents: new Map() } };
}

function lintDocument(
  document: YamlDocument,
  index: number,
  stream: YamlStream,
  options: LintOptions,
  facts: SeldonFacts,
): DocumentResult {
  const collector = new Collector(options);
  const lookups: Lookup[] = [];
  const resources = resourcesOf(document);
  if (document.problems.length > 0) {
    if (!isTemplateFile(options.fileName) && !isTemplateSource(document.text)) reportSyntax(document, collector);
  } else {
    const ask = (kind: string): readonly Sibling[] => {
      const answer = siblings(stream.documents, index, kind);
      lookups.push({ kind, answer });
      return answer;
    };
    for (const resource of resources) lintResource(resource, document, options, facts, collector, ask);
  }
  return { findings: suppress(document, resources, collector, options), lookups };
}

function lintResource(
  resource: Resource,
  document: YamlDocument,
  options: LintOptions,
  facts: SeldonFacts,
  collector: Collector,
  ask: (kind: string) => readonly Sibling[],
): void {
  if (resource.kind === "SeldonDeployment" && !isSeldonDeployment(resource)) return;
  const deployment = new Deployment(resource);
  for (const rule of options.rules) {
    if (
      !rule.meta.resources.includes(resource.kind) ||
      !holdsFor(rule, facts) ||
      options.severities?.[rule.meta.id] === "off"
    )
      continue;
    const context: DeploymentContext = {
      resource,
      document,
      deployment,
      seldon: facts,
      fileName: options.fileName,
      siblings: ask,
      report: report => collector.add(rule, report),
    };
    const before = collector.findings.length;
    try {
      rule.check(context);
    } catch (error) {
      if (options.onCrash === "throw") throw error;
      collector.findings.length = before;
      const reason = error instanceof Error ? error.message : String(error);
      collector.add(internalError, { at: resource.at, message: "crashed", data: { rule: rule.meta.id, reason } });
    }
  }
}

function holdsFor(rule: Rule, facts: SeldonFacts): boolean {
  const order = (minor: SeldonFacts["minor"]): number => SUPPORTED_SELDON_VERSIONS.indexOf(minor);
  const { since, until } = rule.meta;
  return (
    (since === undefined || order(facts.minor) >= order(since)) &&
    (until === undefined || order(facts.minor) <= order(until))
  );
}

function reportSyntax(document: YamlDocument, collector: Collector): void {
  for (const problem of document.problems.slice(0, MAX_SYNTAX_ERRORS)) {
    const end = Math.max(problem.end, Math.min(problem.start + 1, document.text.length));
    collector.add(yamlSyntax, {
      at: Cursor.atRoot(undefined),
      range: { start: problem.start, end },
      message: "invalid",
      data: { problem: problem.message.replace(/\.?$/, "") },
    });
  }
}

function siblings(documents: readonly StreamDocument[], index: number, kind: string): readonly Sibling[] {
  return documents.flatMap(({ document }, position) =>
    resourcesOf(document).flatMap(resource =>
      resource.kind === kind ? [{ resource, document, distance: position - index }] : [],
    ),
  );
}

function sameAnswer(before: readonly Sibling[], now: readonly Sibling[]): boolean {
  if (before.length !== now.length) return false;
  return now.every(
    ({ resource, distance }, index) => before[index]?.resource === resource && before[index].distance === distance,
  );
}

function sameOptions(before: LintOptions, now: LintOptions): boolean {
  return (
    before === now ||
    (before.rules === now.rules && JSON.stringify({ ...before, rules: [] }) === JSON.stringify({ ...now, rules: [] }))
  );
}

function suppress(
  document: YamlDocument,
  resources: readonly Resource[],
  collector: Collector,
  options: LintOptions,
): readonly DocumentFinding[] {
  const suppressions = findSuppressions(document, resources);
  if (suppressions.length === 0) return collector.findings;
  const used = new Set<number>();
  const kept = collector.findings.filter(finding => {
    const hits = suppressions.flatMap((suppression, index) =>
      suppression.rule === finding.rule && contains(suppression.covers, finding.range) ? [index] : [],
    );
    for (const index of hits) used.add(index);
    return hits.length === 0;
  });
  // Where a rule did not run, its suppression may well have a purpose.
  const didRun = (rule: string): boolean => document.problems.length === 0 && options.severities?.[rule] !== "off";
  const silent = suppressions.filter(({ rule }, index) => !used.has(index) && didRun(rule));
  collector.findings.length = 0;
  for (const { rule, range } of silent) {
    collector.add(unusedSuppression, { at: Cursor.atRoot(undefined), range, message: "unused", data: { rule } });
  }
  return [...kept, ...collector.findings];
}

function contains(outer: Range, inner: Range): boolean {
  return inner.start >= outer.start && inner.start <= outer.end;
}

/** Gathers the findings of one document, as data. */
class Collector {
  readonly findings: DocumentFinding[] = [];
  readonly #options: LintOptions;

  constructor(options: LintOptions) {
    this.#options = options;
  }

  add(rule: Rule, options: ReportOptions): void {
    const { meta } = rule;
    const message: MessageSpec | undefined = meta.messages[options.message];
    if (!message) throw new Error(`The rule ${meta.id} has no message ${options.message}.`);
    const severity = this.#options.severities?.[meta.id] ?? message.severity ?? meta.severity;
    if (severity === "off") return;
    this.findings.push({
      rule: meta.id,
      messageId: options.message,
      severity,
      message: fillIn(message.text, options.data ?? {}, meta.id),
      refusedBy: message.refusedBy ?? null,
      range: options.range ?? toRange(options.at.range()),
      path: options.at.path,
      docs: docsPath(meta.id),
      fixes: (options.fixes ?? []).filter(proposal => proposal !== undefined),
      related: (options.related ?? []).map(place => ({ range: placeRange(place), message: place.message })),
    });
  }
}

function placeRange({ at }: RelatedPlace): Range {
  return toRange(at instanceof Cursor ? at.range() : at);
}

function toRange({ start, end }: Range): Range {
  return { start, end };
}

function fillIn(text: string, data: Readonly<Record<string, string | number>>, rule: string): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = data[name];
    if (value === undefined) throw new Error(`A message of the rule ${rule} lacks its value {${name}}.`);
    return String(value);
  });
}

function placeInFile(finding: DocumentFinding, index: number, stream: YamlStream): LintFinding {
  const base = stream.documents[index]?.offset ?? 0;
  const fixes = finding.fixes.map(({ title, kind, edits, document }): LintFix => {
    const offset = stream.documents[index + document]?.offset ?? base;
    return { title, kind, edits: edits.map(edit => ({ ...shift(edit, offset), newText: edit.newText })) };
  });
  const related = finding.related.map(place => ({ range: shift(place.range, base), message: place.message }));
  return { ...finding, range: shift(finding.range, base), fixes, related };
}

function shift(range: Range, by: number): Range {
  return { start: range.start + by, end: range.end + by };
}

function inTextOrder(a: LintFinding, b: LintFinding): number {
  return (
    a.range.start - b.range.start ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    a.rule.localeCompare(b.rule, "en") ||
    a.messageId.localeCompare(b.messageId, "en")
  );
}
