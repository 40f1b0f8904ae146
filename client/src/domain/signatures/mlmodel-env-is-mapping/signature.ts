// An MLmodel of MLflow 2 read by an mlflowserver before 1.16 (S20).
import { defineSignature } from "../signature.ts";

export const mlmodelEnvIsMapping = defineSignature({
  id: "mlmodel-env-is-mapping",
  failureModes: ["S20"],
  sources: ["model-log"],
  verdict: "cause",
  pattern: /join\(\) argument must be str.*not 'dict'/,
  title: "mlflowserver too old for this MLmodel",
  meaning: "MLflow 2 writes env in MLmodel as a mapping, and mlflowserver before 1.16 expects a string.",
  remedy: "Use seldonio/mlflowserver:1.17.1. Or write env: conda.yaml in the MLmodel and upload it again.",
  samples: [
    { lines: ["TypeError: join() argument must be str or bytes, not 'dict'"] },
    { lines: ["TypeError: join() argument must be str, bytes, or os.PathLike object, not 'dict'"] },
  ],
});
