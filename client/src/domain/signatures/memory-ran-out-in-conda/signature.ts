// conda's solver went over the memory limit (S15).
import { defineSignature } from "../signature.ts";

export const memoryRanOutInConda = defineSignature({
  id: "memory-ran-out-in-conda",
  failureModes: ["S15"],
  sources: ["model-log"],
  verdict: "cause",
  pattern:
    /(?<step>Collecting package metadata|Solving environment|Creating Conda environment|Downloading and Extracting Packages|Preparing transaction|Verifying transaction|Executing transaction|Installing pip dependencies|Install additional package)/,
  isLastLine: true,
  reasons: ["OOMKilled"],
  title: "out of memory in conda",
  meaning:
    'The last line is "{step}", and the container was over its memory limit. conda needs gigabytes to solve and unpack an environment, at every start.',
  remedy:
    "Raise limits.memory of the unit's container, to 8Gi for a start. Or take protocol v2, or an image with the environment in it, so that conda does not run in the pod.",
  samples: [
    {
      lines: [
        "INFO:root:Creating Conda environment 'mlflow' from conda.yaml",
        "Collecting package metadata (repodata.json): ...working...",
      ],
      exitCode: 137,
      reason: "OOMKilled",
    },
  ],
});
