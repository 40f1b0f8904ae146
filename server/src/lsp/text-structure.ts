// Folding, growing selections and links of a document.
import {
  FoldingRangeKind,
  type DocumentLink,
  type DocumentLinkParams,
  type FoldingRange,
  type FoldingRangeParams,
  type SelectionRange,
  type SelectionRangeParams,
} from "vscode-languageserver/node";
import { docsPath, foldsOf, linksOf, selectionStepsAt, type Fold, type Range } from "../core/index.ts";
import type { DocumentStore, LintedDocument } from "./document-store.ts";
import { fromPosition } from "./from-lsp.ts";
import type { SettingsStore } from "./settings-store.ts";
import { toDocsUri, toRange } from "./to-lsp.ts";
import type { WorkspaceFiles } from "./workspace-files.ts";

export interface TextStructureSources {
  readonly documents: DocumentStore;
  readonly settings: SettingsStore;
  readonly workspace: WorkspaceFiles;
  readonly packageRoot: () => string | undefined;
}

/** Null for documents that the editor is to fold by itself: an empty list would say that nothing can be folded. */
export async function folds(
  sources: TextStructureSources,
  { textDocument: { uri } }: FoldingRangeParams,
): Promise<FoldingRange[] | null> {
  const linted = await lint(sources, uri);
  const stream = linted?.result.state.stream;
  // JSON is folded by its brackets, which editors know by themselves.
  const found = stream && linted.languageId !== "json" ? foldsOf(stream) : undefined;
  return found ? found.flatMap(fold => foldingRange(fold, linted)) : null;
}

function foldingRange({ start, end, kind }: Fold, linted: LintedDocument | undefined): readonly FoldingRange[] {
  if (!linted) return [];
  const [startLine, endLine] = [linted.lines.position(start).line, linted.lines.position(end).line];
  return startLine === endLine ? [] : [{ startLine, endLine, ...FOLD_KINDS[kind] }];
}

const FOLD_KINDS: Readonly<Record<Fold["kind"], { readonly kind?: FoldingRangeKind }>> = {
  resource: { kind: FoldingRangeKind.Region },
  block: {},
  comment: { kind: FoldingRangeKind.Comment },
};

export async function selections(
  sources: TextStructureSources,
  { textDocument: { uri }, positions }: SelectionRangeParams,
): Promise<SelectionRange[] | null> {
  const linted = await lint(sources, uri);
  const stream = linted?.result.state.stream;
  if (!linted || !stream) return null;
  const found = positions.map(position => selectionStepsAt(stream, fromPosition(linted.lines, position)));
  if (found.every(steps => steps === undefined)) return null;
  return found.map((steps, index): SelectionRange => {
    const position = positions[index] ?? { line: 0, character: 0 };
    return chain(steps ?? [], linted) ?? { range: { start: position, end: position } };
  });
}

function chain(steps: readonly Range[], { lines }: LintedDocument): SelectionRange | undefined {
  return steps.reduceRight<SelectionRange | undefined>(
    (parent, step) => ({ range: toRange(lines, step), ...(parent && { parent }) }),
    undefined,
  );
}

export async function links(
  sources: TextStructureSources,
  { textDocument: { uri } }: DocumentLinkParams,
): Promise<DocumentLink[]> {
  const linted = await lint(sources, uri);
  const stream = linted?.result.state.stream;
  if (!linted || !stream) return [];
  const root = sources.packageRoot();
  return linksOf(stream, name => sources.workspace.find({ kind: "Secret", name })).flatMap(({ range, to, tooltip }) => {
    const target = "address" in to ? to.address : root && toDocsUri(docsPath(to.rule), root);
    return target === undefined ? [] : [{ range: toRange(linted.lines, range), target, tooltip }];
  });
}

async function lint({ documents, settings }: TextStructureSources, uri: string): Promise<LintedDocument | undefined> {
  return documents.lint(uri, await settings.of(uri));
}
