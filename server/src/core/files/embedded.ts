// Manifests inside of other files: in a string of a workflow or ConfigMap, in a here-document, in the patch of a command.
import { splitDocuments } from "../yaml/split.ts";
import type { Range, YamlDocument, YamlNode } from "../yaml/index.ts";

const MANIFEST = /machinelearning\.seldon\.io|kind["']?\s*:\s*["']?SeldonDeployment\b/;

/** kubectl's own copy of what was applied, whose problems are those of the object itself. */
const COPIES = "last-applied-configuration";

/**
 * The places of manifests that a document carries in literal strings (`manifest: |`), as a workflow of Argo does, a component of
 * Kubeflow or a ConfigMap. Strings of other styles do not have their lines in the text as they are.
 */
export function embeddedManifests({ text, root, problems }: YamlDocument): readonly Range[] {
  if (problems.length > 0 || !text.includes("|") || !MANIFEST.test(text)) return [];
  const found: Range[] = [];
  const visit = (node: YamlNode | undefined, name: string): void => {
    if (node?.kind === "map") for (const { key, value } of node.entries) visit(value, key.text);
    else if (node?.kind === "sequence") for (const item of node.items) visit(item, name);
    else if (
      node?.kind === "scalar" &&
      node.style === "literal" &&
      !name.endsWith(COPIES) &&
      MANIFEST.test(node.text)
    ) {
      const start = text.indexOf("\n", node.start) + 1;
      if (start > 0 && start < node.end) found.push(...indentedDocuments(text, { start, end: node.end }));
    }
  };
  visit(root, "");
  return found;
}

/** The documents in whole lines of YAML that may all be indented, where a separator is no separator to a parser. */
export function indentedDocuments(text: string, { start, end }: Range): readonly Range[] {
  const lines = text.slice(start, end);
  if (!/^[ \t]+---[^\S\n]*$/m.test(lines)) return splitDocuments(lines).map(range => shift(range, start));
  const documents: Range[] = [];
  let from = 0;
  for (const match of lines.matchAll(/^[ \t]*---[^\S\n]*$/gm)) {
    if (lines.slice(from, match.index).trim() !== "") documents.push({ start: from, end: match.index });
    from = match.index + match[0].length;
  }
  documents.push({ start: from, end: lines.length });
  return documents.map(range => shift(range, start));
}

function shift(range: Range, by: number): Range {
  return { start: range.start + by, end: range.end + by };
}
