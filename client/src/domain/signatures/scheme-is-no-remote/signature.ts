// A scheme that belongs to MLflow or the web, which rclone takes for a remote (S06).
import { defineSignature } from "../signature.ts";

export const schemeIsNoRemote = defineSignature({
  id: "scheme-is-no-remote",
  failureModes: ["S06"],
  sources: ["initializer-log"],
  verdict: "cause",
  pattern:
    /Failed to create file system for "(?<uri>(?<scheme>models|runs|mlflow-artifacts|dbfs|file|https?|hdfs|oci|hf|wasbs?|abfss?|az):[^"]*)": didn't find section in config file/i,
  title: "{scheme}: is no store for rclone",
  meaning:
    "The model URI {uri} went to rclone as it stands. Seldon never asks MLflow or a web server, and rclone knows no remote of the name {scheme}.",
  remedy:
    "Give the place of the artifact in the store, such as s3://<bucket>/<experiment>/<run>/artifacts/model. MLflow tells it as the run's artifact URI. Use pvc://<claim>/<path> for a volume.",
  samples: [
    {
      lines: [
        '2026/11/21 09:14:02 Failed to create file system for "models:/my_model/production": didn\'t find section in config file',
      ],
    },
    {
      lines: [
        '2026/11/21 09:14:02 Failed to create file system for "mlflow-artifacts:/7/a1/artifacts/model": didn\'t find section in config file',
      ],
    },
    {
      lines: [
        '2026/11/21 09:14:02 Failed to create file system for "https://host/model.joblib": didn\'t find section in config file',
      ],
    },
  ],
});
