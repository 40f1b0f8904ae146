// Units deeper than the CRD's graph are dropped in silence (S28, seldon-facts §1.5).
import { defineRule } from "../../lint/rule.ts";
import { MAX_GRAPH_LEVELS } from "../../model/index.ts";
import { structureProblems } from "../../schema/index.ts";

export const graphDepth = defineRule({
  id: "graph-depth",
  severity: "warning",
  title: "Disallow graphs deeper than the CRD",
  why: "Seldon's CRD holds ten levels of `children`. The API server drops whatever is deeper without a word, so that the graph runs without it and answers all the same.",
  remedy:
    "Make the graph flatter: a chain of transformers can be one unit, and a combiner can take all its children at once.",
  failureModes: ["S28"],
  messages: {
    dropped: {
      text: "These children stand more than {levels} levels below the root of the graph. Seldon's CRD ends there, so the API server drops them without a word. Make the graph flatter.",
    },
  },
  check({ resource, report }) {
    for (const problem of structureProblems(resource)) {
      if (problem.kind === "too-deep")
        report({ at: problem.at, message: "dropped", data: { levels: MAX_GRAPH_LEVELS } });
    }
  },
});
