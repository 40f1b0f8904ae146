// The URI's scheme is the name of an rclone remote, and there is none of that name (S03).
import { defineSignature } from "../signature.ts";

export const remoteNotDefined = defineSignature({
  id: "remote-not-defined",
  failureModes: ["S03", "S35", "S04"],
  sources: ["initializer-log"],
  verdict: "cause",
  pattern:
    /Failed to create file system for "(?<uri>(?!(?:models|runs|mlflow-artifacts|dbfs|file|https?|hdfs|oci|hf|wasbs?|abfss?|az):)(?<remote>[^":]+):[^"]*)": didn't find section in config file/i,
  title: "remote {remote} not defined",
  meaning:
    'rclone takes the text before the first colon of the model URI as the name of a remote. "{remote}" has no RCLONE_CONFIG_..._TYPE variable in the initializer: there is no envSecretRefName, or its Secret defines another remote, only AWS_* keys, or lower-case names.',
  remedy:
    "Name a Secret in envSecretRefName of the graph unit that holds RCLONE_CONFIG_<REMOTE>_TYPE and the rest, with the remote's name in upper case. A mounted rclone.conf is not read by Seldon's initializer.",
  samples: [
    {
      lines: [
        '2026/11/21 09:14:02 Failed to create file system for "s3://mlflow-artifacts/7/a1/artifacts/model": didn\'t find section in config file',
      ],
    },
    {
      lines: [
        '2026/11/21 09:14:02 Failed to create file system for "minio:models/iris": didn\'t find section in config file',
      ],
    },
  ],
});
