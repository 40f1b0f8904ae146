// Random YAML documents in random styles, together with what they mean, for properties of the YAML layer.
import fc from "fast-check";

export type Tree = string | number | boolean | null | Tree[] | { [key: string]: Tree };

export interface RandomYaml {
  readonly text: string;
  /** What the text means. */
  readonly tree: Tree;
  /** True where nothing but block collections and scalars on one line was written, so that every edit is possible. */
  readonly plain: boolean;
}

const WORDS = [
  "",
  "classifier",
  "a b",
  "yes",
  "010",
  "1.10",
  "null",
  "it's",
  'say "hi"',
  "# no comment",
  "a: b",
  "-",
  "[x]",
  "gs://b/p?q=1",
  "ü😀",
];
const TEXTS = ["one\n", "one\ntwo\n", "one\n\n  two", "one\n\n\n", "# hash\ntail\n"];
const KEYS = ["a", "b", "name", "on", "a.b/c", "with space", "7"];

const scalar: fc.Arbitrary<Tree> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 2, arbitrary: fc.integer({ min: -20, max: 5000 }) },
  { weight: 1, arbitrary: fc.constantFrom(0.5, 1e21, -2.25) },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom(...TEXTS) },
);

const { collection } = fc.letrec<{ value: Tree; collection: Tree }>(tie => ({
  collection: fc.oneof(
    { maxDepth: 3 },
    fc.dictionary(fc.constantFrom(...KEYS), tie("value"), { maxKeys: 4, noNullPrototype: true }),
    fc.array(tie("value"), { maxLength: 4 }),
  ),
  value: fc.oneof({ maxDepth: 3, withCrossShrink: true }, scalar, tie("collection")),
}));

/** A single scalar on one line, for values to set. */
export const randomScalar: fc.Arbitrary<string | number | boolean> = fc.oneof(
  fc.constantFrom(...WORDS, "two\nlines"),
  fc.integer(),
  fc.boolean(),
);

/** A document whose root is a mapping or sequence that is not empty. */
export const randomYaml: fc.Arbitrary<RandomYaml> = fc
  .tuple(
    collection.filter(tree => Object.keys(tree ?? {}).length > 0),
    fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    fc.boolean(),
  )
  .map(([tree, seed, plain]) => ({ tree, plain, text: new Writer(seed, plain).document(tree) }));

/** Text behind a colon or dash, and the lines below it. */
interface Piece {
  readonly head: string;
  readonly lines: readonly string[];
}

class Writer {
  readonly #plain: boolean;
  readonly #step: number;
  readonly #dashOffset: number;
  #state: number;
  #count = 0;
  /** A block scalar that ends the text would lose its line break with the text's. */
  #endsInBlockScalar = false;

  constructor(seed: number, plain: boolean) {
    this.#state = seed;
    this.#plain = plain;
    this.#step = this.#pick([2, 2, 4]);
    this.#dashOffset = this.#pick([0, this.#step]);
  }

