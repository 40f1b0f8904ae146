// Reads YAML as nearly everybody writes manifests, in one pass and some twenty times as fast as the `yaml` package.
// What it does not know for sure it leaves to that package: a property test holds the two against each other.
import { foldedText, literalText, readBlockScalar } from "./quick-block-scalar.ts";
import { NOWHERE, QuickScanner, scalarNode } from "./quick-scanner.ts";
import type { YamlContent, YamlEntry, YamlMap, YamlScalar, YamlSequence } from "./tree.ts";

/**
 * The tree of a document without problems, equal to the one that `buildTree` makes. Undefined where the text is wrong or
 * unusual: anchors, aliases and tags, values over several lines but for simple block scalars, brackets over several lines,
 * explicit keys, directives, tabs, carriage returns, and anything that is no block collection at its root.
 */
export function readQuickly(text: string): YamlContent | undefined {
  return UNUSUAL.test(text) ? undefined : new QuickReader(text).document();
}

const UNUSUAL = /[\t\r\uFEFF]/;

/** Deeper nesting is for a reader that knows how to fail. */
const MAX_DEPTH = 60;

/** Longer keys are refused by YAML, which counts their length in ways that differ. */
const MAX_KEY_LENGTH = 1_000;

/** Every method that returns undefined has met something unusual, and so the whole document is left to the other reader. */
class QuickReader {
  readonly #scan: QuickScanner;
  #depth = 0;

  constructor(text: string) {
    this.#scan = new QuickScanner(text);
  }

  document(): YamlContent | undefined {
    const scan = this.#scan;
    scan.findLine();
    if (scan.column === 0 && scan.isAtStartMarker()) {
      scan.position += 3;
      if (!scan.endLine()) return undefined;
    }
    const root = scan.column === 0 ? this.#block(0) : undefined;
    return scan.column === NOWHERE ? root : undefined;
  }

  /** A mapping or sequence whose first line begins here. */
  #block(column: number): YamlContent | undefined {
    if (this.#scan.isAtDash()) return this.#sequence(column);
    const key = this.#scan.scalar(false);
    return key && this.#map(column, key);
  }

  /** A mapping whose first key has been read already. */
  #map(column: number, firstKey: YamlScalar): YamlMap | undefined {
    const scan = this.#scan;
    if (++this.#depth > MAX_DEPTH) return undefined;
    const entries: YamlEntry[] = [];
    for (let key: YamlScalar | undefined = firstKey; ; key = scan.scalar(false)) {
      if (!key || !this.#isKey(key, column)) return undefined;
      scan.position++;
      const value = this.#entryValue(column);
      if (!value || scan.column > column) return undefined;
      entries.push({ key, value });
      if (scan.column < column) break;
    }
    this.#depth--;
    const { start } = firstKey;
    return { kind: "map", flow: false, entries, hasComplexKeys: false, aliased: false, start, end: scan.contentEnd };
  }

  /** True where a colon follows the scalar, and it does not begin like a line that ends the document. */
  #isKey({ start, text, style }: YamlScalar, column: number): boolean {
    if (!this.#scan.isAtColon() || this.#scan.position - start > MAX_KEY_LENGTH) return false;
    return column > 0 || style !== "plain" || !(text.startsWith("---") || text.startsWith("..."));
  }

  #sequence(column: number): YamlSequence | undefined {
    const scan = this.#scan;
    if (++this.#depth > MAX_DEPTH) return undefined;
    const start = scan.position;
    const items: YamlContent[] = [];
    const dashes: number[] = [];
    do {
      dashes.push(scan.position);
      const item = this.#item(column);
      if (!item || scan.column > column) return undefined;
      items.push(item);
    } while (scan.column === column && scan.isAtDash());
    this.#depth--;
    return { kind: "sequence", flow: false, items, dashes, aliased: false, start, end: scan.contentEnd };
  }

  /** What stands behind the colon of a key in this column. */
  #entryValue(column: number): YamlContent | undefined {
    const scan = this.#scan;
    scan.skipSpaces();
    const start = scan.position;
    if (!scan.isAtLineEnd()) return this.#lineValue(column);
    if (!scan.endLine()) return undefined;
    if (scan.column > column) return this.#block(scan.column);
    // Dashes may stand right below the key they belong to.
    return scan.column === column && scan.isAtDash() ? this.#sequence(column) : emptyScalar(start);
  }

