// The liveness probe's patience ended while conda still worked (S16).
import { defineSignature } from "../signature.ts";

export const killedWhileCondaRuns = defineSignature({
  id: "killed-while-conda-runs",
  failureModes: ["S16"],
  sources: ["model-log"],
  verdict: "cause",
  pattern:
    /(?<step>Collecting package metadata|Solving environment|Creating Conda environment|Downloading and Extracting Packages|Preparing transaction|Verifying transaction|Executing transaction|Installing pip dependencies|Install additional package)/,
  isLastLine: true,
  exitCodes: [143, 137],
  notReasons: ["OOMKilled"],
  title: "killed while conda was still working",
  meaning:
    'The last line is "{step}": the environment was not finished when the container was stopped. Without probes of its own, a container is stopped about 75 s after its start if nothing listens. 137 with the reason Error is the same kill after the grace period, not a lack of memory.',
  remedy:
    "Give the unit's container a startupProbe (tcpSocket port http, periodSeconds 10, failureThreshold 120) and the predictor a progressDeadlineSeconds above the same budget. Or take protocol v2, or an image with the environment in it.",
  samples: [
    {
      lines: [
        "INFO:root:Creating Conda environment 'mlflow' from conda.yaml",
        "Collecting package metadata (repodata.json): ...working...",
      ],
      exitCode: 143,
      reason: "Error",
    },
    {
      lines: [
        "Collecting package metadata (repodata.json): ...working... done",
        "Solving environment: ...working...",
        "",
      ],
      exitCode: 137,
      reason: "Error",
    },
  ],
});
