// Globs over paths, matched in time that no pattern can blow up: a configuration must not be able to hang an editor.
import * as l10n from "@vscode/l10n";

export interface Glob {
  /** Takes a path from the folder the pattern counts from, with forward slashes. */
  matches(this: void, path: string): boolean;
}

/**
 * Compiles a pattern, or says what is wrong with it as the end of a sentence about it.
 *
 * `*` and `?` stand for characters of a name, `[a-z]` and `[!a]` for one of a set, `{a,b}` for either, `**` for any number of
 * folders. A pattern without a slash stands for the name in every folder, one that ends in a slash for folders only, and a
 * pattern that fits a folder for everything in it.
 */
export function compileGlob(pattern: string): Glob | { readonly problem: string } {
  const problem = problemOf(pattern);
  if (problem !== undefined) return { problem };
  const alternatives = expandBraces(pattern).map(readPattern);
  return {
    matches: path => {
      const names = path.split("/");
      return alternatives.some(steps => matchesAll(steps, names, step => step === ANY_FOLDERS, matchesName));
    },
  };
}

/** More alternatives than anybody writes by hand. */
const MAX_ALTERNATIVES = 256;

function problemOf(pattern: string): string | undefined {
  if (pattern.trim() === "") return l10n.t("is empty");
  if (pattern.startsWith("!")) return l10n.t('begins with "!", and nothing can be taken back from a list of globs');
  if (pattern.includes("\\")) return l10n.t("has a backslash: write a slash between folders, on Windows too");
  if (/(^|\/)\.\.?(\/|$)/.test(pattern))
    return l10n.t('has "." or ".." as a folder: it counts from the folder of this file');
  if (/\[[^\]]*$/.test(pattern)) return l10n.t('has a "[" that is not closed');
  const counts = [...pattern.matchAll(/[{}]/g)].reduce(
    ({ depth, isBroken }, [brace]) => {
      const next = depth + (brace === "{" ? 1 : -1);
      return { depth: next, isBroken: isBroken || next < 0 };
    },
    { depth: 0, isBroken: false },
  );
  if (counts.depth !== 0 || counts.isBroken) return l10n.t("has a brace without its partner");
  if (expandBraces(pattern).length > MAX_ALTERNATIVES)
    return l10n.t`stands for more than ${MAX_ALTERNATIVES} alternatives`;
  return undefined;
}

/** Stops soon after the limit, since alternatives multiply. */
function expandBraces(pattern: string): string[] {
  const pending = [pattern];
  const done: string[] = [];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (done.length + pending.length > MAX_ALTERNATIVES) return [...done, ...pending, next];
    // The innermost pair, so that the comma of an inner one never splits an outer one.
    const inner = /\{([^{}]*)\}/.exec(next);
    if (!inner) done.push(next);
    else {
      const before = next.slice(0, inner.index);
      const after = next.slice(inner.index + inner[0].length);
      pending.push(...(inner[1] ?? "").split(",").map(part => before + part + after));
    }
  }
  return done;
}

const ANY_FOLDERS = "**";
const ANY_CHARACTERS = "*";

/** One name of a path: its characters, sets and wildcards. */
type NamePattern = readonly (string | CharacterSet)[];

interface CharacterSet {
  readonly isNegated: boolean;
  readonly spans: readonly (readonly [first: string, last: string])[];
}

type Step = typeof ANY_FOLDERS | NamePattern;

function readPattern(pattern: string): readonly Step[] {
  const onlyFolders = pattern.endsWith("/");
  const names = pattern.split("/").filter(name => name !== "");
  const isAnywhere = !pattern.replace(/\/$/, "").includes("/");
  const anyName: Step = [ANY_CHARACTERS];
  return [
    ...(isAnywhere ? ([ANY_FOLDERS] as const) : []),
    ...names.map((name): Step => (name === ANY_FOLDERS ? ANY_FOLDERS : readName(name))),
    ...(onlyFolders ? [anyName] : []),
    ANY_FOLDERS,
  ];
}

function readName(name: string): NamePattern {
  return [...name.matchAll(/\[(!?)(\]?[^\]]*)\]|\*+|[^]/gu)].map(([token, negation, members]) => {
    if (members === undefined) return token.startsWith("*") ? ANY_CHARACTERS : token;
    const spans = [...members.matchAll(/([^])-([^])|([^])/gu)].map(
      ([, first, last, single = ""]) => [first ?? single, last ?? single] as const,
    );
    return { isNegated: negation === "!", spans };
  });
}

function matchesName(step: Step, name: string): boolean {
  return (
    step === ANY_FOLDERS || matchesAll(step, Array.from(name), token => token === ANY_CHARACTERS, matchesCharacter)
  );
}

function matchesCharacter(token: string | CharacterSet, character: string): boolean {
  if (typeof token === "string") return token === "?" || token === character;
  return token.isNegated !== token.spans.some(([first, last]) => first <= character && character <= last);
}

/**
 * Wildcard matching that goes back to the last wildcard only, which is enough and takes at most the product of the lengths.
 * `isWild` tells the tokens that stand for any number of items.
 */
function matchesAll<Token, Item>(
  tokens: readonly Token[],
  items: readonly Item[],
  isWild: (token: Token) => boolean,
  matchesOne: (token: Token, item: Item) => boolean,
): boolean {
  let token = 0;
  let item = 0;
  let retry: { readonly token: number; item: number } | undefined;
  while (item < items.length) {
    const [current, next] = [tokens[token], items[item]];
    if (current !== undefined && isWild(current)) {
      retry = { token: token + 1, item };
      token++;
    } else if (current !== undefined && next !== undefined && matchesOne(current, next)) {
      token++;
      item++;
    } else if (retry) {
      retry.item++;
      token = retry.token;
      item = retry.item;
    } else return false;
  }
  return tokens.slice(token).every(isWild);
}
