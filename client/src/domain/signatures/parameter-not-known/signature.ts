// A parameter of the graph unit that the server's class does not take (S14).
import { defineSignature } from "../signature.ts";

export const parameterNotKnown = defineSignature({
  id: "parameter-not-known",
  failureModes: ["S14"],
  sources: ["model-log"],
  verdict: "cause",
  pattern: /got an unexpected keyword argument '(?<parameter>\w+)'/,
  title: "parameter {parameter} not known",
  meaning: "Parameters of the graph unit become arguments of the server's class, and this one takes no {parameter}.",
  remedy: "Remove the parameter. SKLEARN_SERVER takes method, MLFLOW_SERVER takes xtype, XGBOOST_SERVER takes none.",
  samples: [{ lines: ["TypeError: __init__() got an unexpected keyword argument 'model_file_name'"] }],
});
