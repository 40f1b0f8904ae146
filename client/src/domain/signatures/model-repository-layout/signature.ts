// Triton or TensorFlow Serving found no model version (F33, F01).
import { defineSignature } from "../signature.ts";

export const modelRepositoryLayout = defineSignature({
  id: "model-repository-layout",
  failureModes: ["F33", "F01"],
  sources: ["model-log"],
  verdict: "cause",
  pattern:
    /No model version was found|failed to load (?:'(?<model>[^']+)', |models: )no version is available|unexpected platform type|failed to poll from model repository|No versions of servable (?<servable>\S+) found under base path/,
  title: "no model version found",
  meaning:
    "The folder has not the shape that the server wants. Triton: <repository>/<model>/<number>/model.onnx, with the graph unit named like the model. TensorFlow: a numbered folder below the model URI.",
  remedy:
    "Look at the initializer's log first: did it copy anything? Then let the model URI end at the repository (Triton) or above the numbered folder (TensorFlow).",
  samples: [
    { lines: ["Not loaded: No model version was found"] },
    {
      lines: [
        "E1121 09:15:21.000000 1 model_repository_manager.cc:1890] failed to load 'resnet', no version is available",
      ],
    },
    {
      lines: [
        "No versions of servable classifier found under base path /mnt/models. Did you forget to name your leaf directory as a number (eg. '/1/')?",
      ],
    },
  ],
});
