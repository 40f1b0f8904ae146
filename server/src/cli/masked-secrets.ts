// Hides the values of Secrets in a text that is about to be shown, line by line.
import {
  findAll,
  findComments,
  readSource,
  resourcesOf,
  scriptSecrets,
  type Range,
  type Resource,
  type YamlNode,
} from "../core/index.ts";

const MASK = "••••";

/** Where kubectl keeps a whole manifest, values included. */
const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

/** A document that does not parse may still be a Secret. */
const LOOKS_LIKE_SECRET = /\bSecret(List)?\b|\bstringData\b/;

/**
 * The same text with as many lines, but without values under `data` and `stringData` of Secrets, and without comments beside them;
 * in pages and scripts also without those in commands that make Secrets.
 */
export function maskSecrets(text: string, fileName?: string): string {
  if (!/secret|stringData|\bmc\b|--set/i.test(text)) return text;
  const hidden = readSource(text, fileName).pieces.flatMap(({ document, offset, textKind }) => {
    const whole = { start: 0, end: document.text.length };
    const ranges = textKind
      ? inText(textKind, document.text)
      : document.problems.length > 0 && LOOKS_LIKE_SECRET.test(document.text)
        ? [whole]
        : resourcesOf(document)
            .filter(({ kind }) => kind === "Secret")
            .flatMap(resource => hiddenRanges(resource, document.text));
    return ranges.map(({ start, end }) => ({ start: start + offset, end: end + offset }));
  });
  return blank(text, hidden);
}

/** In a page whatever is called a secret, since an example that leaves something out is not read as YAML. */
function inText(kind: string, text: string): readonly Range[] {
  if (kind === "ShellScript") return scriptSecrets(text);
  return kind === "Page" ? findAll(text, NAMED_SECRET) : [];
}

const NAMED_SECRET = /^[ \t]*[\w-]*(?:SECRET|PASSWORD|ACCESS_KEY|TOKEN)[\w-]*[ \t]*[:=][ \t]*(\S[^\n]*)/gim;

function hiddenRanges(secret: Resource, text: string): readonly Range[] {
  // A field that is written twice is in the text twice.
  const fields = (secret.at.map?.entries ?? []).filter(({ key }) => ["data", "stringData"].includes(key.text));
  const values = fields.flatMap(({ value }) => (value ? [value] : []));
  const lastApplied = secret.at.at("metadata", "annotations").key(LAST_APPLIED).node;
  const seen = new Set<YamlNode>();
  const found: Range[] = lastApplied ? [lastApplied] : [];
  for (const value of values) collectScalars(value, seen, found);
  // An old value may have been left in any of them.
  return [...found, ...findComments(text)];
}

function collectScalars(node: YamlNode, seen: Set<YamlNode>, found: Range[]): void {
  if (seen.has(node)) return;
  seen.add(node);
  if (node.kind === "alias") {
    if (node.target) collectScalars(node.target, seen, found);
  } else if (node.kind === "sequence") {
    for (const item of node.items) collectScalars(item, seen, found);
  } else if (node.kind === "map" && !node.hasComplexKeys) {
    for (const { value } of node.entries) if (value) collectScalars(value, seen, found);
  } else found.push(node);
}

function blank(text: string, ranges: readonly Range[]): string {
  let masked = "";
  let position = 0;
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    if (end <= position) continue;
    const from = Math.max(start, position);
    masked += text.slice(position, from) + text.slice(from, end).replaceAll(/[^\s][^\r\n]*/g, MASK);
    position = end;
  }
  return masked + text.slice(position);
}
