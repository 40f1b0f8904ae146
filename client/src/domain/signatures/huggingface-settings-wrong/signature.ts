// HUGGINGFACE_SERVER's parameters (seldon-facts §3.6).
import { defineSignature } from "../signature.ts";

export const huggingfaceSettingsWrong = defineSignature({
  id: "huggingface-settings-wrong",
  failureModes: [],
  sources: ["model-log"],
  verdict: "cause",
  pattern:
    /Missing HuggingFace Runtime settings|Invalid transformer task: (?<task>\S+?)\.|Bad model parameter(?: type)?: /,
  title: "HuggingFace parameters are wrong",
  meaning:
    "The runtime could not use the unit's parameters. It takes task, task_suffix, pretrained_model, pretrained_tokenizer, framework, optimum_model, device and two numbers of threads, and no others.",
  remedy: "Correct the unit's parameters. All values are strings with a type: INT, FLOAT, DOUBLE, STRING or BOOL.",
  samples: [
    { lines: ["mlserver.errors.MLServerError: Missing HuggingFace Runtime settings."] },
    { lines: ["Invalid transformer task: summarise. Available tasks: {'audio-classification', 'text-generation'}"] },
  ],
});