  document(tree: Tree): string {
    if (!this.#plain && this.#chance(0.1)) return JSON.stringify(tree, undefined, this.#pick([0, 2, 4]));
    const start = this.#chance(0.3) ? ["---", ...this.#commentLines(0)] : [];
    const lines = [...start, ...this.#collectionLines(tree, 0), ...this.#commentLines(0)];
    const newline = this.#chance(0.2) ? "\r\n" : "\n";
    const end = !this.#endsInBlockScalar && this.#chance(0.2) ? "" : newline;
    return (this.#chance(0.05) ? "\uFEFF" : "") + lines.join(newline) + end;
  }

  #collectionLines(tree: Tree, column: number): string[] {
    const indent = " ".repeat(column);
    if (Array.isArray(tree)) {
      return tree.flatMap(item => {
        const before = this.#commentLines(column);
        const { head, lines } = this.#item(item, column);
        return [...before, `${indent}-${head}`, ...lines];
      });
    }
    return entriesOf(tree).flatMap(([key, value]) => {
      const before = this.#commentLines(column);
      const { head, lines } = this.#entry(value, column);
      return [...before, `${indent}${this.#key(key)}:${head}`, ...lines];
    });
  }

  #entry(value: Tree, column: number): Piece {
    if (!this.#isBlock(value)) return this.#scalarPiece(value, column);
    const offset = Array.isArray(value) ? this.#dashOffset : this.#step;
    return { head: this.#comment(), lines: this.#collectionLines(value, column + offset) };
  }

  #item(value: Tree, column: number): Piece {
    if (!this.#isBlock(value)) return this.#scalarPiece(value, column);
    if (this.#chance(0.2)) return { head: this.#comment(), lines: this.#collectionLines(value, column + this.#step) };
    const gap = this.#pick([1, 1, 3]);
    const lines = this.#collectionLines(value, column + 1 + gap);
    const first = lines.findIndex(line => !line.trimStart().startsWith("#") && line.trim() !== "");
    const head = " ".repeat(gap) + (lines[first] ?? "").trimStart();
    return { head, lines: lines.slice(first + 1) };
  }

  #isBlock(value: Tree): value is Tree[] | Record<string, Tree> {
    return (
      typeof value === "object" &&
      value !== null &&
      Object.keys(value).length > 0 &&
      (this.#plain || this.#chance(0.75))
    );
  }

  #scalarPiece(value: Tree, column: number): Piece {
    this.#endsInBlockScalar = false;
    const anchor = !this.#plain && this.#chance(0.05) ? ` &n${this.#count++}` : "";
    if (
      typeof value === "string" &&
      !this.#plain &&
      /^[^ \n#-].*[^ \n]\n*$|^# /.test(value) &&
      this.#chance(value.includes("\n") ? 0.9 : 0.1)
    ) {
      return this.#blockScalar(value, column, anchor);
    }
    const text = typeof value === "object" && value !== null ? this.#flow(value, column) : this.#scalar(value, false);
    const [first = "", ...lines] = text.split("\n");
    const tail = this.#comment();
    const head = first === "" ? "" : `${anchor} ${first}`;
    const last = lines.at(-1);
    return last === undefined
      ? { head: head + tail, lines: [] }
      : { head, lines: [...lines.slice(0, -1), last + tail] };
  }

  #blockScalar(value: string, column: number, anchor: string): Piece {
    const body = value.replace(/\n+$/, "");
    const breaks = value.length - body.length;
    const indent = " ".repeat(column + this.#step);
    const folded = !body.includes("\n") && this.#chance(0.5);
    const chomping = breaks === 0 ? "-" : breaks === 1 && this.#chance(0.7) ? "" : "+";
    const blank = Array.from({ length: chomping === "+" ? breaks - 1 : this.#pick([0, 0, 2]) }, () => "");
    const lines = body.split("\n").map(line => (line === "" ? "" : indent + line));
    this.#endsInBlockScalar = true;
    return { head: `${anchor} ${folded ? ">" : "|"}${chomping}${this.#comment()}`, lines: [...lines, ...blank] };
  }

  #flow(value: Tree, column: number): string {
    if (typeof value !== "object" || value === null) return this.#scalar(value, true);
    const isList = Array.isArray(value);
    const parts = isList
      ? value.map(item => this.#flow(item, column + this.#step))
      : Object.entries(value).map(([key, item]) => `${this.#key(key)}: ${this.#flow(item, column + this.#step)}`);
    const [open, close] = isList ? ["[", "]"] : ["{", "}"];
    if (parts.length === 0) return open + close;
    if (this.#chance(0.7)) return open + this.#pick(["", " "]) + parts.join(", ") + this.#pick(["", " ", ", "]) + close;
    const inner = `\n${" ".repeat(column + this.#step + 1)}`;
    const remark = this.#chance(0.3) ? this.#comment() : "";
    return `${open}${inner}${parts.join(`,${inner}`)}${remark}\n${" ".repeat(column + 1)}${close}`;
  }

  #scalar(value: string | number | boolean | null, inFlow: boolean): string {
    if (value === null) return this.#pick(inFlow ? ["null", "~"] : ["null", "~", "", "Null"]);
    if (value === true) return this.#pick(["true", "yes", "on", "y", "True"]);
    if (value === false) return this.#pick(["false", "no", "off", "N"]);
    if (typeof value === "string") return this.#string(value);
    if (!Number.isInteger(value) || value < 0 || value > 5000) return String(value);
    return this.#pick([
      String(value),
      String(value),
      `0x${value.toString(16)}`,
      `0b${value.toString(2)}`,
      `0${value.toString(8)}`,
    ]);
  }

  #string(value: string): string {
    const isSafe = /^[a-zü][a-zü ]*[a-z😀]$/u.test(value) && !["yes", "null", "on"].includes(value);
    if (isSafe && this.#chance(0.7)) return value;
    return value.includes("\n") || this.#chance(0.5) ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`;
  }

  #key(key: string): string {
    return /^[a-z]+$/.test(key) && this.#chance(0.8) ? key : this.#string(key);
  }

  #comment(): string {
    return this.#chance(0.2) ? `${this.#pick([" ", "  "])}# note ${this.#count++}` : "";
  }

  #commentLines(column: number): string[] {
    if (!this.#chance(0.15)) return this.#chance(0.05) && !this.#endsInBlockScalar ? [""] : [];
    // A comment as deep as the text of a block scalar would be part of it.
    this.#endsInBlockScalar = false;
    return [`${" ".repeat(column)}# note ${this.#count++}`];
  }

  #pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[Math.floor(this.#random() * choices.length)] ?? choices[0];
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }

  #random(): number {
    this.#state = (Math.imul(this.#state, 1103515245) + 12345) & 0x7fffffff;
    return this.#state / 0x80000000;
  }
}

function entriesOf(tree: Tree): [string, Tree][] {
  return typeof tree === "object" && tree !== null && !Array.isArray(tree) ? Object.entries(tree) : [];
}
