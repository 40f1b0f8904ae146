// Definition, references, highlights and rename of names: in the document itself, and in all files of the workspace.
import * as l10n from "@vscode/l10n";
import {
  DocumentHighlightKind,
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type ClientCapabilities,
  type DocumentHighlight,
  type Location,
  type PrepareRenameParams,
  type Range,
  type ReferenceParams,
  type RenameParams,
  type TextDocumentEdit,
  type TextDocumentPositionParams,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import {
  definitionsOf,
  isSameName,
  LineIndex,
  nameSiteAt,
  nameSites,
  parseStream,
  renameEverywhere,
  renameTarget,
  textKindOf,
  type FileEdits,
  type NameSite,
  type Refusal,
  type YamlStream,
} from "../core/index.ts";
import type { DocumentStore } from "./document-store.ts";
import { fromPosition } from "./from-lsp.ts";
import type { SettingsStore } from "./settings-store.ts";
import { toRange, toTextEdits } from "./to-lsp.ts";
import type { WorkspaceFiles } from "./workspace-files.ts";

export interface NavigationSources {
  readonly documents: DocumentStore;
  readonly settings: SettingsStore;
  readonly workspace: WorkspaceFiles;
  readonly capabilities: () => ClientCapabilities;
}

/** A file as it stands: open, or on the disk. */
interface ReadFile {
  readonly uri: string;
  readonly name: string;
  readonly stream: YamlStream;
  readonly lines: LineIndex;
}

export async function definition(
  sources: NavigationSources,
  params: TextDocumentPositionParams,
  token: CancellationToken,
): Promise<Location[]> {
  const asked = await siteAsked(sources, params);
  if (!asked) return [];
  const files = await filesWith(sources, asked.file, asked.site, token);
  const placed = files.flatMap(file => nameSites(file.stream).map(site => ({ file, site })));
  const found = definitionsOf(
    asked.site,
    placed.map(({ site }) => site),
  );
  return placed.flatMap(({ file, site }) => (found.includes(site) ? [location(file, site)] : []));
}

export async function references(
  sources: NavigationSources,
  params: ReferenceParams,
  token: CancellationToken,
): Promise<Location[]> {
  const asked = await siteAsked(sources, params);
  if (!asked) return [];
  const files = await filesWith(sources, asked.file, asked.site, token);
  const isWanted = (site: NameSite): boolean => params.context.includeDeclaration || site.role !== "definition";
  return files.flatMap(file =>
    nameSites(file.stream)
      .filter(site => isSameName(site, asked.site) && isWanted(site))
      .map(site => location(file, site)),
  );
}

export async function highlights(
  sources: NavigationSources,
  params: TextDocumentPositionParams,
): Promise<DocumentHighlight[]> {
  const asked = await siteAsked(sources, params);
  if (!asked) return [];
  const { file, site } = asked;
  return nameSites(file.stream)
    .filter(other => isSameName(other, site))
    .map(({ range, role }) => ({
      range: toRange(file.lines, range),
      kind: role === "definition" ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
    }));
}

/** The place of the name. Rejects with a reason where there is a name that cannot be changed. */
export async function prepareRename(
  sources: NavigationSources,
  { textDocument: { uri }, position }: PrepareRenameParams,
): Promise<{ range: Range; placeholder: string } | null> {
  const file = await openFile(sources, uri);
  const target = file && renameTarget(file.stream, fromPosition(file.lines, position));
  if (!file || !target) return null;
  if ("refused" in target) throw refusal(target);
  return { range: toRange(file.lines, target.range), placeholder: target.name };
}

/** One edit for all files. Rejects with a reason where a place cannot be changed: half a rename would be worse than none. */
export async function rename(
  sources: NavigationSources,
  { textDocument: { uri }, position, newName }: RenameParams,
  token: CancellationToken,
): Promise<WorkspaceEdit | null> {
  const file = await openFile(sources, uri);
  const target = file && renameTarget(file.stream, fromPosition(file.lines, position));
  if (!file || !target) return null;
  if ("refused" in target) throw refusal(target);
  if (!target.isLocal && !sources.workspace.isReady)
    throw refusal({ refused: l10n.t("The files of the workspace are still being read. Try again in a moment.") });
  const files = await filesWith(sources, file, target, token, newName);
  const result = renameEverywhere(target, newName, files);
  if ("refused" in result) throw refusal(result);
  return workspaceEdit(sources, files, result);
}

function refusal({ refused }: Refusal): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, refused);
}

async function siteAsked(
  sources: NavigationSources,
  { textDocument: { uri }, position }: TextDocumentPositionParams,
): Promise<{ readonly file: ReadFile; readonly site: NameSite } | undefined> {
  const file = await openFile(sources, uri);
  const site = file && nameSiteAt(file.stream, fromPosition(file.lines, position));
  return site && { file, site };
}

async function openFile(
  { documents, settings, workspace }: NavigationSources,
  uri: string,
): Promise<ReadFile | undefined> {
  const linted = documents.lint(uri, await settings.of(uri));
  const stream = linted?.result.state.stream;
  return stream && { uri, name: workspace.nameOf(uri), stream, lines: linted.lines };
}

/** The file itself, and where a name can be meant by others, all files that have it, and those with another name if one is given. */
async function filesWith(
  { documents, workspace }: NavigationSources,
  own: ReadFile,
  { isLocal, name }: NameSite,
  token: CancellationToken,
  otherName: string = name,
): Promise<readonly ReadFile[]> {
  const files = [own];
  if (isLocal) return files;
  const add = (uri: string, text: string): void => {
    // Pages and scripts are no YAML.
    if (textKindOf(workspace.nameOf(uri))) return;
    if (files.some(file => file.uri === uri) || (!text.includes(name) && !text.includes(otherName))) return;
    files.push({ uri, name: workspace.nameOf(uri), stream: parseStream(text), lines: new LineIndex(text) });
  };
  for (const uri of documents.uris) add(uri, documents.text(uri) ?? "");
  for await (const { uri, text } of workspace.texts()) {
    if (token.isCancellationRequested) break;
    add(uri, text);
  }
  return files;
}

function location({ uri, lines }: ReadFile, { range }: NameSite): Location {
  return { uri, range: toRange(lines, range) };
}

function workspaceEdit(
  { documents, capabilities }: NavigationSources,
  files: readonly ReadFile[],
  edits: readonly FileEdits[],
): WorkspaceEdit {
  const changed = edits.flatMap(({ uri, edits: own }): { uri: string; edits: TextEdit[] }[] => {
    const file = files.find(other => other.uri === uri);
    return file ? [{ uri, edits: toTextEdits(file.lines, own) }] : [];
  });
  if (capabilities().workspace?.workspaceEdit?.documentChanges !== true)
    return { changes: Object.fromEntries(changed.map(({ uri, edits: own }) => [uri, own])) };
  const documentChanges = changed.map(({ uri, edits: own }): TextDocumentEdit => ({
    textDocument: { uri, version: documents.version(uri) ?? null },
    edits: own,
  }));
  return { documentChanges };
}
