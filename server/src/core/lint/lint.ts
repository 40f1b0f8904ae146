// Runs the rules over a file and gives back findings. Pure: text and facts in, findings out, and nothing else is read.
import * as l10n from "@vscode/l10n";
import { SEVERITIES, type Facts, type Severity, type WorkspaceResource } from "../../../../schemas/src/index.ts";
import {
  Deployment,
  isPredictionFile,
  isPredictionTest,
  isRcloneSecret,
  isSeldonDeployment,
  isTemplateFile,
  isTemplateSource,
  isUnservedSeldonDeployment,
  mentionsPredictionTest,
  predictionTestsOf,
  PREDICTION_TEST_KIND,
  resourcesOf,
  SELDON_KIND,
  SUPPORTED_SELDON_VERSIONS,
  type ClusterServers,
  type Resource,
  type SeldonFacts,
} from "../model/index.ts";
import { isOwnResource, mayConcernSeldon, ownResources, readSource, type Piece, type Source } from "../files/index.ts";
import { Cursor, type Range, type YamlDocument, type YamlStream } from "../yaml/index.ts";
import { factsOfNamespace, WorkspaceIndex, type WorkspaceLookup, type WorkspaceQuery } from "../workspace/index.ts";
import { documentTooLarge } from "../rules/document-too-large/rule.ts";
import { internalError } from "../rules/internal-error/rule.ts";
import { seldonVersionComment } from "../rules/seldon-version-comment/rule.ts";
import { unusedSuppression } from "../rules/unused-suppression/rule.ts";
import { yamlSyntax } from "../rules/yaml-syntax/rule.ts";
import { attempt } from "./attempt.ts";
import { docsPath, type LintFinding, type LintFix } from "./finding.ts";
import { mergeSightings } from "./merge-sightings.ts";
import type {
  DeploymentContext,
  FixProposal,
  MessageSpec,
  RelatedPlace,
  ReportOptions,
  Rule,
  Sibling,
  Sighting,
} from "./rule.ts";
import { documentFacts, findVersionComment } from "./seldon-version.ts";
import { findSuppressions, type Suppression } from "./suppression.ts";

/** Above this many UTF-16 units a file is named but not read (design §8.1). */
export const DEFAULT_MAX_SIZE = 5_000_000;

/** Syntax errors shown for one document; what follows the first few is mostly their echo. */
const MAX_SYNTAX_ERRORS = 20;

export interface LintOptions {
  readonly rules: readonly Rule[];
  /** Overrides by rule id. */
  readonly severities?: Readonly<Record<string, Severity | "off">>;
  /** Such as `1.17.1`; the default release where absent. A comment `# seldon-version: 1.15` in a document goes before it. */
  readonly seldonVersion?: string;
  /** Prepackaged servers that the cluster has beside Seldon's own. */
  readonly servers?: ClusterServers;
  /** Used for what only a name can tell: template files. */
  readonly fileName?: string;
  /** True for files that are known to be templates whatever their name is. */
  readonly isTemplate?: boolean;
  /** Largest text that is read, in UTF-16 units. */
  readonly maxSize?: number;
  /** What others know that no text tells. */
  readonly facts?: Facts;
  /** What other files hold, where the caller keeps an index of them; else it is made from `facts.workspace`. */
  readonly workspace?: WorkspaceLookup;
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
  /** The documents of a manifest; undefined for texts that are none. */
  readonly stream: YamlStream | undefined;
  readonly source: Source | undefined;
  readonly documents: ReadonlyMap<YamlDocument, DocumentResult>;
}

interface DocumentResult {
  readonly findings: readonly DocumentFinding[];
  readonly lookups: readonly Lookup[];
}

/** Offsets are the document's own, so that a result outlives text added before it. */
interface DocumentFinding extends Omit<LintFinding, "fixes" | "related"> {
  readonly fixes: readonly FixProposal[];
  readonly related: readonly { readonly range: Range; readonly message: string; readonly document: number }[];
}

/** As rules report it. */
interface RawFinding extends DocumentFinding {
  readonly failureModes: readonly string[];
  readonly sighting: Sighting | undefined;
}

/** A question a rule asked of the rest of the file or of other files, and the answer it got. */
type Lookup =
  | { readonly kind: string; readonly answer: readonly Sibling[] }
  | { readonly query: WorkspaceQuery; readonly found: readonly WorkspaceResource[] };