  /** The item that begins with a dash in this column. */
  #item(column: number): YamlContent | undefined {
    const scan = this.#scan;
    const dash = scan.position++;
    scan.skipSpaces();
    const start = scan.position;
    if (scan.isAtLineEnd()) {
      if (!scan.endLine()) return undefined;
      return scan.column > column ? this.#block(scan.column) : emptyScalar(start);
    }
    const ownColumn = column + start - dash;
    if (scan.isAtDash()) return this.#sequence(ownColumn);
    if (!scan.isAtScalar()) return this.#lineValue(column);
    const scalar = scan.scalar(false);
    if (scalar && scan.isAtColon()) return this.#map(ownColumn, scalar);
    return scalar && scan.endLine() ? scalar : undefined;
  }

  /** A value that begins on the line of its key or dash. */
  #lineValue(column: number): YamlContent | undefined {
    if (this.#scan.isAt("|") || this.#scan.isAt(">")) return this.#blockScalar(column);
    const value = this.#isAtBracket() ? this.#flow() : this.#scan.scalar(false);
    return value && this.#scan.endLine() ? value : undefined;
  }

  #blockScalar(column: number): YamlScalar | undefined {
    const scan = this.#scan;
    const start = scan.position;
    const style = scan.isAt("|") ? "literal" : "folded";
    const block = readBlockScalar(scan.text, start, column);
    const value = block && (style === "literal" ? literalText(block) : foldedText(block));
    if (!block || value === undefined) return undefined;
    scan.endContent(block.end);
    return scalarNode(style, value, value, start, block.end);
  }

  #isAtBracket(): boolean {
    return this.#scan.isAt("{") || this.#scan.isAt("[");
  }

  /** A mapping or sequence in brackets, on one line. */
  #flow(): YamlContent | undefined {
    if (++this.#depth > MAX_DEPTH) return undefined;
    const content = this.#scan.isAt("{") ? this.#flowMap() : this.#flowSequence();
    this.#depth--;
    return content;
  }

  #flowMap(): YamlMap | undefined {
    const start = this.#scan.position++;
    const entries: YamlEntry[] = [];
    while (!this.#closes("}")) {
      const entry = this.#flowEntry();
      if (!entry || !this.#separates("}")) return undefined;
      entries.push(entry);
    }
    const end = ++this.#scan.position;
    return { kind: "map", flow: true, entries, hasComplexKeys: false, aliased: false, start, end };
  }

  #flowSequence(): YamlSequence | undefined {
    const start = this.#scan.position++;
    const items: YamlContent[] = [];
    while (!this.#closes("]")) {
      const item = this.#flowValue();
      if (!item || !this.#separates("]")) return undefined;
      items.push(item);
    }
    const end = ++this.#scan.position;
    return { kind: "sequence", flow: true, items, dashes: [], aliased: false, start, end };
  }

  #closes(bracket: string): boolean {
    this.#scan.skipSpaces();
    return this.#scan.isAt(bracket);
  }

  /** Steps over the comma behind a part. False where neither it nor the bracket follows. */
  #separates(bracket: string): boolean {
    if (this.#closes(bracket)) return true;
    return this.#scan.text[this.#scan.position++] === ",";
  }

  #flowEntry(): YamlEntry | undefined {
    const key = this.#scan.scalar(true);
    if (!key || !this.#scan.isAtColon()) return undefined;
    this.#scan.position++;
    this.#scan.skipSpaces();
    const value = this.#flowValue();
    return value && { key, value };
  }

  #flowValue(): YamlContent | undefined {
    return this.#isAtBracket() ? this.#flow() : this.#scan.scalar(true);
  }
}

/** What is left out behind a colon or dash. */
function emptyScalar(offset: number): YamlScalar {
  return scalarNode("plain", "", null, offset, offset);
}
