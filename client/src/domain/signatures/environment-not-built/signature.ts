// The line that ends a failed start of mlflowserver; what failed stands above it (F07, S19).
import { defineSignature } from "../signature.ts";

export const environmentNotBuilt = defineSignature({
  id: "environment-not-built",
  failureModes: ["F07", "S19"],
  sources: ["model-log"],
  verdict: "cause",
  pattern: /CalledProcessError: Command '[^']*\bconda\b[^']*' returned non-zero exit status/,
  yieldsTo: ["conda-offline", "conda-solve-failed", "pip-step-failed", "pip-name-sklearn"],
  title: "conda environment not built",
  meaning: "A conda command of the server's start failed. The lines above say why.",
  remedy:
    "Read the lines above. With conda env create it is the model's conda.yaml, with conda run pip install the server's own requirements.",
  samples: [
    {
      lines: [
        "subprocess.CalledProcessError: Command 'conda env create -n mlflow --file /tmp/tmpab/conda.yaml' returned non-zero exit status 1.",
      ],
    },
    {
      lines: [
        "subprocess.CalledProcessError: Command 'conda run -n mlflow pip install -r /microservice/requirements.txt' returned non-zero exit status 1.",
      ],
    },
  ],
});
