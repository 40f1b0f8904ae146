// An image that uploads to S3 through mlflow without the library that does it (S26).
import { defineResourceRule } from "../../lint/rule.ts";
import { findAll } from "../../files/index.ts";

export const imagePackages = defineResourceRule({
  id: "image-packages",
  severity: "hint",
  title: "Prefer boto3 beside mlflow where artifacts go to S3",
  why: "mlflow loads `boto3` only when it first reaches for `s3://`, at the end of the training: `ModuleNotFoundError: No module named 'boto3'`. R's mlflow runs a Python for that, and needs it as well.",
  remedy: "Install `boto3` beside `mlflow`, or `mlflow[extras]`.",
  failureModes: ["S26"],
  resources: ["Dockerfile"],
  messages: {
    noBoto: {
      text: "This image installs mlflow for a store of S3 without boto3: \"ModuleNotFoundError: No module named 'boto3'\", when the model is uploaded. Install boto3, too.",
    },
  },
  check({ document, resource, report }) {
    const { text } = document;
    const [mlflow] = findAll(
      text,
      /(?:pip3?|conda|mamba) install[^&|;]*?\s["']?(mlflow(?!-)(?!\[extras)[^\s"'&|;\\]*)/g,
    );
    const needsStore = /MLFLOW_S3_ENDPOINT_URL|s3:\/\/|AWS_ACCESS_KEY_ID/.test(text);
    const mayComeOtherwise = /boto3|-r\s+\S+|environment\.ya?ml|conda\.ya?ml/.test(text);
    if (!mlflow || !needsStore || mayComeOtherwise) return;
    report({ at: resource.at, range: { start: mlflow.start, end: mlflow.end }, message: "noBoto" });
  },
});
