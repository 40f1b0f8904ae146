// Walks a request file beside its shape and says where the two part. It accepts what the zod contract accepts, and nothing else.
import type { Cursor, YamlScalar } from "../yaml/index.ts";
import type { Shape } from "./shape.ts";

type Of<K extends Shape["kind"]> = Extract<Shape, { kind: K }>;

export type ShapeProblem =
  | { readonly kind: "unknown-field"; readonly at: Cursor; readonly known: readonly string[] }
  | { readonly kind: "missing"; readonly at: Cursor; readonly field: string; readonly shape: Shape | undefined }
  | { readonly kind: "repeated"; readonly at: Cursor; readonly entry: { readonly start: number; readonly end: number } }
  /** A key without a value. */
  | { readonly kind: "no-value"; readonly at: Cursor; readonly isRequired: boolean }
  | { readonly kind: "wrong-type"; readonly at: Cursor; readonly expected: Shape }
  /** `{{name}}` without quotes, which YAML reads as a mapping in a mapping. */
  | { readonly kind: "unquoted-variable"; readonly at: Cursor }
  | { readonly kind: "unknown-word"; readonly at: Cursor; readonly words: readonly string[] }
  | { readonly kind: "wrong-name"; readonly at: Cursor; readonly isKey: boolean }
  | { readonly kind: "empty"; readonly at: Cursor; readonly expected: Of<"string"> | Of<"list"> }
  | { readonly kind: "out-of-range"; readonly at: Cursor; readonly shape: Of<"number"> }
  /** A number that JSON cannot say: too large to be exact, or no number at all. */
  | { readonly kind: "no-json-number"; readonly at: Cursor };

/** More values than a request file in YAML sensibly has. Stops at what an alias bomb unfolds to. */
const MAX_VALUES = 200_000;

/** All problems of a request file, in the order of the walk. */
export function checkShape(root: Cursor, shape: Shape): readonly ShapeProblem[] {
  const walk = new Walk();
  walk.value(root, shape);
  return walk.problems;
}

class Walk {
  readonly problems: ShapeProblem[] = [];
  #values = 0;

  value(at: Cursor, shape: Shape): void {
    if (this.#values++ > MAX_VALUES) return;
    if (isUnquotedVariable(at)) {
      this.problems.push({ kind: "unquoted-variable", at });
      return;
    }
    if (isFilledIn(at, shape)) return;
    switch (shape.kind) {
      case "any":
        return this.#anything(at);
      case "object":
        return at.map ? this.#object(at, shape) : this.#wrongType(at, shape);
      case "map":
        return at.map ? this.#map(at, shape) : this.#wrongType(at, shape);
      case "list":
        return at.sequence ? this.#list(at, shape) : this.#wrongType(at, shape);
      case "either":
        return this.#either(at, shape);
      default:
        return at.scalar ? this.#scalar(at, at.scalar, shape) : this.#wrongType(at, shape);
    }
  }

  /** Holds whatever JSON can hold. */
  #anything(at: Cursor): void {
    this.#repeated(at);
    if (at.scalar && !isJson(at.scalar)) this.problems.push({ kind: "no-json-number", at });
    for (const child of [...at.entries(), ...at.items()]) this.value(child, ANY);
  }

