// The public face of diagnoses on a cluster.
export { diagnoseDeployment } from "./diagnose-deployment.ts";
