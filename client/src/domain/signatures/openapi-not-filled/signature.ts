// Cosmetic (seldon-facts §10.2).
import { defineSignature } from "../signature.ts";

export const openapiNotFilled = defineSignature({
  id: "openapi-not-filled",
  failureModes: [],
  sources: ["executor-log"],
  verdict: "benign",
  pattern: /Failed to embed variables on OpenAPI template/,
  title: "API page without names",
  meaning: "The executor's own API page lacks some names. Predictions are not touched.",
  remedy: "Nothing to do.",
  samples: [{ lines: ['{"level":"error","msg":"Failed to embed variables on OpenAPI template"}'] }],
});