  #object(at: Cursor, shape: Of<"object">): void {
    this.#repeated(at);
    for (const field of shape.required ?? []) {
      const value = at.key(field);
      if (!value.exists) this.problems.push({ kind: "missing", at: value, field, shape: fieldOf(shape, field) });
    }
    for (const entry of at.entries()) {
      const field = fieldOf(shape, entry.name);
      if (!field) this.problems.push({ kind: "unknown-field", at: entry, known: Object.keys(shape.fields) });
      else this.#entry(entry, field, shape.required?.includes(entry.name) === true);
    }
  }

  #map(at: Cursor, shape: Of<"map">): void {
    this.#repeated(at);
    const names = shape.names === undefined ? undefined : new RegExp(shape.names);
    for (const entry of at.entries()) {
      if (names?.test(entry.name) === false) this.problems.push({ kind: "wrong-name", at: entry, isKey: true });
      else this.#entry(entry, shape.of, false);
    }
  }

  #entry(at: Cursor, shape: Shape, isRequired: boolean): void {
    if (at.isEmpty && !takesNull(shape)) this.problems.push({ kind: "no-value", at, isRequired });
    else this.value(at, shape);
  }

  #list(at: Cursor, shape: Of<"list">): void {
    if (shape.isFilled && at.items().length === 0) this.problems.push({ kind: "empty", at, expected: shape });
    for (const item of at.items()) this.value(item, shape.of);
  }

  #either(at: Cursor, shape: Of<"either">): void {
    const fitting = shape.of.find(option => isOfKind(at, option));
    if (fitting) this.value(at, fitting);
    else this.#wrongType(at, shape);
  }

  #scalar(at: Cursor, scalar: YamlScalar, shape: Of<"string"> | Of<"number"> | Of<"boolean"> | Of<"null">): void {
    if (shape.kind === "number" && typeof scalar.value !== "string" && !isJson(scalar))
      this.problems.push({ kind: "no-json-number", at });
    else if (!isOfKind(at, shape)) this.#wrongType(at, shape);
    else if (shape.kind === "string") this.#text(at, scalar.text, shape);
    else if (shape.kind === "number" && !isInRange(Number(scalar.value), shape))
      this.problems.push({ kind: "out-of-range", at, shape });
  }

  #text(at: Cursor, text: string, shape: Of<"string">): void {
    if (shape.oneOf && !shape.oneOf.includes(text))
      this.problems.push({ kind: "unknown-word", at, words: shape.oneOf });
    else if (shape.isFilled && text === "") this.problems.push({ kind: "empty", at, expected: shape });
    else if (shape.pattern !== undefined && !new RegExp(shape.pattern).test(text))
      this.problems.push({ kind: "wrong-name", at, isKey: false });
  }

  #wrongType(at: Cursor, expected: Shape): void {
    this.problems.push({ kind: "wrong-type", at, expected });
  }

  /** Readers of YAML keep the last of two entries with one key and drop the other in silence. */
  #repeated(at: Cursor): void {
    const entries = at.map?.entries ?? [];
    // Where nothing is merged, a cursor has each key once.
    if (at.entries().length === entries.length) return;
    entries.forEach(({ key }, index) => {
      if (key.text === "<<" && key.style === "plain") return;
      if (entries.slice(index + 1).some(other => other.key.text === key.text))
        this.problems.push({ kind: "repeated", at: at.key(key.text), entry: key });
    });
  }
}

/** A whole text that is a variable becomes the variable's own value, of whatever type; inside other text it stays text. */
const ONE_VARIABLE = /^\{\{\s*\w+\s*\}\}$/;
const HAS_VARIABLE = /\{\{\s*\w+\s*\}\}/;

/** True for a value that a variable makes, which nobody knows before a case is run. */
function isFilledIn(at: Cursor, shape: Shape): boolean {
  const text = at.string();
  if (text === undefined || !(shape.kind === "string" ? HAS_VARIABLE : ONE_VARIABLE).test(text)) return false;
  const [spec, part, , field] = at.path;
  const owner = part === "cases" ? field : part;
  return spec === "spec" && (owner === "request" || owner === "expect");
}

const ANY: Shape = { kind: "any" };

function fieldOf(shape: Of<"object">, name: string): Shape | undefined {
  return Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
}

function takesNull(shape: Shape): boolean {
  return (
    shape.kind === "any" ||
    shape.kind === "null" ||
    (shape.kind === "either" && shape.of.some(option => takesNull(option)))
  );
}

function isOfKind(at: Cursor, shape: Shape): boolean {
  switch (shape.kind) {
    case "any":
      return true;
    case "either":
      return shape.of.some(option => isOfKind(at, option));
    case "object":
    case "map":
      return at.map !== undefined;
    case "list":
      return at.sequence !== undefined;
    case "null":
      return at.scalar?.value === null;
    case "number":
      return typeof at.scalar?.value === "number" || typeof at.scalar?.value === "bigint";
    default:
      return typeof at.scalar?.value === shape.kind;
  }
}

function isJson({ value }: YamlScalar): boolean {
  return typeof value !== "bigint" && (typeof value !== "number" || Number.isFinite(value));
}

function isInRange(value: number, { isWhole, min, above, max }: Of<"number">): boolean {
  return (
    (!isWhole || Number.isSafeInteger(value)) &&
    (min === undefined || value >= min) &&
    (above === undefined || value > above) &&
    (max === undefined || value <= max)
  );
}

/** A flow mapping whose only key is a mapping itself, which is what `{{name}}` is to YAML. */
function isUnquotedVariable(at: Cursor): boolean {
  return at.map?.flow === true && at.map.hasComplexKeys && at.map.entries.length === 0;
}
