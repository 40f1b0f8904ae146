// The public face of what clusters show, kept up to date.
export type { ClusterAction } from "./access.ts";
export { deploymentKey, type ClusterState } from "./cluster-model.ts";
export {
  DEPLOYMENTS,
  EVENTS,
  PODS,
  REPLICA_SETS,
  ROUTING_KINDS,
  SECRETS,
  SELDON_DEPLOYMENTS,
} from "./resource-types.ts";
export { summaryOf, type DeploymentSummary, type SummaryInfo } from "./deployment-summary.ts";
export type { FollowedTree, JudgedDeployment, WatchedCluster } from "./watched-cluster.ts";
export { WatchedClusters } from "./watched-clusters.ts";
export { usageWords } from "./pod-usage.ts";
