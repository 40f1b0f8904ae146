// What can be folded: every resource of a file, every block below a key or a dash, and comments over several lines.
import { findComments, type Range, type YamlDocument, type YamlNode, type YamlStream } from "../yaml/index.ts";
import { isSeldonDocument } from "./documents.ts";

export interface Fold extends Range {
  readonly kind: "resource" | "block" | "comment";
}

/** Undefined for files without a SeldonDeployment: editors fold those by themselves, and only where nobody else does. */
export function foldsOf(stream: YamlStream): readonly Fold[] | undefined {
  if (!stream.documents.some(({ document }) => isSeldonDocument(document))) return undefined;
  const hasSeveral = stream.documents.length > 1;
  return stream.documents.flatMap(({ document, offset }) =>
    [...(hasSeveral ? resourceFold(document) : []), ...blockFolds(document), ...commentFolds(document)].map(fold => ({
      ...fold,
      start: fold.start + offset,
      end: fold.end + offset,
    })),
  );
}

/** From the marker before it on, so that the line that stays says where it begins. */
function resourceFold({ text, root }: YamlDocument): readonly Fold[] {
  if (!root) return [];
  const marker = /^---/m.exec(text.slice(0, root.start))?.index;
  return [{ kind: "resource", start: marker ?? root.start, end: writtenEnd(text, root) }];
}

function blockFolds({ text, root }: YamlDocument): readonly Fold[] {
  const folds: Fold[] = [];
  const add = (start: number, node: YamlNode): void => {
    const end = writtenEnd(text, node);
    if (/[\r\n]/.test(text.slice(start, end))) folds.push({ kind: "block", start, end });
  };
  const pending: YamlNode[] = root ? [root] : [];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind === "map") {
      for (const { key, value } of node.entries) {
        if (!value || value.kind === "alias") continue;
        add(key.start, value);
        pending.push(value);
      }
    } else if (node.kind === "sequence") {
      for (const [index, item] of node.items.entries()) {
        add(node.dashes[index] ?? item.start, item);
        pending.push(item);
      }
    }
  }
  return folds;
}

/** A block ends behind its last line break in the tree, here behind its last word. */
function writtenEnd(text: string, { start, end }: Range): number {
  return start + text.slice(start, end).trimEnd().length;
}

function commentFolds({ text }: YamlDocument): readonly Fold[] {
  if (!text.includes("#")) return [];
  const folds: Fold[] = [];
  for (const { start, end, ownLine } of findComments(text)) {
    if (!ownLine) continue;
    const last = folds.at(-1);
    const isNext = last !== undefined && /^[ \t]*(\r\n|\n|\r)[ \t]*$/.test(text.slice(last.end, start));
    if (isNext) folds[folds.length - 1] = { kind: "comment", start: last.start, end };
    else folds.push({ kind: "comment", start, end });
  }
  return folds.filter(({ start, end }) => /[\r\n]/.test(text.slice(start, end)));
}
