// The engine's own syntax tree: the `yaml` package's nodes reduced to what rules, edits and features need, with offsets.
import * as l10n from "@vscode/l10n";
import { isAlias, isMap, isScalar, isSeq, type CST, type Document, type ParsedNode, type Scalar } from "yaml";
import { afterBreak, endOfLine, startOfLine } from "./line-bounds.ts";
import type { Range } from "./range.ts";
import { readPlainScalar, type ScalarValue } from "./scalar.ts";

export type ScalarStyle = "plain" | "single" | "double" | "literal" | "folded";

interface ContentBase extends Range {
  /** True where an alias stands for this value too, so that changing it here changes it there. */
  readonly aliased: boolean;
}

export interface YamlScalar extends ContentBase {
  readonly kind: "scalar";
  readonly style: ScalarStyle;
  /** The text after unquoting, before any type is read into it. */
  readonly text: string;
  /** What kubectl makes of it. */
  readonly value: ScalarValue;
  /** True where a tag such as `!!str` stands before it and has a say in how it is read. */
  readonly tagged: boolean;
}

/** A use of an anchor. `target` is shared with every other use and undefined where the anchor does not exist. */
export interface YamlAlias extends Range {
  readonly kind: "alias";
  readonly name: string;
  readonly target: YamlContent | undefined;
}

export interface YamlEntry {
  readonly key: YamlScalar;
  /** Absent in a set-like `{a}`; an empty value after a colon is a null scalar of no width. */
  readonly value: YamlNode | undefined;
}

export interface YamlMap extends ContentBase {
  readonly kind: "map";
  readonly flow: boolean;
  /** In the order of the text, duplicates and merge keys included. */
  readonly entries: readonly YamlEntry[];
  /** True where keys that are no scalars were left out of the entries. */
  readonly hasComplexKeys: boolean;
}

export interface YamlSequence extends ContentBase {
  readonly kind: "sequence";
  readonly flow: boolean;
  readonly items: readonly YamlNode[];
  /** Offset of each item's dash, undefined for one that lacks it; empty for flow sequences. */
  readonly dashes: readonly (number | undefined)[];
}

export type YamlContent = YamlScalar | YamlMap | YamlSequence;
export type YamlNode = YamlContent | YamlAlias;

/** A problem of the tree itself that the parser does not report. */
export interface TreeProblem extends Range {
  readonly code: "UNRESOLVED_ALIAS" | "CYCLIC_ALIAS";
  readonly message: string;
}

export interface Tree {
  readonly root: YamlContent | undefined;
  readonly problems: readonly TreeProblem[];
}

/**
 * Converts a parsed document and the text it was parsed from. Anchors are shared, not copied, so an alias bomb costs no
 * more than its text. `skipped` counts the characters at the start of the text that the parser was not given.
 */
export function buildTree(document: Document.Parsed, text: string, skipped = 0): Tree {
  const builder = new TreeBuilder(text, skipped);
  const root = document.contents ? builder.content(document.contents) : undefined;
  return { root, problems: builder.problems };
}

/** Content while it is built: an alias further down may still turn out to stand for it. */
type Unfinished<T extends YamlContent> = T & { aliased: boolean };

class TreeBuilder {
  readonly problems: TreeProblem[] = [];
  readonly #text: string;
  readonly #skipped: number;
  readonly #anchors = new Map<string, Unfinished<YamlContent>>();
  /** Mappings and sequences whose inside is being read. */
  readonly #open = new Set<YamlContent>();

  constructor(text: string, skipped: number) {
    this.#text = text;
    this.#skipped = skipped;
  }

  content(node: ParsedNode): YamlContent | undefined {
    const converted = this.#node(node);
    return converted?.kind === "alias" ? converted.target : converted;
  }

  #node(node: ParsedNode): YamlNode | undefined {
    const start = node.range[0] + this.#skipped;
    const end = node.range[1] + this.#skipped;
    // The most frequent kind first.
    if (isScalar(node)) return this.#anchored(node.anchor, this.#scalar(node, start, end));
    if (isAlias(node)) return this.#alias(node.source, start, end);
    if (isMap(node)) {
      const entries: YamlEntry[] = [];
      const map = {
        kind: "map" as const,
        flow: node.flow === true,
        entries,
        hasComplexKeys: false,
        aliased: false,
        start,
        end,
      };
      this.#anchored(node.anchor, map);
      this.#open.add(map);
      for (const pair of node.items) {
        const entry = this.#entry(pair.key, pair.value);
        if (entry) entries.push(entry);
        else map.hasComplexKeys = true;
      }
      this.#open.delete(map);
      const last = entries.at(-1)?.value;
      if (!map.flow && !map.hasComplexKeys && last) map.end = this.#blockEnd(last);
      return map;
    }
    if (isSeq(node)) {
      const items: YamlNode[] = [];
      const flow = node.flow === true;
      const dashes = flow ? [] : itemDashes(node.srcToken, this.#skipped);
      const sequence = { kind: "sequence" as const, flow, items, dashes, aliased: false, start, end };
      this.#anchored(node.anchor, sequence);
      this.#open.add(sequence);
      for (const item of node.items) items.push(this.#item(item, end));
      this.#open.delete(sequence);
      const last = items.at(-1);
      if (!flow && last) sequence.end = this.#blockEnd(last);
      return sequence;
    }
    return undefined;
  }

  /** Where a block collection ends that ends with this value: behind its line, whatever comments follow. */
  #blockEnd(last: YamlNode): number {
    const isBlock = last.kind !== "alias" && (last.kind === "scalar" ? isBlockStyle(last.style) : !last.flow);
    return isBlock ? last.end : afterBreak(this.#text, endOfLine(this.#text, last.end));
  }

  #entry(key: ParsedNode | null, value: ParsedNode | null): YamlEntry | undefined {
    const keyNode = key ? this.#key(key) : undefined;
    // A complex key means nothing in Kubernetes; its value is still visited, for the anchors in it.
    const valueNode = value ? this.#node(value) : undefined;
    return keyNode && { key: keyNode, value: valueNode };
  }

