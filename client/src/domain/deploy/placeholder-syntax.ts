// How people and template engines write a value to come, and where the same characters mean something else.
import type { ValuePath } from "./plain.ts";

/**
 * `word` is a name such as MODEL_ARTIFACT_URI_PLACEHOLDER, `variable` what envsubst fills in, `jinja` and `argo` are
 * expressions of theirs. `helm` cannot be filled in here: its expressions compute, so Helm has to render the file.
 */
export type PlaceholderSyntax = "word" | "variable" | "jinja" | "argo" | "helm";

export interface WrittenPlaceholder {
  readonly text: string;
  readonly name: string;
  readonly syntax: PlaceholderSyntax;
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
}

const WORD = /(?<![A-Za-z0-9_])(?:[A-Z0-9_]*PLACEHOLDER[A-Z0-9_]*|CHANGE_?ME|REPLACE_?ME)(?![A-Za-z0-9_])/g;
const EXPRESSION = /\$?\{\{-?\s*([^{}]*?)\s*-?\}\}/g;
const BRACED_VARIABLE = /\$\{([A-Za-z_]\w*)\}/g;
const ROUND_VARIABLE = /\$\(([A-Za-z_]\w*)\)/g;

/** Only in addresses and images, where nothing else can be meant by them (S07). */
const ADDRESS_WORDS = /<([A-Za-z][\w .-]*)>|\bTODO\b|\$([A-Z_][A-Z0-9_]*)/g;
const ADDRESS_FIELDS: readonly unknown[] = ["modelUri", "image", "storageInitializerImage"];

/** Characters; what is longer is a file or a certificate, not a value somebody fills in. */
const LONGEST_TEXT = 4_000;

/** The placeholders in one text of an object, in their order. */
export function placeholdersOf(text: string, path: ValuePath): WrittenPlaceholder[] {
  if (text.length > LONGEST_TEXT) return [];
  const isAddress = ADDRESS_FIELDS.includes(path.at(-1));
  // Shell scripts have variables of their own, so no text of several lines and no command is looked at for those.
  const hasOwnVariables = isExecuted(path) || text.includes("\n");
  const found = [
    ...matches(text, EXPRESSION, expression),
    ...matches(text, WORD, word),
    ...(hasOwnVariables ? [] : matches(text, BRACED_VARIABLE, variable)),
    ...(hasOwnVariables || isExpanded(path) ? [] : matches(text, ROUND_VARIABLE, variable)),
    ...(isAddress ? matches(text, ADDRESS_WORDS, word) : []),
  ].sort((a, b) => a.start - b.start || b.end - a.end);
  return found.filter((one, index) => !found.slice(0, index).some(before => before.end > one.start));
}

type Read = (match: RegExpMatchArray) => { readonly name: string; readonly syntax: PlaceholderSyntax } | undefined;

function matches(text: string, pattern: RegExp, read: Read): WrittenPlaceholder[] {
  return [...text.matchAll(pattern)].flatMap(match => {
    const value = read(match);
    const start = match.index;
    return value ? [{ ...value, text: match[0], start, end: start + match[0].length }] : [];
  });
}

const word: Read = match => ({ name: match[1] ?? match[2] ?? match[0], syntax: "word" });

const variable: Read = match => ({ name: match[1] ?? "", syntax: "variable" });

/** Argo's parameters, Helm's values and functions, else a Jinja name with or without filters. */
const expression: Read = ([whole, inside = ""]) => {
  if (whole.startsWith("$")) return { name: inside, syntax: "helm" };
  if (/^=?(?:inputs|outputs|workflow|workflows|steps|tasks|item|pod|node)\b/.test(inside)) {
    return { name: inside.split(".").at(-1) ?? inside, syntax: "argo" };
  }
  const name = /^([A-Za-z_][\w.]*)\s*(?:\|.*)?$/.exec(inside)?.[1];
  if (name !== undefined) return { name, syntax: "jinja" };
  return inside === "" ? undefined : { name: inside, syntax: "helm" };
};

const CONTAINER_LISTS: readonly unknown[] = ["containers", "initContainers", "ephemeralContainers"];

/** The path inside of a container; undefined outside of any. */
function insideContainer(path: ValuePath): ValuePath | undefined {
  const at = path.findLastIndex((step, index) => CONTAINER_LISTS.includes(step) && typeof path[index + 1] === "number");
  return at < 0 ? undefined : path.slice(at + 2);
}

/** Commands and probes: what stands there is a program's own business. */
function isExecuted(path: ValuePath): boolean {
  const inside = insideContainer(path) ?? [];
  return inside[0] === "command" || inside[0] === "args" || inside.includes("exec");
}

/** Where Kubernetes itself puts variables of the container in for `$(NAME)`. */
function isExpanded(path: ValuePath): boolean {
  const inside = insideContainer(path) ?? [];
  return (inside[0] === "env" && inside.at(-1) === "value") || inside.at(-1) === "subPathExpr";
}
