// What the explorer's rows are made from.
import type { DeploymentSummary, JudgedDeployment, WatchedCluster } from "../../live/index.ts";
import type { KubeContext } from "../../kube/port.ts";

export type SortOrder = "name" | "state" | "age";

export interface ExplorerSource {
  readonly contexts: readonly KubeContext[];
  /** Kubeconfig file of this window's playground, while it runs. */
  readonly playgroundFile: string | undefined;
  /** Undefined until somebody has looked at it. */
  cluster(context: string): WatchedCluster | undefined;
  /** The tree of a deployment that is expanded; undefined while it is not, or is not known yet. */
  judged(context: string, key: string): JudgedDeployment | undefined;
  /** Why a context cannot be used at all, in words. */
  problem(context: string): string | undefined;
  /** Only deployments with this in their name or namespace are shown; empty shows all. */
  readonly filter: string;
  readonly sort: SortOrder;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** The deployments of a namespace that are shown, in the order chosen. */
export function shownDeployments(
  source: ExplorerSource,
  cluster: WatchedCluster,
  namespace: string,
): readonly DeploymentSummary[] {
  const wanted = source.filter.toLowerCase();
  const all = cluster.deployments(namespace);
  const shown = namespace.toLowerCase().includes(wanted)
    ? all
    : all.filter(({ name }) => name.toLowerCase().includes(wanted));
  return inOrder(shown, source.sort);
}

function inOrder(deployments: readonly DeploymentSummary[], sort: SortOrder): readonly DeploymentSummary[] {
  switch (sort) {
    case "name":
      return deployments;
    case "state":
      return deployments.toSorted((a, b) => urgency(a) - urgency(b));
    case "age":
      return deployments.toSorted((a, b) => created(b).localeCompare(created(a), "en"));
  }
}

const URGENCY = ["failed", "unknown", "progressing", "ready", "stopped"];

function urgency({ info }: DeploymentSummary): number {
  return URGENCY.indexOf(info.state);
}

function created({ metadata }: DeploymentSummary): string {
  return metadata.creationTimestamp ?? "";
}
