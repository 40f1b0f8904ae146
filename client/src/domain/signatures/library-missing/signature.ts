// A Python library is not in the container (seldon-facts §10.3).
import { defineSignature } from "../signature.ts";

export const libraryMissing = defineSignature({
  id: "library-missing",
  failureModes: [],
  sources: ["model-log"],
  verdict: "cause",
  pattern: /No module named '(?<module>(?!boto3')\w+)'/,
  never: /mlserver/i,
  yieldsTo: ["library-missing-in-mlserver"],
  title: "library {module} not found",
  meaning:
    "Python finds no module {module}. In an image of your own the name given to seldon-core-microservice has to be a module with a class of the same name, or module.Class.",
  remedy: "Install {module} in the image, add it to the model's conda.yaml, or correct the name of the class.",
  samples: [{ lines: ["ModuleNotFoundError: No module named 'lightgbm'"] }],
});
