// Under v2 the image's own libraries count, conda.yaml does not (F43).
import { defineSignature } from "../signature.ts";

export const libraryMissingInMlserver = defineSignature({
  id: "library-missing-in-mlserver",
  failureModes: ["F43"],
  sources: ["model-log"],
  verdict: "cause",
  pattern: /No module named '(?<module>(?!boto3')\w+)'/,
  also: /mlserver/i,
  title: "library {module} not in the image",
  meaning: "MLServer ignores conda.yaml. Its image has no {module}, and the model needs it.",
  remedy:
    "Put a packed environment (conda-pack on linux-64, with mlserver and mlserver-mlflow of the image's version) as environment.tar.gz beside MLmodel, or use an image of your own.",
  samples: [
    {
      lines: [
        '  File "/opt/conda/lib/python3.8/site-packages/mlserver_mlflow/runtime.py", line 157, in load',
        "ModuleNotFoundError: No module named 'xgboost'",
      ],
    },
  ],
});
