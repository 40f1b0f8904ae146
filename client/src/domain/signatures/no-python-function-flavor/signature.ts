// The model was logged without the flavor that MLFLOW_SERVER loads (S21).
import { defineSignature } from "../signature.ts";

export const noPythonFunctionFlavor = defineSignature({
  id: "no-python-function-flavor",
  failureModes: ["S21"],
  sources: ["model-log"],
  verdict: "cause",
  pattern: /KeyError: 'python_function'/,
  title: "no python_function flavor",
  meaning: "MLFLOW_SERVER loads the flavor python_function, and the MLmodel has none under flavors.",
  remedy: "Log the model with a flavor that brings python_function along, or repair the indentation of the MLmodel.",
  samples: [{ lines: ["KeyError: 'python_function'"] }],
});
