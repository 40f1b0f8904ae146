// Refactorings of whole files: one file per object, and the other notation.
import * as l10n from "@vscode/l10n";
import { isTemplated, isTemplateSource, resourcesOf } from "../model/index.ts";
import { findComments, reprintAsJson, reprintAsYaml, type StreamDocument } from "../yaml/index.ts";
import { isAt, type Refactoring, type RefactoringPlace } from "./refactoring.ts";

export function fileRefactorings(place: RefactoringPlace, placed: StreamDocument): readonly Refactoring[] {
  const root = placed.document.cursor();
  const isHere = isAt(place, placed, [root.key("apiVersion"), root.key("kind")]);
  if (!isHere || place.stream.documents.some(({ document }) => isTemplateSource(document.text))) return [];
  return [...split(place), ...convert(place)];
}

/** The first object stays in its file, every other goes into one of its own beside it. */
function split({ stream, name }: RefactoringPlace): readonly Refactoring[] {
  const filled = stream.documents.filter(({ document }) => document.root !== undefined);
  const [first, ...others] = filled;
  if (name === undefined || !/\.ya?ml$/i.test(name) || !first || others.length === 0) return [];
  const names: string[] = [name];
  const files: { name: string; text: string }[] = [];
  for (const { document } of others) {
    const fileName = nameFor(document, name, names);
    if (fileName === undefined) return [];
    names.push(fileName);
    files.push({
      name: fileName,
      text: `${document.text.replace(/^(\s*)---[ \t]*(\r?\n)/, "$1").trim()}${document.layout.newline}`,
    });
  }
  const end = first.offset + first.document.text.trimEnd().length;
  const edits = [{ start: end, end: stream.text.length, newText: first.document.layout.newline }];
  return [{ title: l10n.t`Split into ${filled.length} files, one for each object`, kind: "move", edits, files }];
}

function nameFor(document: StreamDocument["document"], name: string, taken: readonly string[]): string | undefined {
  const [resource, ...others] = resourcesOf(document);
  const own = resource?.at.at("metadata", "name").string();
  if (!resource || others.length > 0 || own === undefined || isTemplated(own)) return undefined;
  // Both become part of a file's name, and a manifest may say anything there: it must not lead out of the folder.
  if (!/^[\w.-]+$/.test(own) || !/^\w+$/.test(resource.kind)) return undefined;
  const suffix = /\.ya?ml$/i.exec(name)?.[0] ?? ".yaml";
  const base = `${own}-${resource.kind.toLowerCase()}`;
  const isFree = (candidate: string): boolean => !taken.includes(candidate);
  return [`${base}${suffix}`, ...taken.map((_, index) => `${base}-${index + 2}${suffix}`)].find(isFree);
}

function convert({ stream, name }: RefactoringPlace): readonly Refactoring[] {
  const [only, ...others] = stream.documents;
  if (!only || others.length > 0 || only.document.problems.length > 0) return [];
  const { document } = only;
  const isJson = document.layout.json;
  const comments = document.text.includes("#") ? findComments(document.text).length : 0;
  const text = isJson ? reprintAsYaml(document.cursor()) : reprintAsJson(document.cursor());
  if (text === undefined || isTemplated(document.text) || (isJson && comments > 0)) return [];
  const edits = [{ start: 0, end: stream.text.length, newText: text.replaceAll("\n", document.layout.newline) }];
  const newName = otherName(name, isJson);
  const loss =
    comments === 0 ? "" : comments === 1 ? l10n.t(", without its comment") : l10n.t`, without its ${comments} comments`;
  const title = isJson ? l10n.t("Convert to YAML") : l10n.t`Convert to JSON${loss}`;
  return [{ title, kind: "rewrite", edits, ...(newName !== undefined && { newName }) }];
}

/** JSON is YAML, so a file of that name may stay what it is. */
function otherName(name: string | undefined, isJson: boolean): string | undefined {
  if (name === undefined) return undefined;
  const wanted = isJson ? name.replace(/\.json$/i, ".yaml") : name.replace(/\.ya?ml$/i, ".json");
  return wanted === name ? undefined : wanted;
}
