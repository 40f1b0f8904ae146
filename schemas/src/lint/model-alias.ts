// Where a manifest remembers which alias of MLflow's registry a model URI was taken from.

/**
 * Under `metadata.annotations`, since those under `spec` restart pods. The value is an address such as `models:/churn@champion`; where
 * the deployment has several models, addresses with the graph units that they are of, `main/classifier=models:/churn@champion`, with
 * semicolons in between.
 */
export const MODEL_ALIAS_ANNOTATION = "seldon-deployments/model-alias";
