// Parses one YAML or JSON document. Never throws: what cannot be parsed becomes problems beside whatever tree is left.
import * as l10n from "@vscode/l10n";
import { parseDocument as parseWithYaml } from "yaml";
import { Cursor } from "./cursor.ts";
import { withoutLoneCarriageReturns } from "./line-bounds.ts";
import { excessiveAliases } from "./excessive-aliases.ts";
import { detectLayout, type Layout } from "./layout.ts";
import { readQuickly } from "./quick-reader.ts";
import { syntaxProblems, TOO_DEEP, type YamlProblem } from "./syntax-problems.ts";
import { buildTree, type YamlContent } from "./tree.ts";

/** One document, with all offsets counted from its own start, so that it stays valid when text before it changes. */
export class YamlDocument {
  readonly text: string;
  readonly root: YamlContent | undefined;
  readonly problems: readonly YamlProblem[];
  #layout: Layout | undefined;

  constructor(text: string, root: YamlContent | undefined, problems: readonly YamlProblem[]) {
    this.text = text;
    this.root = root;
    this.problems = problems;
  }

  /** Stands at the root, whether or not there is anything. */
  cursor(): Cursor {
    return Cursor.atRoot(this.root);
  }

  /** How the author indents and quotes. */
  get layout(): Layout {
    this.#layout ??= detectLayout(this.text, this.root);
    return this.#layout;
  }
}

// Control characters but tab, line breaks and NEL, and two that are no characters: go-yaml refuses them, the JavaScript
// parser lets them pass.

const CONTROL_CHARACTER = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]/;

const BYTE_ORDER_MARK = "\uFEFF";

/** Parses the text of a single document. */
export function parseDocument(text: string): YamlDocument {
  const control = CONTROL_CHARACTER.exec(text);
  if (control) return new YamlDocument(text, undefined, [controlProblem(control)]);
  const quick = readQuickly(text);
  return quick ? new YamlDocument(text, quick, []) : parseThoroughly(text);
}

/** Parses a text that the quick reader has left, or any other; for texts that both read the outcome is the same. */
export function parseThoroughly(text: string): YamlDocument {
  try {
    // The parser takes a byte order mark for indentation before a dash, so it never gets to see one.
    const skipped = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
    const parsed = parseWithYaml(withoutLoneCarriageReturns(text.slice(skipped)), {
      schema: "failsafe",
      keepSourceTokens: true,
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: "silent",
    });
    const tree = buildTree(parsed, text, skipped);
    const problems = [...syntaxProblems(parsed, text, skipped), ...tree.problems];
    // Anchors that contain themselves have been found by now: nothing follows them for ever.
    const mayRepeat = problems.length === 0 && text.includes("*");
    return new YamlDocument(text, tree.root, mayRepeat ? excessiveAliases(tree.root) : problems);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // The parser recurses once per level, so only absurd nesting exhausts the stack.
    return new YamlDocument(text, undefined, [{ ...TOO_DEEP, start: 0, end: Math.min(1, text.length) }]);
  }
}

function controlProblem(match: RegExpExecArray): YamlProblem {
  const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  const message = l10n.t`Control characters such as U+${code} are not allowed in YAML.`;
  return { code: "CONTROL_CHARACTER", message, start: match.index, end: match.index + 1 };
}
