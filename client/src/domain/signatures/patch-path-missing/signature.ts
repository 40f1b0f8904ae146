// The parent of a JSON patch's path is not there, or a test in it failed (S33).
import { defineSignature } from "../signature.ts";

export const patchPathMissing = defineSignature({
  id: "patch-path-missing",
  failureModes: ["S33"],
  sources: ["apply"],
  verdict: "cause",
  pattern:
    /the server rejected our request due to an error in our request|(?:replace|remove|add|test)(?:ing)? operation does not apply|doc is missing (?:path|key)/,
  title: "patch does not fit the object",
  meaning:
    "A path of the JSON patch leads through something that is not there, such as annotations that are absent or a predictor past the end, or a test in it failed.",
  remedy:
    "Read the object again. Use add where the parent may be absent, and test the predictor's name before its index is used.",
  samples: [
    { lines: ["The request is invalid: the server rejected our request due to an error in our request"] },
    {
      lines: [
        "jsonpatch replace operation does not apply: doc is missing path: /spec/predictors/2/traffic: missing value",
      ],
    },
  ],
});