/** Lints a text. `previous` of an earlier version of the same file saves the documents that did not change. */
export function lintText(text: string, options: LintOptions, previous?: LintState): LintResult {
  if (text.length > (options.maxSize ?? DEFAULT_MAX_SIZE)) return tooLarge(text, options);
  if (!mayConcernSeldon(text, options.fileName) && !isPredictionFile(options.fileName))
    return { findings: [], documentsLinted: 0, state: nothingRead(options) };
  const reusable = previous && sameOptions(previous.options, options) ? previous : undefined;
  const source = readSource(text, options.fileName, previous?.source);
  const { stream, pieces } = source;
  if (!pieces.some(piece => concernsSeldon(piece, options.fileName))) {
    return { findings: [], documentsLinted: 0, state: { options, stream, source, documents: new Map() } };
  }
  const documents = new Map<YamlDocument, DocumentResult>();
  const findings: LintFinding[] = [];
  let documentsLinted = 0;
  const run = new Run(options, pieces);
  pieces.forEach((piece, index) => {
    const { document } = piece;
    const known = reusable?.documents.get(document);
    const isCurrent = known?.lookups.every(lookup => run.stillAnswers(lookup, index));
    const result = known && isCurrent ? known : lintDocument(piece, index, run);
    if (result !== known) documentsLinted++;
    documents.set(document, result);
    for (const finding of result.findings) findings.push(placeInFile(finding, index, pieces));
  });
  return { findings: findings.sort(inTextOrder), documentsLinted, state: { options, stream, source, documents } };
}

function nothingRead(options: LintOptions): LintState {
  return { options, stream: undefined, source: undefined, documents: new Map() };
}

