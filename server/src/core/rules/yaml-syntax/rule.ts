// Reports text that is not YAML at all. The engine finds it while parsing.
import { defineEngineRule } from "../../lint/rule.ts";

export const yamlSyntax = defineEngineRule({
  id: "yaml-syntax",
  severity: "error",
  title: "Require valid YAML",
  why: "kubectl stops before it reaches the cluster, with `error parsing …: error converting YAML to JSON: yaml: line …`, and its line is often not the one at fault.",
  remedy:
    "Mend the text at the place marked. Indent with spaces, close every quote and bracket, and put a blank after each colon.",
  messages: {
    invalid: {
      text: "{problem}. Nothing in this document can be applied: kubectl and the API server refuse it as a whole.",
      refusedBy: "api-server",
    },
  },
});
