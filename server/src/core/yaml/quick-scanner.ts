// Moves over the lines and words of a YAML text, for the quick reader: where it is, and what stands there.
import { readPlainScalar } from "./scalar.ts";
import type { ScalarStyle, YamlScalar } from "./tree.ts";

/** The column of a line that is not there: the document has ended. */
export const NOWHERE = -1;

const NEWLINE = 10;
const SPACE = 32;
const DOUBLE_QUOTE = 34;
const HASH = 35;
const SINGLE_QUOTE = 39;
const DASH = 45;
const COLON = 58;

/** Characters that mean something else at the start of a plain scalar. */
const INDICATORS = codes("?:,[]{}#&*!|>'\"%@`");
const FLOW_SIGNS = codes(",[]{}");

// Written so that nothing is tried twice, for values of megabytes are on one line, too.
const DOUBLE_QUOTED = /"[^"\\\n]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\n]*)*"/y;
const SINGLE_QUOTED = /'[^'\n]*(?:''[^'\n]*)*'/y;

export class QuickScanner {
  readonly text: string;
  position = 0;
  /** Where the first word of the next line with content stands in it, or nowhere. */
  column = NOWHERE;
  /** Behind the last line that holds more than a comment. */
  contentEnd = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** True where a character stands. */
  isAt(character: string): boolean {
    return this.text.startsWith(character, this.position);
  }

  /** True at a colon that ends a key. */
  isAtColon(): boolean {
    return this.text.charCodeAt(this.position) === COLON && this.#isBlank(this.position + 1);
  }

  /** True at a dash that begins an item. */
  isAtDash(): boolean {
    return this.text.charCodeAt(this.position) === DASH && this.#isBlank(this.position + 1);
  }

  /** True where a document is said to begin. */
  isAtStartMarker(): boolean {
    return this.isAt("---") && this.#isBlank(this.position + 3);
  }

  /** True where no more than a comment follows on the line. */
  isAtLineEnd(): boolean {
    const code = this.text.charCodeAt(this.position);
    return code === NEWLINE || code === HASH || this.position >= this.text.length;
  }

  /** True where a scalar on one line may begin. */
  isAtScalar(): boolean {
    const code = this.text.charCodeAt(this.position);
    if (code === DASH) return !this.#isBlank(this.position + 1) && !this.#isFlowSign(this.position + 1);
    return code === DOUBLE_QUOTE || code === SINGLE_QUOTE || !INDICATORS.has(code);
  }

  skipSpaces(): void {
    while (this.text.charCodeAt(this.position) === SPACE) this.position++;
  }

  /** Goes from behind a value to the next line with content. False where more than a comment follows the value. */
  endLine(): boolean {
    this.skipSpaces();
    if (!this.isAtLineEnd()) return false;
    // A hash without space before it is no comment.
    if (this.text.charCodeAt(this.position) === HASH && this.text.charCodeAt(this.position - 1) !== SPACE) return false;
    this.#skipLine();
    this.endContent(this.position);
    return true;
  }

  /** Goes on from the start of the line behind a value. */
  endContent(lineStart: number): void {
    this.position = lineStart;
    this.contentEnd = lineStart;
    this.findLine();
  }

  /** From the start of a line to the first word of the next line that is neither blank nor a comment. */
  findLine(): void {
    while (this.position < this.text.length) {
      const start = this.position;
      this.skipSpaces();
      if (!this.isAtLineEnd()) {
        this.column = this.position - start;
        return;
      }
      this.#skipLine();
    }
    this.column = NOWHERE;
  }

  /** Reads a quoted or plain scalar on one line, in brackets or not. Undefined where none begins here, or an unusual one. */
  scalar(isInFlow: boolean): YamlScalar | undefined {
    if (!this.isAtScalar()) return undefined;
    const code = this.text.charCodeAt(this.position);
    if (code === DOUBLE_QUOTE) return this.#quoted("double", DOUBLE_QUOTED);
    if (code === SINGLE_QUOTE) return this.#quoted("single", SINGLE_QUOTED);
    const start = this.position;
    const end = this.#plainEnd(isInFlow);
    if (end === start) return undefined;
    this.position = end;
    const text = this.text.slice(start, end);
    return scalarNode("plain", text, readPlainScalar(text), start, end);
  }

  #quoted(style: "double" | "single", pattern: RegExp): YamlScalar | undefined {
    const start = this.position;
    pattern.lastIndex = start;
    if (!pattern.test(this.text)) return undefined;
    const end = pattern.lastIndex;
    this.position = end;
    const inside = this.text.slice(start + 1, end - 1);
    const text = style === "double" ? withoutEscapes(inside) : inside.replaceAll("''", "'");
    return scalarNode(style, text, text, start, end);
  }

  /** Before the colon or comment behind a plain scalar, the bracket or comma in brackets, or the line's end; spaces left out. */
  #plainEnd(isInFlow: boolean): number {
    const { text } = this;
    let end = this.position;
    for (let offset = end; offset < text.length; offset++) {
      const code = text.charCodeAt(offset);
      if (code === NEWLINE || (isInFlow && FLOW_SIGNS.has(code))) break;
      if (code === COLON && (this.#isBlank(offset + 1) || (isInFlow && this.#isFlowSign(offset + 1)))) break;
      if (code !== SPACE) end = offset + 1;
      else if (text.charCodeAt(offset + 1) === HASH) break;
    }
    return end;
  }

  /** True at a space, a line break and the end of the text. */
  #isBlank(offset: number): boolean {
    const code = this.text.charCodeAt(offset);
    return code === SPACE || code === NEWLINE || offset >= this.text.length;
  }

  #isFlowSign(offset: number): boolean {
    return FLOW_SIGNS.has(this.text.charCodeAt(offset));
  }

  #skipLine(): void {
    const end = this.text.indexOf("\n", this.position);
    this.position = end === -1 ? this.text.length : end + 1;
  }
}

/** A scalar that nothing refers to and no tag stands before. */
export function scalarNode(
  style: ScalarStyle,
  text: string,
  value: YamlScalar["value"],
  start: number,
  end: number,
): YamlScalar {
  return { kind: "scalar", style, text, value, tagged: false, aliased: false, start, end };
}

/** The escapes that the pattern lets pass are those of JSON. */
function withoutEscapes(inside: string): string {
  return inside.includes("\\") ? String(JSON.parse(`"${inside}"`)) : inside;
}

function codes(characters: string): ReadonlySet<number> {
  return new Set(Array.from(characters, character => character.charCodeAt(0)));
}
