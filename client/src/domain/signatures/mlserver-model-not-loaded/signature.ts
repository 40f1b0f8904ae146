// MLServer's last words about a model it could not load; why stands above (seldon-facts §3.6).
import { defineSignature } from "../signature.ts";

export const mlserverModelNotLoaded = defineSignature({
  id: "mlserver-model-not-loaded",
  failureModes: [],
  sources: ["model-log"],
  verdict: "symptom",
  pattern:
    /Couldn't load model '(?<model>[^']+)'\. Model will be removed from registry|Some of the models failed to load during startup/,
  title: "model could not be loaded",
  meaning: "MLServer could not load the model and ends. The lines above say why.",
  remedy: "Read the lines above.",
  samples: [
    {
      lines: [
        "2026-11-21 09:15:20,114 [mlserver] INFO - Couldn't load model 'classifier'. Model will be removed from registry.",
      ],
    },
    { lines: ["2026-11-21 09:15:20,115 [mlserver] ERROR - Some of the models failed to load during startup!"] },
  ],
});
