// The MLmodel names no conda file, which mlflowserver needs (S20, seldon-facts §9.3).
import { defineSignature } from "../signature.ts";

export const noCondaInMlmodel = defineSignature({
  id: "no-conda-in-mlmodel",
  failureModes: ["S20"],
  sources: ["model-log"],
  verdict: "cause",
  pattern: /KeyError: '(?<key>conda|env)'\s*$/,
  title: "MLmodel names no conda file",
  meaning:
    "MLFLOW_SERVER builds its environment from the conda file that MLmodel names under env, and there is no entry {key}. Models logged for virtualenv only look like this.",
  remedy: "Log the model with a conda environment, or serve it with protocol v2 or an image of your own.",
  samples: [{ lines: ["KeyError: 'conda'"] }, { lines: ["KeyError: 'env'"] }],
});