  #key(key: ParsedNode): YamlScalar | undefined {
    const node = this.#node(key);
    if (node?.kind !== "alias") return node?.kind === "scalar" ? node : undefined;
    const { target, start, end } = node;
    return target?.kind === "scalar" ? { ...target, style: "plain", start, end } : undefined;
  }

  #item(item: unknown, end: number): YamlNode {
    const node = isScalar(item) || isMap(item) || isSeq(item) || isAlias(item) ? this.#node(toParsed(item)) : undefined;
    return node ?? nullScalar(end);
  }

  #alias(name: string, start: number, end: number): YamlAlias {
    const target = this.#anchors.get(name);
    if (target) target.aliased = true;
    else {
      const message = l10n.t`The alias *${name} has no anchor &${name} before it in this document.`;
      this.problems.push({ code: "UNRESOLVED_ALIAS", message, start, end });
    }
    if (target && this.#open.has(target)) {
      // go-yaml refuses it: "anchor 'x' value contains itself".
      const message = l10n.t`The anchor &${name} contains itself through this alias.`;
      this.problems.push({ code: "CYCLIC_ALIAS", message, start, end });
    }
    return { kind: "alias", name, target, start, end };
  }

  #scalar(node: Scalar.Parsed, start: number, end: number): YamlScalar & { aliased: boolean } {
    const style = STYLES[node.type ?? "PLAIN"] ?? "plain";
    // The parser decodes `!!binary` to bytes; what was written is what an edit and a reader need.
    const read = typeof node.value === "string" ? node.value : node.source;
    const text = isBlockStyle(style) && this.#endsInContent(end) ? read.replace(/\n$/, "") : read;
    const isString = style !== "plain" || (node.tag !== undefined && !RESOLVED_TAGS.has(node.tag));
    const value = isString ? text : readPlainScalar(text);
    return { kind: "scalar", style, text, value, tagged: node.tag !== undefined, aliased: false, start, end };
  }

  /** True where the text ends without a line break: a block scalar there has none at its end either, as go-yaml reads it. */
  #endsInContent(end: number): boolean {
    return end === this.#text.length && this.#text.slice(startOfLine(this.#text, end)).trim() !== "";
  }

  #anchored<T extends YamlContent>(anchor: string | undefined, node: Unfinished<T>): T {
    if (anchor !== undefined) this.#anchors.set(anchor, node);
    return node;
  }
}

function isBlockStyle(style: ScalarStyle): boolean {
  return style === "literal" || style === "folded";
}

function toParsed(node: object): ParsedNode {
  return isParsed(node) ? node : unparsed(node);
}

function isParsed(node: object): node is ParsedNode {
  return "range" in node && Array.isArray(node.range);
}

function unparsed(node: object): never {
  throw new Error(`The YAML parser returned a node without a range: ${JSON.stringify(node)}.`);
}

/** One place per item, as the parser counts items: a part without a dash is an item only if it holds something. */
function itemDashes(token: CST.Token | undefined, skipped: number): (number | undefined)[] {
  if (token?.type !== "block-seq") return [];
  return token.items.flatMap(({ start, value }) => {
    const dash = start.find(part => part.type === "seq-item-ind");
    const isItem =
      dash !== undefined || value !== undefined || start.some(({ type }) => type === "anchor" || type === "tag");
    return isItem ? [dash && dash.offset + skipped] : [];
  });
}

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: "plain",
  QUOTE_SINGLE: "single",
  QUOTE_DOUBLE: "double",
  BLOCK_LITERAL: "literal",
  BLOCK_FOLDED: "folded",
};

/** Tags under which go-yaml still reads a plain scalar by its looks; every other one makes it a string. */
const RESOLVED_TAGS = new Set(
  ["bool", "float", "int", "merge", "null", "timestamp"].map(name => `tag:yaml.org,2002:${name}`),
);

function nullScalar(offset: number): YamlScalar {
  return {
    kind: "scalar",
    style: "plain",
    text: "",
    value: null,
    tagged: false,
    aliased: false,
    start: offset,
    end: offset,
  };
}
