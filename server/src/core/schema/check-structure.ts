// Walks a resource beside its schema and says where the two part, as the API server would (but with a place for each).
import { MAX_GRAPH_LEVELS } from "../model/index.ts";
import type { Cursor, YamlScalar } from "../yaml/index.ts";
import { fieldOf, type Definitions, type Structure, type StructureKind, type StructureRef } from "./structure.ts";

/** What a value is to JSON, in the API server's words. */
export type FoundType = "string" | "integer" | "number" | "boolean" | "object" | "array" | "null";

export type StructureProblem =
  /** The value has another type than the schema's. Refused. */
  | { readonly kind: "wrong-type"; readonly at: Cursor; readonly expected: StructureKind; readonly found: FoundType }
  /** A required field is absent or null. Refused. */
  | { readonly kind: "required"; readonly at: Cursor; readonly field: string; readonly shape: Structure | undefined }
  /** A field the schema does not know. Dropped in silence unless the client asks for validation. */
  | { readonly kind: "unknown-field"; readonly at: Cursor; readonly known: readonly string[] }
  /** A field without a value, which is dropped like an unknown one. */
  | { readonly kind: "null-field"; readonly at: Cursor }
  /** A graph unit below the tenth level of children, which the CRD does not hold. Dropped in silence. */
  | { readonly kind: "too-deep"; readonly at: Cursor }
  /** A whole number that does not fit 32 bits. The schema lets it pass, the webhook cannot decode it. */
  | { readonly kind: "int32"; readonly at: Cursor; readonly value: string }
  /** Two items of a list that agree in its keys. Refused. */
  | { readonly kind: "duplicate-item"; readonly at: Cursor; readonly first: Cursor; readonly keys: readonly string[] }
  /** An amount that is none. Refused. */
  | { readonly kind: "quantity"; readonly at: Cursor; readonly text: string }
  /** A time that is none. Refused. */
  | { readonly kind: "date-time"; readonly at: Cursor; readonly text: string };

/** More values than any manifest has. Stops at what an alias bomb unfolds to. */
const MAX_VALUES = 200_000;

/** How the API server takes an amount apart. */
const QUANTITY = /^[+-]?(\d+(\.\d*)?|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?(\d+(\.\d*)?|\.\d+))?$/;

/** RFC 3339 as Go's `strfmt` accepts it. */
const DATE_TIME = /^\d{4}-\d{2}-\d{2}([Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:?\d{2}))$/;

const INT32_MIN = -2147483648;
const INT32_MAX = 2147483647;

/** All problems of a resource, in the order of the walk. `shape` names the definition of the root. */
export function checkStructure(root: Cursor, shape: string, definitions: Definitions): StructureProblem[] {
  const walk = new Walk(definitions);
  walk.value(root, shape, 0);
  return walk.problems;
}

class Walk {
  readonly problems: StructureProblem[] = [];
  readonly #definitions: Definitions;
  #values = 0;

  constructor(definitions: Definitions) {
    this.#definitions = definitions;
  }

  /** `level` counts graph units above this value. */
  value(at: Cursor, ref: StructureRef, level: number): void {
    if (this.#values++ > MAX_VALUES) return;
    const shape = typeof ref === "string" ? this.#definition(ref) : ref;
    switch (shape.kind) {
      case "any":
        return;
      case "object":
        return at.map
          ? this.#object(at, shape, ref === "PredictiveUnit" ? level + 1 : level)
          : this.#wrongType(at, shape.kind);
      case "map":
        return at.map ? this.#map(at, shape.of, level) : this.#wrongType(at, shape.kind);
      case "list":
        return at.sequence ? this.#list(at, shape, level) : this.#wrongType(at, shape.kind);
      default:
        return at.scalar ? this.#scalar(at, at.scalar, shape) : this.#wrongType(at, shape.kind);
    }
  }

  #definition(name: string): Structure {
    const shape = this.#definitions[name];
    if (!shape) throw new Error(`The schema has no definition ${name}.`);
    return shape;
  }

