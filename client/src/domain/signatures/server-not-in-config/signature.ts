// The operator's config map has no such server (F21).
import { defineSignature } from "../signature.ts";

export const serverNotInConfig = defineSignature({
  id: "server-not-in-config",
  failureModes: ["F21"],
  sources: ["status", "event", "operator-log"],
  verdict: "cause",
  pattern: /[Ff]ailed to get server config for (?<implementation>\S+)|No entry in predictors map for (?<name>\S+)/,
  title: "server not known to the operator",
  meaning: "The operator's config map seldon-config has no entry for this implementation.",
  remedy: "Use one of the servers it lists, or have an entry added to predictor_servers.",
  samples: [{ lines: ["Failed to get server config for PYTORCH_SERVER"] }],
});
