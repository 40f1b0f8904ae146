// The public face of addresses inside MLflow, and of what is known of a model without its files.
export { addressesIn, addressOf, registryUri, type MlflowAddress } from "./mlflow-address.ts";
export { atDestination } from "./artifacts-destination.ts";
export { modelFacts } from "./model-facts.ts";
export { matchesFilter, metricWords, runMetrics, signatureWords, stageWords } from "./words.ts";
