// A model with named columns was given a plain array (F27).
import { defineSignature } from "../signature.ts";

export const columnsMissing = defineSignature({
  id: "columns-missing",
  failureModes: ["F27"],
  sources: ["model-log", "answer"],
  verdict: "cause",
  pattern: /Model is missing inputs|'numpy\.ndarray' object has no attribute 'columns'/,
  title: "model wants named columns",
  meaning:
    "The model has a signature with column names, and MLFLOW_SERVER hands it a plain array unless xtype says otherwise.",
  remedy: "Add the parameter xtype with the value DataFrame to the unit, and send data.names with the request.",
  samples: [
    {
      lines: [
        "mlflow.exceptions.MlflowException: Model is missing inputs ['fixed acidity', 'volatile acidity']. Note that there were extra inputs: [0, 1]",
      ],
    },
    { lines: ["AttributeError: 'numpy.ndarray' object has no attribute 'columns'"] },
  ],
});
