// The public face of diagnoses on a cluster.
export { diagnoseDeployment } from "./diagnose-deployment.ts";
export { fetchNeed } from "./fetch-need.ts";
export { readTail } from "./read-tail.ts";
