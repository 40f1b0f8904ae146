// Changes of an object by path, as edits of the text that it stands in: comments, quoting and layout stay.
import * as l10n from "@vscode/l10n";
import { resourcesOf } from "../model/index.ts";
import {
  appendItem,
  applyEdits,
  parseDocument,
  removeValue,
  setValue,
  type Cursor,
  type Edit,
  type Edits,
  type Path,
  type PlainValue,
  type YamlDocument,
  type YamlStream,
} from "../yaml/index.ts";

export type PathEdit =
  | { readonly op: "set"; readonly path: Path; readonly value: unknown }
  | { readonly op: "remove"; readonly path: Path }
  | { readonly op: "insert"; readonly path: Path; readonly value: unknown };

/** Offsets in the file, or why it cannot be. */
export type PathEditsResult = { readonly edits: Edits } | { readonly refused: string };

/**
 * @param index which object, in the order of `manifestObjectsOf`
 * @param changes made one after the other; all of them or none
 */
export function pathEdits(stream: YamlStream, index: number, changes: readonly PathEdit[]): PathEditsResult {
  const places = stream.documents.flatMap(({ document, offset }) =>
    resourcesOf(document).map((_, position) => ({ document, offset, position })),
  );
  const place = places[index];
  if (!place) return { refused: l10n.t("The file does not hold the object any more.") };
  const { document, offset, position } = place;
  if (document.problems.length > 0) return { refused: l10n.t("The object has syntax errors, which come first.") };
  let current = document;
  for (const change of changes) {
    const at = resourcesOf(current)[position]?.at;
    const edits = at && editFor(current, at, change);
    if (!edits)
      return {
        refused: l10n.t`${words(change)} is not possible here without harm to the rest of the text: ${reasonFor(at, change)}.`,
      };
    if (edits.length > 0) current = parseDocument(applyEdits(current.text, edits));
  }
  return { edits: difference(document.text, current.text, offset) };
}

function editFor(document: YamlDocument, object: Cursor, change: PathEdit): Edits | undefined {
  const at = object.at(...change.path);
  if (change.op === "remove") return at.exists ? removeValue(document, at) : [];
  if (!isPlain(change.value)) return undefined;
  if (change.op === "set")
    return setValue(document, at, change.value, change.path.at(-1) === "traffic" ? { after: "name" } : {});
  const list = object.at(...change.path.slice(0, -1));
  return change.path.at(-1) === list.items().length ? appendItem(document, list, change.value) : undefined;
}

function words({ op, path }: PathEdit): string {
  const verb = { set: "Setting", remove: "Removing", insert: "Inserting" }[op];
  return `${verb} ${path.join(".")}`;
}

function reasonFor(object: Cursor | undefined, { op, path }: PathEdit): string {
  if (!object) return l10n.t("the object is not there");
  const shared = path.findIndex((_, end) => object.at(...path.slice(0, end + 1)).shared);
  if (shared !== -1) return l10n.t("an anchor or alias shares it with other places");
  return op === "insert"
    ? l10n.t("an item can be added at the end only")
    : l10n.t("it is written in a way that only a person can change");
}

function isPlain(value: unknown): value is PlainValue {
  if (value === null || ["string", "number", "boolean"].includes(typeof value)) return true;
  if (Array.isArray(value)) return value.every(isPlain);
  return typeof value === "object" && Object.values(value).every(isPlain);
}

/** As few and as small edits as a comparison line by line tells, so that nobody's cursor jumps. */
export function difference(before: string, after: string, offset: number): Edits {
  if (before === after) return [];
  const old = linesOf(before);
  const now = linesOf(after);
  return old.length === now.length ? changedLines(old, now, offset) : [changedMiddle(before, after, offset)];
}

function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/);
}

function changedLines(old: readonly string[], now: readonly string[], offset: number): Edit[] {
  let start = offset;
  return old.flatMap((line, index) => {
    const from = start;
    start += line.length;
    const other = now[index] ?? "";
    return line === other ? [] : [changedMiddle(line, other, from)];
  });
}

function changedMiddle(before: string, after: string, offset: number): Edit {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { start: offset + head, end: offset + before.length - tail, newText: after.slice(head, after.length - tail) };
}
