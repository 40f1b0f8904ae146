// Whether Python reads a text as a value of a parameter's type (seldon-facts §3.3 [run]).
import type { PARAMETER_TYPES } from "../../model/index.ts";

export type ParameterType = (typeof PARAMETER_TYPES)[number];

const INTEGER = /^[+-]?\p{Nd}+(_\p{Nd}+)*$/u;
const FLOAT =
  /^[+-]?((\p{Nd}+(_\p{Nd}+)*\.?(\p{Nd}+(_\p{Nd}+)*)?|\.\p{Nd}+(_\p{Nd}+)*)(e[+-]?\p{Nd}+(_\p{Nd}+)*)?|inf(inity)?|nan)$/iu;
const TRUTH = /^(y|yes|t|true|on|1|n|no|f|false|off|0)$/i;

/** `int()` and `float()` take blanks around the number and underscores in it; `strtobool` takes neither. */
export function readsAs(value: string, type: ParameterType): boolean {
  switch (type) {
    case "INT":
      return INTEGER.test(value.trim());
    case "FLOAT":
    case "DOUBLE":
      return FLOAT.test(value.trim());
    case "BOOL":
      return TRUTH.test(value);
    case "STRING":
      return true;
  }
}
