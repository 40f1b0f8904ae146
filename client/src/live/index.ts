// The public face of what clusters show, kept up to date.
export type { ClusterAction } from "./access.ts";
export { deploymentKey, type ClusterState } from "./cluster-model.ts";
export { DEPLOYMENTS, EVENTS, PODS, REPLICA_SETS, SELDON_DEPLOYMENTS, SERVICES } from "./resource-types.ts";
export { WatchedCluster, type JudgedDeployment } from "./watched-cluster.ts";
export { WatchedClusters, type ClusterListener } from "./watched-clusters.ts";
