// RANDOM_ABTEST chose a second child that is not there (F60).
import { defineSignature } from "../signature.ts";

export const abtestWithOneChild = defineSignature({
  id: "abtest-with-one-child",
  failureModes: ["F60"],
  sources: ["executor-log"],
  verdict: "cause",
  pattern: /index out of range \[1\] with length 1/,
  title: "A/B test has one child only",
  meaning: "RANDOM_ABTEST chooses between two children, and the graph gives one.",
  remedy: "Give it exactly two children, and ratioA as its only parameter.",
  samples: [{ lines: ["http: panic serving 10.244.0.1:51234: runtime error: index out of range [1] with length 1"] }],
});