const SELDON_TEXT = /machinelearning\.seldon\.io|kind["']?\s*:\s*["']?(SeldonDeployment|PodDefault)\b/;

/** True where a text that does not parse was to be one of our kinds, or a component of Kubeflow that deploys with Seldon. */
function isMeantForSeldon(text: string): boolean {
  return (
    SELDON_TEXT.test(text) ||
    (text.includes("seldon") && /^[ \t]*implementation:[ \t]*\r?\n[ \t]*container:/m.test(text))
  );
}

function concernsSeldon(piece: Piece, fileName: string | undefined): boolean {
  if (isPredictionFile(fileName)) return true;
  const { document } = piece;
  const resources = knownResources(piece, fileName);
  if (resources?.some(concerns)) return true;
  const isUnreadable = resources === undefined || document.problems.length > 0;
  return isUnreadable && (isMeantForSeldon(document.text) || mentionsPredictionTest(document.text));
}

/** Undefined where the document makes the engine crash, which `lintDocument` reports. */
function knownResources(piece: Piece, fileName: string | undefined): readonly Resource[] | undefined {
  return attempt(
    () => resourcesIn(piece, fileName),
    () => {},
  );
}

/** What was meant as a request file goes by the kind that it was to have, whatever is wrong with its head. */
function resourcesIn(piece: Piece, fileName: string | undefined): readonly Resource[] {
  const { document } = piece;
  const own = ownResources(piece, fileName);
  if (own.length > 0) return own;
  const resources = resourcesOf(document);
  const tests = predictionTestsOf(document, fileName);
  if (tests.length === 0) return resources;
  const others = resources.filter(({ at }) => tests.every(test => test.at.node !== at.node));
  return [...others, ...tests.map(test => ({ ...test, kind: PREDICTION_TEST_KIND }))];
}

function concerns(resource: Resource): boolean {
  return (
    isSeldonDeployment(resource) ||
    isUnservedSeldonDeployment(resource) ||
    isRcloneSecret(resource) ||
    isPredictionTest(resource) ||
    isOwnResource(resource)
  );
}

function tooLarge(text: string, options: LintOptions): LintResult {
  const collector = new Collector(options);
  // Rounded up, so that a file just above the limit is not said to be as large as it.
  const size = (Math.ceil(text.length / 100_000) / 10).toFixed(1);
  const limit = (Math.floor((options.maxSize ?? DEFAULT_MAX_SIZE) / 100_000) / 10).toFixed(1);
  if (mayConcernSeldon(text, options.fileName))
    collector.add(documentTooLarge, { at: Cursor.atRoot(undefined), message: "tooLarge", data: { size, limit } });
  const findings = collector.findings.map(finding => ({ ...withoutSighting(finding), fixes: [] }));
  return { findings, documentsLinted: 0, state: nothingRead(options) };
}

/** What is the same for all documents of a pass, found out once. */
class Run {
  readonly options: LintOptions;
  readonly isTemplate: boolean;
  /** Of each document; undefined where that makes the engine crash. */
  readonly resources: readonly (readonly Resource[] | undefined)[];
  readonly #placed = new Map<string, Placed[]>();
  readonly #rules = new Map<string, readonly Rule[]>();
  readonly #workspace: WorkspaceLookup | undefined;

  constructor(options: LintOptions, pieces: readonly Piece[]) {
    this.options = options;
    this.#workspace = workspaceOf(options);
    this.isTemplate = options.isTemplate === true || isTemplateFile(options.fileName);
    this.resources = pieces.map(piece => knownResources(piece, options.fileName));
    pieces.forEach(({ document }, position) => {
      for (const resource of this.resources[position] ?? []) {
        const placed = { resource, document, position };
        const sameKind = this.#placed.get(resource.kind);
        if (sameKind) sameKind.push(placed);
        else this.#placed.set(resource.kind, [placed]);
      }
    });
  }

  /** The resources of a kind in the file, as seen from a document of it. */
  siblings(index: number, kind: string): readonly Sibling[] {
    const placed = this.#placed.get(kind) ?? [];
    return placed.map(({ resource, document, position }) => ({ resource, document, distance: position - index }));
  }

  /** What other files hold; nothing where that is not known. */
  elsewhere(query: WorkspaceQuery): readonly WorkspaceResource[] {
    const own = this.options.fileName;
    const found = this.#workspace?.find(query) ?? NOWHERE;
    return found.some(({ file }) => file === own) ? found.filter(({ file }) => file !== own) : found;
  }

  /** True where a question would get the answer that it got. */
  stillAnswers(lookup: Lookup, index: number): boolean {
    if ("kind" in lookup) return sameAnswer(lookup.answer, this.siblings(index, lookup.kind));
    const now = this.elsewhere(lookup.query);
    return now.length === lookup.found.length && now.every((resource, at) => resource === lookup.found[at]);
  }

  /** The rules that look at a kind in a version of Seldon and are not switched off. */
  rulesFor(kind: string, facts: SeldonFacts): readonly Rule[] {
    const key = `${kind} ${facts.minor}`;
    const known = this.#rules.get(key);
    if (known) return known;
    const { rules, severities } = this.options;
    const found = (byKind(rules).get(kind) ?? []).filter(
      rule => holdsFor(rule, facts) && severities?.[rule.meta.id] !== "off" && hasFacts(rule, this.options),
    );
    this.#rules.set(key, found);
    return found;
  }
}

const NOWHERE: readonly WorkspaceResource[] = [];

const indexes = new WeakMap<readonly WorkspaceResource[], WorkspaceLookup>();

/** Of a list the index is made once for all files that are linted with it. */
function workspaceOf({ workspace, facts }: LintOptions): WorkspaceLookup | undefined {
  if (workspace || !facts?.workspace) return workspace;
  const known = indexes.get(facts.workspace) ?? WorkspaceIndex.of(facts.workspace);
  indexes.set(facts.workspace, known);
  return known;
}

const knownByKind = new WeakMap<readonly Rule[], ReadonlyMap<string, readonly Rule[]>>();

/** The rules that look at each kind, sorted out once for all files. */
function byKind(rules: readonly Rule[]): ReadonlyMap<string, readonly Rule[]> {
  const known = knownByKind.get(rules);
  if (known) return known;
  const kinds = new Set(rules.flatMap(({ meta }) => meta.resources));
  const found = new Map(
    Array.from(kinds, kind => [kind, rules.filter(({ meta }) => meta.resources.includes(kind))] as const),
  );
  knownByKind.set(rules, found);
  return found;
}

interface Placed {
  readonly resource: Resource;
  readonly document: YamlDocument;
  /** Of its document in the file. */
  readonly position: number;
}

function lintDocument(piece: Piece, index: number, run: Run): DocumentResult {
  const { options } = run;
  const { document, isExcerpt = false } = piece;
  const collector = new Collector(options);
  const lookups: Lookup[] = [];
  const root = Cursor.atRoot(undefined);
  const resources =
    run.resources[index] ??
    attempt(() => resourcesIn(piece, options.fileName), collector.crash(root, READING_DOCUMENT)) ??
    [];
  if (document.problems.length > 0) {
    const isOurs = !isExcerpt || isMeantForSeldon(document.text);
    if (isOurs && !run.isTemplate && !isTemplateSource(document.text)) reportSyntax(document, collector);
  } else {
    const facts = documentFacts(document, options);
    reportVersionComment(document, facts, collector);
    const ask = (kind: string): readonly Sibling[] => {
      const answer = run.siblings(index, kind);
      lookups.push({ kind, answer });
      return answer;
    };
    const elsewhere = (query: WorkspaceQuery): readonly WorkspaceResource[] => {
      const found = run.elsewhere(query);
      lookups.push({ query, found });
      return found;
    };
    for (const resource of resources)
      lintResource(resource, { document, isExcerpt }, run, facts, collector, { ask, elsewhere });
  }
  const suppressions = attempt(
    () => findSuppressions(document, resources),
    collector.crash(root, READING_SUPPRESSIONS),
  );
  const findings = mergeSightings(suppress(piece, suppressions ?? [], collector, options));
  return { findings: findings.map(withoutSighting), lookups };
}

function withoutSighting({ failureModes: _modes, sighting: _sighting, ...finding }: RawFinding): DocumentFinding {
  return finding;
}

interface Part {
  readonly part: string;
  readonly consequence: string;
}

const READING_DOCUMENT: Part = {
  part: l10n.t("The part of the linter that tells which resources a document holds"),
  consequence: l10n.t("No rule has looked at this document; the findings of all others are shown"),
};
const READING_DEPLOYMENT: Part = {
  part: l10n.t("The part of the linter that reads predictors, units and containers"),
  consequence: l10n.t("No rule has looked at this resource; the findings of all others are shown"),
};
const READING_SUPPRESSIONS: Part = {
  part: l10n.t("The part of the linter that reads suppressions"),
  consequence: l10n.t("Findings that are silenced in this document are shown, too"),
};

function lintResource(
  resource: Resource,
  { document, isExcerpt }: Pick<DeploymentContext, "document" | "isExcerpt">,
  run: Run,
  facts: SeldonFacts,
  collector: Collector,
  { ask, elsewhere }: Pick<DeploymentContext, "elsewhere"> & { readonly ask: DeploymentContext["siblings"] },
): void {
  const { fileName } = run.options;
  const rules = rulesForResource(resource, run, facts);
  if (rules.length === 0) return;
  const deployment = attempt(() => new Deployment(resource), collector.crash(resource.at, READING_DEPLOYMENT));
  if (!deployment) return;
  const own = factsOfNamespace(run.options.facts ?? NO_FACTS, deployment.namespace);
  for (const rule of rules) {
    const context: DeploymentContext = {
      resource,
      document,
      deployment,
      seldon: facts,
      fileName,
      isTemplate: run.isTemplate,
      isExcerpt,
      facts: own,
      siblings: ask,
      elsewhere,
      report: report => collector.add(rule, report),
    };
    const part = l10n.t`The rule ${rule.meta.id}`;
    const consequence = l10n.t("Its findings are missing; all others are shown");
    attempt(() => rule.check(context), collector.crash(resource.at, { part, consequence }));
  }
}

const NO_FACTS: Facts = {};

/** What no API server knows is for the rule that says so: what webhook and schema would say of it, they never will. */
function rulesForResource(resource: Resource, run: Run, facts: SeldonFacts): readonly Rule[] {
  if (isUnservedSeldonDeployment(resource))
    return run.rulesFor(SELDON_KIND, facts).filter(rule => rule.meta.readsUnserved === true);
  if (resource.kind === SELDON_KIND && !isSeldonDeployment(resource)) return [];
  return run.rulesFor(resource.kind, facts);
}

function holdsFor(rule: Rule, facts: SeldonFacts): boolean {
  const order = (minor: SeldonFacts["minor"]): number => SUPPORTED_SELDON_VERSIONS.indexOf(minor);
  const { since, until } = rule.meta;
  return (
    (since === undefined || order(facts.minor) >= order(since)) &&
    (until === undefined || order(facts.minor) <= order(until))
  );
}

function hasFacts({ meta }: Pick<Rule, "meta">, { facts, workspace }: LintOptions): boolean {
  const { needs } = meta;
  if (needs === undefined || (workspace && needs.includes("workspace"))) return true;
  return needs.some(kind => facts?.[kind] !== undefined);
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

function reportVersionComment(document: YamlDocument, facts: SeldonFacts, collector: Collector): void {
  const comment = findVersionComment(document);
  if (!comment || comment.isSupported) return;
  const data = { version: comment.version, used: facts.version, known: SUPPORTED_SELDON_VERSIONS.join(", ") };
  collector.add(seldonVersionComment, { at: Cursor.atRoot(undefined), range: comment.range, message: "unknown", data });
}

function sameAnswer(before: readonly Sibling[], now: readonly Sibling[]): boolean {
  if (before.length !== now.length) return false;
  return now.every(
    ({ resource, distance }, index) =>
      before[index]?.resource.at.node === resource.at.node && before[index]?.distance === distance,
  );
}

function sameOptions(before: LintOptions, now: LintOptions): boolean {
  return (
    before === now ||
    (before.rules === now.rules &&
      before.workspace === now.workspace &&
      before.facts?.workspace === now.facts?.workspace &&
      comparable(before) === comparable(now))
  );
}

/** All but what is compared by identity. What is asked of the workspace is compared answer by answer. */
function comparable(options: LintOptions): string {
  const { rules: _rules, workspace: _workspace, facts: { workspace: _list, ...facts } = {}, ...others } = options;
  return JSON.stringify({ ...others, facts });
}

function suppress(
  { document, isExcerpt }: Piece,
  suppressions: readonly Suppression[],
  collector: Collector,
  options: LintOptions,
): readonly RawFinding[] {
  if (suppressions.length === 0) return collector.findings;
  const used = new Set<number>();
  const kept = collector.findings.filter(finding => {
    const hits = suppressions.flatMap((suppression, index) =>
      suppression.rule === finding.rule && contains(suppression.covers, finding.range, document.text.length)
        ? [index]
        : [],
    );
    for (const index of hits) used.add(index);
    return hits.length === 0;
  });
  // Where a rule did not run, its suppression may well have a purpose; and an example may be one of suppressions.
  const didRun = (rule: string): boolean =>
    !isExcerpt &&
    document.problems.length === 0 &&
    options.severities?.[rule] !== "off" &&
    options.rules.every(({ meta }) => meta.id !== rule || hasFacts({ meta }, options));
  const silent = suppressions.filter(({ rule }, index) => !used.has(index) && didRun(rule));
  collector.findings.length = 0;
  for (const { rule, range } of silent) {
    collector.add(unusedSuppression, { at: Cursor.atRoot(undefined), range, message: "unused", data: { rule } });
  }
  return [...kept, ...collector.findings];
}

/** What begins at the very end of the text belongs to whatever reaches there. */
function contains(outer: Range, inner: Range, textEnd: number): boolean {
  return inner.start >= outer.start && (inner.start < outer.end || inner.start === textEnd) && inner.start <= outer.end;
}

/** Gathers the findings of one document, as data. */
class Collector {
  readonly findings: RawFinding[] = [];
  readonly #options: LintOptions;

  constructor(options: LintOptions) {
    this.#options = options;
  }

  /** What to do if a part crashes that is about to begin: what it has found by then is thrown away. */
  crash(at: Cursor, { part, consequence }: Part): (error: unknown, reason: string) => void {
    const before = this.findings.length;
    return (error, reason) => {
      if (this.#options.onCrash === "throw") throw error;
      this.findings.length = before;
      this.add(internalError, { at, message: "crashed", data: { part, reason, consequence } });
    };
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
      message: fillIn(l10n.t(message.text), options.data ?? {}, meta.id),
      refusedBy: message.refusedBy ?? null,
      range: options.range ?? toRange(options.at.range()),
      path: options.at.path,
      docs: docsPath(meta.id),
      uncovers: message.uncovers !== undefined,
      fixes: (options.fixes ?? []).filter(proposal => proposal !== undefined),
      related: (options.related ?? []).map(place => ({
        range: placeRange(place),
        message: place.message,
        document: place.document ?? 0,
      })),
      failureModes: meta.failureModes,
      sighting: options.sighting,
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

function placeInFile(finding: DocumentFinding, index: number, pieces: readonly Piece[]): LintFinding {
  const base = pieces[index]?.offset ?? 0;
  const offsetOf = (distance: number): number => pieces[index + distance]?.offset ?? base;
  const fixes = finding.fixes.map(({ title, kind, edits, document, createFile }): LintFix => {
    const offset = offsetOf(document);
    const shifted = edits.map(edit => ({ ...shift(edit, offset), newText: edit.newText }));
    return { title, kind, edits: shifted, ...(createFile && { createFile }) };
  });
  const related = finding.related.map(({ range, message, document }) => ({
    range: shift(range, offsetOf(document)),
    message,
  }));
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
