// The sklearn server swallowed what predict raised (F28, seldon-facts §7.5).
import { defineSignature } from "../signature.ts";

export const predictRaised = defineSignature({
  id: "predict-raised",
  failureModes: ["F28"],
  sources: ["model-log", "answer"],
  verdict: "cause",
  pattern: /Unknown data type returned as payload \(must be list or np array\):\s*None|Exception during predict/,
  title: "the model's predict failed",
  meaning:
    "The model itself raised an error, for example for a wrong number of features. The answer's text about the payload misleads: the traceback is in the model's log.",
  remedy: "Read the traceback after Exception during predict in the model container's log.",
  samples: [
    { lines: ["2026-11-21 09:30:11,204 - SKLearnServer:predict:52 - ERROR:  Exception during predict"] },
    {
      lines: [
        '{"status":{"code":-1,"info":"Unknown data type returned as payload (must be list or np array):None","reason":"MICROSERVICE_BAD_DATA","status":1}}',
      ],
      source: "answer",
    },
  ],
});
