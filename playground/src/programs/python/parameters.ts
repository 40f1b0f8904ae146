// How the Python wrapper reads PREDICTIVE_UNIT_PARAMETERS: keyword arguments of the server's class (seldon-facts §3.3).
import { asText, listAt, parseJson, valueAt } from "../../support/json.ts";

export type ParameterValue = string | number | boolean;

type ParsedParameters =
  | { readonly values: ReadonlyMap<string, ParameterValue> }
  /** The lines of the traceback. */
  | { readonly traceback: readonly string[] };

/** Converts each parameter by its type; the last of equal names wins. A value that does not convert ends the program. */
export function parseParameters(text: string | undefined): ParsedParameters {
  const values = new Map<string, ParameterValue>();
  for (const item of listAt(parseJson(text ?? "[]"))) {
    const value = asText(valueAt(item, "value")) ?? "";
    const type = asText(valueAt(item, "type")) ?? "";
    const converted = convert(value, type);
    if (typeof converted === "object") return { traceback: failure(converted.error) };
    values.set(asText(valueAt(item, "name")) ?? "", converted);
  }
  return { values };
}

function convert(value: string, type: string): ParameterValue | { error: string } {
  switch (type) {
    case "STRING":
      return value;
    case "INT":
      return /^\s*[+-]?\d+\s*$/.test(value)
        ? Number(value)
        : { error: `ValueError: invalid literal for int() with base 10: '${value}'` };
    case "FLOAT":
    case "DOUBLE":
      return value.trim() !== "" && !Number.isNaN(Number(value))
        ? Number(value)
        : { error: `ValueError: could not convert string to float: '${value}'` };
    case "BOOL":
      if (/^(?:y|yes|t|true|on|1)$/i.test(value)) return true;
      if (/^(?:n|no|f|false|off|0)$/i.test(value)) return false;
      return { error: `ValueError: invalid truth value '${value.toLowerCase()}'` };
    default:
      return { error: `KeyError: '${type}'` };
  }
}

/** A parse error is re-raised without its text, so that the last line says nothing (seldon-facts §3.3). */
function failure(error: string): string[] {
  const parse =
    '  File "/opt/conda/lib/python3.8/site-packages/seldon_core/microservice.py", line 106, in parse_parameters';
  const main = '  File "/opt/conda/lib/python3.8/site-packages/seldon_core/microservice.py", line 591, in main';
  return [
    "Traceback (most recent call last):",
    parse,
    error,
    "",
    "During handling of the above exception, another exception occurred:",
    "",
    "Traceback (most recent call last):",
    '  File "/opt/conda/bin/seldon-core-microservice", line 8, in <module>',
    "    sys.exit(main())",
    main,
    "seldon_core.flask_utils.SeldonMicroserviceException",
  ];
}

/** The wrapper's failure when the class does not take a parameter, as seed 000 §5 shows it. */
export function unexpectedArgument(name: string): string[] {
  return [
    "Traceback (most recent call last):",
    '  File "/opt/conda/bin/seldon-core-microservice", line 8, in <module>',
    "    sys.exit(main())",
    '  File "/opt/conda/lib/python3.8/site-packages/seldon_core/microservice.py", line 619, in main',
    "    user_object = user_class(**parameters)",
    `TypeError: __init__() got an unexpected keyword argument '${name}'`,
  ];
}
