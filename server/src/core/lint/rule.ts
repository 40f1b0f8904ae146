// What a rule is: metadata as data, and a check that reports places in one resource.
import type { Facts, FixKind, RefusedBy, Severity, WorkspaceResource } from "../../../../schemas/src/index.ts";
import type { Deployment, Resource, SeldonFacts, SeldonMinor } from "../model/index.ts";
import type { WorkspaceQuery } from "../workspace/index.ts";
import type { NewFile } from "./finding.ts";
import type { Cursor, Edits, Path, Range, YamlDocument } from "../yaml/index.ts";

/** One sentence or two a rule can say, with `{placeholders}`. */
export interface MessageSpec {
  readonly text: string;
  /** Where it differs from the rule's. */
  readonly severity?: Severity;
  /** Who refuses a manifest with this finding at apply; absent where it is accepted. */
  readonly refusedBy?: RefusedBy;
  /** Why rules see more once it is fixed, so that findings may appear which the fix did not cause; absent where they do not. */
  readonly uncovers?: string;
}

export type Messages = Readonly<Record<string, MessageSpec>>;

export interface RuleMeta<M extends Messages = Messages> {
  /** kebab-case words a person would say; the same in folder, code, docs, settings and suppressions. */
  readonly id: string;
  readonly severity: Severity;
  /** Begins with Require, Disallow, Prefer or Report. No full stop. */
  readonly title: string;
  /** Full sentences: the symptom the reader would otherwise meet. Markdown. */
  readonly why: string;
  /** Full sentences: what to do. Markdown. */
  readonly remedy: string;
  /** Catalogue entries (failure-modes.md) the rule covers; empty for the engine's own. */
  readonly failureModes: readonly string[];
  /** The webhook check it mirrors, such as R20 of seldon-facts §2.2. */
  readonly upstream?: string;
  /** Kinds of resource it reads. */
  readonly resources: readonly string[];
  /** True where it reads what was meant as a SeldonDeployment and no API server knows, too; all other rules keep out of that. */
  readonly readsUnserved?: true;
  /** Facts that it rests on, one of them being enough: where nobody has given any, it does not run. */
  readonly needs?: readonly (keyof Facts)[];
  /** First and last Seldon minor it holds for, where not for all. */
  readonly since?: SeldonMinor;
  readonly until?: SeldonMinor;
  readonly messages: M;
}

export interface FixProposal {
  readonly title: string;
  readonly kind: FixKind;
  readonly edits: Edits;
  /** Which document of the file it edits, counted from the finding's own, which is 0. */
  readonly document: number;
  readonly createFile?: NewFile;
}

/** A fix, or nothing where the edit helpers found no safe edit. */
export function fix(title: string, edits: Edits | undefined, document = 0): FixProposal | undefined {
  return edits && { title, kind: "fix", edits, document };
}

/** A choice for a person; the title says what changes. */
export function suggestion(title: string, edits: Edits | undefined, document = 0): FixProposal | undefined {
  return edits && { title, kind: "suggestion", edits, document };
}

/** A choice that makes a file beside this one, and may edit this one for it. */
export function creation(title: string, createFile: NewFile, edits: Edits = []): FixProposal {
  return { title, kind: "suggestion", edits, document: 0, createFile };
}

export interface RelatedPlace {
  readonly at: Cursor | Range;
  readonly message: string;
  /** Which document of the file it is in, counted from the finding's own, which is 0 and the default. */
  readonly document?: number;
}

/** What somebody has seen of a failure whose cause another rule may have found in the text (design §4.4). */
export interface Sighting {
  /** Catalogue entries that it may be, the likeliest first. */
  readonly failureModes: readonly string[];
  /** Values of the document that it is about; graph units below them are others. */
  readonly about: readonly Path[];
  /** For a message that says the rest by itself: what was seen, where and when. */
  readonly sentence: string;
}

export interface ReportOptions<Id extends string = string> {
  /** What to point at; a cursor points where a person would look. */
  readonly at: Cursor;
  /** A part of it, where pointing at all of it would say too much. */
  readonly range?: Range | undefined;
  readonly message: Id;
  readonly data?: Readonly<Record<string, string | number>>;
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly (FixProposal | undefined)[];
  /** Where another rule has found the cause, the engine adds the sighting to that finding and drops this one. */
  readonly sighting?: Sighting;
}

/** A resource of the same file, and how many documents on it stands. */
export interface Sibling {
  readonly resource: Resource;
  readonly document: YamlDocument;
  readonly distance: number;
}

export interface RuleContext<Id extends string = string> {
  readonly resource: Resource;
  readonly document: YamlDocument;
  readonly seldon: SeldonFacts;
  /** The file's name as far as the caller knows one. */
  readonly fileName: string | undefined;
  /** True where the file is known to become YAML only after rendering. */
  readonly isTemplate: boolean;
  /** True for a part of a page, a script or a string, which need not be a whole manifest. */
  readonly isExcerpt: boolean;
  /** What others know that no text tells; without a fact a rule does not guess. */
  readonly facts: Facts;
  /** The resources of a kind in the whole file, this document's included. */
  siblings(this: void, kind: string): readonly Sibling[];
  /**
   * What other files of the workspace hold. Nothing where no workspace is known; and what no file holds may still be in the
   * cluster, so that an empty answer proves nothing.
   */
  elsewhere(this: void, query: WorkspaceQuery): readonly WorkspaceResource[];
  report(this: void, options: ReportOptions<Id>): void;
}

export interface DeploymentContext<Id extends string = string> extends RuleContext<Id> {
  readonly deployment: Deployment;
}

export interface Rule {
  readonly meta: RuleMeta;
  readonly check: (context: DeploymentContext) => void;
}

type Id<M> = keyof M & string;

/** A rule about SeldonDeployments. */
export function defineRule<const M extends Messages>(
  rule: Omit<RuleMeta<M>, "resources"> & { readonly check: (context: DeploymentContext<Id<M>>) => void },
): Rule {
  const { check, ...meta } = rule;
  return { meta: { ...meta, resources: ["SeldonDeployment"] }, check };
}

/** A rule about resources of other kinds, or of several. `context.deployment` is there for all, empty for other kinds. */
export function defineResourceRule<const M extends Messages>(
  rule: RuleMeta<M> & { readonly check: (context: DeploymentContext<Id<M>>) => void },
): Rule {
  const { check, ...meta } = rule;
  return { meta, check };
}

/** A rule whose findings the engine makes itself, such as syntax errors: it has a page and settings like any other. */
export function defineEngineRule<const M extends Messages>(
  meta: Omit<RuleMeta<M>, "resources" | "failureModes"> & { readonly failureModes?: readonly string[] },
): Rule {
  return { meta: { failureModes: [], ...meta, resources: [] }, check: () => {} };
}
