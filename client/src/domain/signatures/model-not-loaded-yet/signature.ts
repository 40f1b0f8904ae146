// The server listens, but load() failed without a word or is still at work (seldon-facts §10.3).
import { defineSignature } from "../signature.ts";

export const modelNotLoadedYet = defineSignature({
  id: "model-not-loaded-yet",
  failureModes: [],
  sources: ["model-log", "answer"],
  verdict: "symptom",
  pattern: /Model not loaded yet/,
  title: "model is not loaded",
  meaning:
    "The server listens, and its model is not loaded. gunicorn's loader hides an AttributeError inside load(), for example from a pickle of another version.",
  remedy: "Wait, if the pod has just started. Otherwise load the model by hand in the same image to see the error.",
  samples: [{ lines: ["seldon_core.flask_utils.SeldonMicroserviceException: Model not loaded yet"] }],
});
