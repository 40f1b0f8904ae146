// The wrapper could not read a parameter's value as its type (seldon-facts §3.3); the message itself is lost.
import { defineSignature } from "../signature.ts";

export const parameterValueWrong = defineSignature({
  id: "parameter-value-wrong",
  failureModes: [],
  sources: ["model-log"],
  verdict: "cause",
  pattern: /^seldon_core\.flask_utils\.SeldonMicroserviceException\s*$/,
  title: "parameter's type or value is wrong",
  meaning: "A parameter of the graph unit cannot be read as the type it names. The lines above say which value.",
  remedy: "Write the type as INT, FLOAT, DOUBLE, STRING or BOOL, in upper case, and a value that fits.",
  samples: [{ lines: ["seldon_core.flask_utils.SeldonMicroserviceException"] }],
});
