// Names of the prepackaged servers that the webhook knows: the keys of `predictor_servers` in the configmap `seldon-config`.

/** What Seldon 1.17.1's chart installs (seldon-facts §3.1). An admin may add names of their own. */
export const DEFAULT_PREDICTOR_SERVERS: ReadonlySet<string> = new Set([
  "SKLEARN_SERVER",
  "XGBOOST_SERVER",
  "MLFLOW_SERVER",
  "TENSORFLOW_SERVER",
  "TRITON_SERVER",
  "HUGGINGFACE_SERVER",
  "TEMPO_SERVER",
]);
