// One annotation with an equals sign makes the executor drop them all (seldon-facts §6).
import { defineSignature } from "../signature.ts";

export const executorAnnotationsUnreadable = defineSignature({
  id: "executor-annotations-unreadable",
  failureModes: ["F71"],
  sources: ["executor-log"],
  verdict: "cause",
  pattern: /Failed to load annotations|Invalid annotation (?<annotation>\S+)/,
  title: "executor ignores the annotations",
  meaning:
    "The executor cannot read an annotation whose value has an equals sign, and then ignores all of them: time-outs fall back to their defaults.",
  remedy:
    "Take the equals sign out of the pod's annotations: spec.annotations, the predictor's, or the componentSpec's.",
  samples: [
    { lines: ['{"level":"error","msg":"Failed to load annotations","error":"Invalid annotation team=\\"a=b\\""}'] },
  ],
});
