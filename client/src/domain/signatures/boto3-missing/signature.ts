// mlflow loads boto3 only when it meets s3:// (S26).
import { defineSignature } from "../signature.ts";

export const boto3Missing = defineSignature({
  id: "boto3-missing",
  failureModes: ["S26"],
  sources: ["model-log"],
  verdict: "cause",
  pattern: /No module named 'boto3'/,
  title: "boto3 is missing",
  meaning: "mlflow needs boto3 for s3:// and loads it only then, so it is missed late.",
  remedy: "Install boto3 (or mlflow[extras]) in the image. From R, MLFLOW_PYTHON_BIN says which Python is used.",
  samples: [{ lines: ["ModuleNotFoundError: No module named 'boto3'"] }],
});
