// Reads shell scripts as far as rules need it: simple commands, their words with offsets, and here-documents.
import type { Range } from "../yaml/index.ts";
import { linesOf } from "./blocks.ts";

/** A word of a command, quotes and escapes taken off. */
export interface Word extends Range {
  readonly text: string;
  /** Where the text itself stands, where it is written in one piece: inside of single quotes, or bare. */
  readonly inner: Range | undefined;
}

export interface Command extends Range {
  readonly words: readonly Word[];
}

export interface Script {
  readonly commands: readonly Command[];
  /** The lines between `<<EOF` and `EOF`. */
  readonly hereDocuments: readonly Range[];
}

const HERE = /<<-?\s*(["']?)([A-Za-z_]\w*)\1/;

/** Never throws: what is no shell gives words that no rule knows. */
export function readScript(text: string): Script {
  const hereDocuments = findHereDocuments(text);
  return { commands: readCommands(withoutThem(text, hereDocuments)), hereDocuments };
}

function findHereDocuments(text: string): readonly Range[] {
  const lines = linesOf(text);
  // The line that ends each here-document, found from the end of the text, where the last word seen is the next one.
  const next = new Map<number, number>();
  const first = new Map<string, number>();
  for (let index = lines.length - 1; index >= 0; index--) {
    const word = HERE.exec(lines[index]?.text ?? "")?.[2];
    const end = word === undefined ? undefined : first.get(word);
    if (end !== undefined) next.set(index, end);
    const alone = lines[index]?.text.trim() ?? "";
    if (/^[A-Za-z_]\w*$/.test(alone)) first.set(alone, index);
  }
  const found: Range[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]?.text ?? "";
    const last = /^\s*#/.test(line) ? undefined : next.get(index);
    const [start, end] = [lines[index + 1]?.start, last === undefined ? undefined : lines[last]?.start];
    if (start === undefined || end === undefined || last === undefined) continue;
    found.push({ start, end });
    index = last;
  }
  return found;
}

/** What is not a command is blanked, with the word that ends it, so that offsets stay as they are. */
function withoutThem(text: string, ranges: readonly Range[]): string {
  let code = "";
  let at = 0;
  for (const { start, end } of ranges) {
    const lineEnd = endOfLine(text, end);
    code += text.slice(at, start) + text.slice(start, lineEnd).replaceAll(/[^\n]/g, " ");
    at = lineEnd;
  }
  return code + text.slice(at);
}

function readCommands(text: string): readonly Command[] {
  const commands: Command[] = [];
  let words: Word[] = [];
  const finish = (): void => {
    const kept = withoutPrompt(words);
    const [first, last] = [kept[0], kept.at(-1)];
    if (first && last) commands.push({ words: kept, start: first.start, end: last.end });
    words = [];
  };
  for (let at = 0; at < text.length;) {
    const character = text[at] ?? "";
    if (character === "\n" || /[;|&]/.test(character)) {
      finish();
      at++;
    } else if (character === "\\" && /^\\\r?\n/.test(text.slice(at, at + 3))) at = text.indexOf("\n", at) + 1;
    else if (/\s/.test(character)) at++;
    else if (character === "#") at = endOfLine(text, at);
    else {
      const word = readWord(text, at);
      words.push(word);
      at = Math.max(word.end, at + 1);
    }
  }
  finish();
  return commands;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end;
}

function readWord(text: string, start: number): Word {
  let value = "";
  let at = start;
  let quoted: Range | undefined;
  let isPlain = true;
  while (at < text.length) {
    const character = text[at] ?? "";
    if (/[\s;|&]/.test(character)) break;
    if (character === "'" || character === '"') {
      const end = closing(text, at, character);
      const inside = text.slice(at + 1, end);
      quoted = at === start && (character === "'" || !/[\\$`]/.test(inside)) ? { start: at + 1, end } : undefined;
      value += character === '"' ? inside.replaceAll(/\\(["\\$`])/g, "$1") : inside;
      isPlain = false;
      at = end + 1;
    } else if (text.startsWith("$(", at)) {
      const end = closingParenthesis(text, at + 1);
      value += text.slice(at, end);
      at = end;
    } else if (character === "\\") {
      value += text[at + 1] ?? "";
      isPlain = false;
      at += 2;
    } else {
      value += character;
      at++;
    }
  }
  const end = Math.min(at, text.length);
  const inner = isPlain ? { start, end } : quoted && quoted.end + 1 === end ? quoted : undefined;
  return { text: value, start, end, inner: inner ?? afterEquals(text, start, end) };
}

/** `-p='…'` and `--patch='…'`: the text within the quotes. */
function afterEquals(text: string, start: number, end: number): Range | undefined {
  const found = /^--?[\w-]+='([^']*)'$/.exec(text.slice(start, end));
  return found ? { start: end - 1 - (found[1] ?? "").length, end: end - 1 } : undefined;
}

function closing(text: string, at: number, quote: string): number {
  for (let index = at + 1; index < text.length; index++) {
    if (quote === '"' && text[index] === "\\") index++;
    else if (text[index] === quote) return index;
  }
  return text.length;
}

function closingParenthesis(text: string, at: number): number {
  let depth = 0;
  for (let index = at; index < text.length; index++) {
    const character = text[index];
    if (character === "'" || character === '"') index = closing(text, index, character);
    else if (character === "(") depth++;
    else if (character === ")" && --depth === 0) return index + 1;
    else if (character === "\n") return index;
  }
  return text.length;
}

/** `$ kubectl …` as pages print it, `sudo`, and `microk8s` or `minikube` before `kubectl`. */
function withoutPrompt(words: readonly Word[]): readonly Word[] {
  const start = words.findIndex(
    ({ text }) => !/^([$>]|sudo|microk8s|minikube|--|!|time|then|do|else|if)$|^[A-Z_]+=/.test(text),
  );
  return start === -1 ? words : words.slice(start);
}

/** The value of an option, `-n x`, `--namespace x` or `--namespace=x`; all of them where it is given more than once. */
export function optionValues({ words }: Command, ...names: readonly string[]): readonly Word[] {
  return words.flatMap((word, index) => {
    if (names.includes(word.text)) return words[index + 1] ?? [];
    const name = names.find(candidate => word.text.startsWith(`${candidate}=`));
    if (name === undefined) return [];
    const value = word.text.slice(name.length + 1);
    return {
      text: value,
      start: word.end - (word.inner && word.inner.start > word.start ? value.length + 1 : value.length),
      end: word.end,
      inner: word.inner,
    };
  });
}

/** True where a command begins with these words, options in between left out: `isCommand(command, "helm", "install")`. */
export function isCommand({ words }: Command, ...names: readonly string[]): boolean {
  return names.every((name, index) => words[index]?.text === name);
}