  #object(at: Cursor, shape: Structure & { kind: "object" }, level: number): void {
    for (const field of shape.required ?? []) {
      if (!at.key(field).isEmpty) continue;
      const ref = fieldOf(shape, field);
      this.problems.push({
        kind: "required",
        at: at.key(field),
        field,
        shape: typeof ref === "string" ? this.#definition(ref) : ref,
      });
    }
    for (const entry of at.entries()) {
      const ref = fieldOf(shape, entry.name);
      if (ref === undefined) this.problems.push({ kind: "unknown-field", at: entry, known: Object.keys(shape.fields) });
      else if (entry.name === "children" && level > MAX_GRAPH_LEVELS)
        this.problems.push({ kind: "too-deep", at: entry });
      else if (!entry.isEmpty) this.value(entry, ref, level);
      else if (!isNullable(ref) && !shape.required?.includes(entry.name))
        this.problems.push({ kind: "null-field", at: entry });
    }
  }

  #map(at: Cursor, of: StructureRef, level: number): void {
    for (const entry of at.entries()) {
      if (entry.isEmpty) this.problems.push({ kind: "null-field", at: entry });
      else this.value(entry, of, level);
    }
  }

  #list(at: Cursor, shape: Structure & { kind: "list" }, level: number): void {
    const items = at.items();
    for (const item of items) this.value(item, shape.of, level);
    if (shape.keys) this.#duplicates(items, shape.keys);
  }

  #duplicates(items: readonly Cursor[], keys: readonly string[]): void {
    const seen = new Map<string, Cursor>();
    for (const item of items) {
      const id = keys.map(key => item.key(key).scalar?.text ?? (key === "protocol" ? "TCP" : "")).join(" ");
      const first = seen.get(id);
      if (first) this.problems.push({ kind: "duplicate-item", at: item, first, keys });
      else seen.set(id, item);
    }
  }

  #scalar(at: Cursor, scalar: YamlScalar, shape: Structure): void {
    const found = foundType(scalar);
    switch (shape.kind) {
      case "string":
        if (found !== "string") this.#wrongType(at, "string");
        else if (shape.format === "date-time" && !isDateTime(scalar.text))
          this.problems.push({ kind: "date-time", at, text: scalar.text });
        return;
      case "integer":
        if (found !== "integer") this.#wrongType(at, "integer");
        else if (shape.bits === 32 && !fitsInt32(scalar)) this.problems.push({ kind: "int32", at, value: scalar.text });
        return;
      case "number":
        if (found !== "integer" && found !== "number") this.#wrongType(at, "number");
        return;
      case "boolean":
        if (found !== "boolean") this.#wrongType(at, "boolean");
        return;
      case "int-or-string":
        if (found !== "integer" && found !== "string") this.#wrongType(at, "int-or-string");
        else if (shape.quantity && !QUANTITY.test(scalar.text))
          this.problems.push({ kind: "quantity", at, text: scalar.text });
        return;
      case "any":
        return;
      default:
        this.#wrongType(at, shape.kind);
    }
  }

  #wrongType(at: Cursor, expected: StructureKind): void {
    this.problems.push({ kind: "wrong-type", at, expected, found: typeOf(at) });
  }
}

/** The CRD lets times be null, as `kubectl create --dry-run` prints `creationTimestamp`. */
function isNullable(ref: StructureRef): boolean {
  return typeof ref !== "string" && ref.kind === "string" && ref.format === "date-time";
}

function typeOf(at: Cursor): FoundType {
  if (at.map) return "object";
  if (at.sequence) return "array";
  return at.scalar ? foundType(at.scalar) : "null";
}

function foundType(scalar: YamlScalar): FoundType {
  const { value } = scalar;
  if (value === null) return "null";
  switch (typeof value) {
    case "string":
      return "string";
    case "boolean":
      return "boolean";
    case "bigint":
      // Beyond 64 bits signed Go reads a float.
      return value > 9223372036854775807n ? "number" : "integer";
    default:
      return Number.isInteger(value) ? "integer" : "number";
  }
}

function fitsInt32({ value }: YamlScalar): boolean {
  return typeof value === "number" && value >= INT32_MIN && value <= INT32_MAX;
}

function isDateTime(text: string): boolean {
  return DATE_TIME.test(text);
}
