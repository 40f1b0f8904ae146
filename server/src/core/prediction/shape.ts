// The shape of a request file in a form that is quick to walk beside the text: what the zod contract accepts, as data.

export type Shape =
  | {
      readonly kind: "object";
      readonly fields: Readonly<Record<string, Shape>>;
      readonly required?: readonly string[];
    }
  /** Keys of the author's own; `names` is a pattern that they fit. */
  | { readonly kind: "map"; readonly of: Shape; readonly names?: string }
  | { readonly kind: "list"; readonly of: Shape; readonly isFilled?: true }
  | {
      readonly kind: "string";
      readonly oneOf?: readonly string[];
      readonly pattern?: string;
      readonly isFilled?: true;
    }
  | {
      readonly kind: "number";
      readonly isWhole?: true;
      readonly min?: number;
      /** Greater than, where `min` is at least. */
      readonly above?: number;
      readonly max?: number;
    }
  | { readonly kind: "boolean" }
  | { readonly kind: "null" }
  | { readonly kind: "any" }
  /** One of several, which differ in their kinds. */
  | { readonly kind: "either"; readonly of: readonly Shape[] };
