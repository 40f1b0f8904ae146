// The shape of a resource as the API server's structural schema sees it, in a form that is quick to walk beside the text.

/** A field's shape; a string names an entry of the definitions, which is how shapes recur. */
export type StructureRef = Structure | string;

export type Structure =
  | {
      readonly kind: "object";
      readonly fields: Readonly<Record<string, StructureRef>>;
      readonly required?: readonly string[];
    }
  | { readonly kind: "map"; readonly of: StructureRef }
  | {
      readonly kind: "list";
      readonly of: StructureRef;
      /** Fields that tell items apart: two items that agree in all of them are refused. */
      readonly keys?: readonly string[];
    }
  | { readonly kind: "string"; readonly format?: "date-time" }
  | { readonly kind: "integer"; readonly bits: 32 | 64 }
  | { readonly kind: "number" }
  | { readonly kind: "boolean" }
  | { readonly kind: "int-or-string"; readonly quantity?: boolean }
  /** Holds anything and keeps it. */
  | { readonly kind: "any" };

export type StructureKind = Structure["kind"];

/** Shapes by name. */
export type Definitions = Readonly<Record<string, Structure>>;

/** The shape of a field; undefined where there is none, for names such as `constructor` too. */
export function fieldOf(shape: Structure & { readonly kind: "object" }, name: string): StructureRef | undefined {
  return Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
}
