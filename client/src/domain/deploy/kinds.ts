// The kinds that a deploy applies, in the order in which one needs the other.

export interface DeployKind {
  readonly group: string;
  readonly kind: string;
  readonly isNamespaced: boolean;
}

const namespaced = (group: string, ...kinds: readonly string[]): DeployKind[] =>
  kinds.map(kind => ({ group, kind, isNamespaced: true }));

/**
 * What model teams put beside a SeldonDeployment (seeds 000 to 004): first where things live and who they are, then what
 * pods read, then what runs and routes, and SeldonDeployments last, because the operator makes their pods at once.
 */
export const DEPLOY_KINDS: readonly DeployKind[] = [
  { group: "", kind: "Namespace", isNamespaced: false },
  ...namespaced("", "ResourceQuota", "LimitRange", "ServiceAccount"),
  ...namespaced("rbac.authorization.k8s.io", "Role", "RoleBinding"),
  ...namespaced("", "Secret", "ConfigMap", "PersistentVolumeClaim", "Service"),
  ...namespaced("networking.k8s.io", "NetworkPolicy"),
  ...namespaced("kubeflow.org", "PodDefault"),
  ...namespaced("apps", "StatefulSet", "Deployment"),
  ...namespaced("batch", "Job", "CronJob"),
  ...namespaced("policy", "PodDisruptionBudget"),
  ...namespaced("autoscaling", "HorizontalPodAutoscaler"),
  ...namespaced("networking.k8s.io", "Ingress"),
  ...namespaced("networking.istio.io", "Gateway", "DestinationRule", "VirtualService"),
  ...namespaced("getambassador.io", "TLSContext", "Mapping"),
  ...namespaced("monitoring.coreos.com", "ServiceMonitor", "PodMonitor", "PrometheusRule"),
  ...namespaced("machinelearning.seldon.io", "SeldonDeployment"),
];

/** The group of an apiVersion; `""` is the core group. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}

/** Place in the order; -1 for a kind that is not applied. */
export function orderOf(apiVersion: string, kind: string): number {
  const group = groupOf(apiVersion);
  return DEPLOY_KINDS.findIndex(known => known.kind === kind && known.group === group);
}
