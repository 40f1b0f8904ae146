// A unit answered with an error; the unit's own log says why (seldon-facts §10.2).
import { defineSignature } from "../signature.ts";

export const unitAnsweredBadly = defineSignature({
  id: "unit-answered-badly",
  failureModes: [],
  sources: ["executor-log"],
  verdict: "symptom",
  pattern: /httpPost failed|Internal service call from executor failed calling (?<url>\S+) status code (?<code>\d+)/,
  title: "a unit answered with an error",
  meaning: "The executor passed a request on, and the unit answered with an error.",
  remedy: "Look at the log of the unit's own container at the same time.",
  samples: [
    { lines: ['{"level":"error","logger":"JSONRestClient","msg":"httpPost failed","response code":400}'] },
    { lines: ["Internal service call from executor failed calling http://localhost:9000/predict status code 500"] },
  ],
});
