// Where a log's pods come from: the clusters that are watched anyhow, or a watch of its own for a Job.
import { isKubeError, type ClusterSession } from "../../kube/port.ts";
import { deploymentKey, PODS, type WatchedClusters } from "../../live/index.ts";
import { followedPods, podOfJob, type FollowedPod } from "./followed-pods.ts";
import { deploymentOf, type JobLogTarget, type RowLogTarget } from "./log-target.ts";
import { succession } from "./succession.ts";

export interface PodSource {
  /** As they are now; undefined where the target is not there. */
  pods(): readonly FollowedPod[] | undefined;
  dispose(): void;
}

/**
 * Resolves when it is known which they are. While the cluster is not known, such as after a lost connection, it has the pods that were
 * seen last.
 */
export async function podsOfRow(
  watched: WatchedClusters,
  target: RowLogTarget,
  onChange: () => void,
): Promise<PodSource> {
  const key = deploymentKey({ namespace: target.namespace, name: deploymentOf(target) });
  const succeeds = succession(target);
  let last: readonly FollowedPod[] | undefined = [];
  const tree = watched.follow(target.context, key);
  try {
    await tree.ready();
  } catch (error) {
    tree.dispose();
    throw error;
  }
  const listener = watched.onChange((context, keys) => {
    if (context === target.context && (keys === undefined || keys.has(key))) onChange();
  });
  return {
    pods() {
      const cluster = watched.watched.get(target.context);
      if (!cluster || cluster.state.kind === "connecting" || cluster.state.kind === "failed") return last;
      const { judged } = tree;
      // A cluster that is watched anew has told its rows, and not the tree yet.
      if (!judged && cluster.deployment(key)) return last;
      last = judged && succeeds(followedPods(target, judged));
      return last;
    },
    dispose() {
      listener.dispose();
      tree.dispose();
    },
  };
}

/** Resolves when the Job's pods are known. Rejects where they may not be listed. */
export async function podsOfJob(
  session: ClusterSession,
  target: JobLogTarget,
  onChange: () => void,
): Promise<PodSource> {
  const { namespace, job } = target;
  // Every pod of a Job has this label, from all versions of Kubernetes.
  const pods = session.watchCollection(PODS, { namespace, labelSelector: `job-name=${job}`, onChange });
  try {
    await pods.ready();
  } catch (error) {
    pods.close();
    throw error;
  }
  return {
    pods: () => pods.items().map(pod => podOfJob(job, pod)),
    dispose: () => pods.close(),
  };
}

/** A Job that can be chosen by name. */
export interface FoundJob {
  readonly namespace: string;
  readonly name: string;
  /** As Kubernetes writes times. */
  readonly created: string;
}

/** All Jobs, the youngest first; undefined where they may not be listed in all namespaces. */
export async function findJobs(session: ClusterSession): Promise<readonly FoundJob[] | undefined> {
  try {
    const { items } = await session.list({
      group: "batch",
      version: "v1",
      plural: "jobs",
      kind: "Job",
      isNamespaced: true,
    });
    return items
      .map(({ metadata: { name, namespace = "", creationTimestamp: created = "" } }) => ({ name, namespace, created }))
      .sort((a, b) => (a.created < b.created ? 1 : -1));
  } catch (error) {
    if (isKubeError(error) && error.reason === "forbidden") return undefined;
    throw error;
  }
}
