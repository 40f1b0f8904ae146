// Small builders of cluster objects for tests: what the operator makes, with the parts that a test names changed.
import type {
  ContainerStatus,
  DeploymentObject,
  EventObject,
  Metadata,
  PodObject,
  PodSpec,
  PredictorSpec,
  ReplicaSetObject,
  SeldonDeploymentObject,
} from "./objects.ts";

const NAMESPACE = "models";

/** 2026-11-21T09:00:00Z, when everything here was created, in milliseconds. */
export const CREATED = 1_795_251_600_000;
const CREATED_STAMP = "2026-11-21T09:00:00Z";

export function sampleDeployment(
  predictors: readonly PredictorSpec[] = [samplePredictor()],
  status: NonNullable<SeldonDeploymentObject["status"]> = { state: "Creating" },
  name = "iris",
): SeldonDeploymentObject {
  return { metadata: metadata(name), spec: { predictors }, status };
}

export function samplePredictor(changes: Partial<PredictorSpec> = {}): PredictorSpec {
  const graph = { name: "classifier", implementation: "SKLEARN_SERVER", modelUri: "s3://models/iris" };
  return { name: "default", graph, ...changes };
}

/** The Deployment of a predictor's first componentSpec, with its executor. */
export function sampleWorkload(
  predictor = "default",
  changes: { readonly replicas?: number; readonly status?: DeploymentObject["status"]; readonly name?: string } = {},
): DeploymentObject {
  const { replicas = 1, status = {}, name = `iris-${predictor}-0-classifier` } = changes;
  const labels = { "seldon-deployment-id": "iris", app: name, version: predictor };
  return {
    metadata: { ...metadata(name, "SeldonDeployment/iris"), labels },
    spec: { replicas, template: { spec: podSpec(predictor) } },
    status,
  };
}

/** @param revision higher is newer */
export function sampleReplicaSet(workload: DeploymentObject, revision: number, ready: number): ReplicaSetObject {
  const name = `${workload.metadata.name}-${revision}`;
  return {
    metadata: {
      ...metadata(name, `Deployment/${workload.metadata.name}`),
      annotations: { "deployment.kubernetes.io/revision": String(revision) },
    },
    status: { replicas: 1, readyReplicas: ready },
  };
}

/** A pod of a ReplicaSet; containers that a test does not name have not started. */
export function samplePod(
  replicaSet: ReplicaSetObject,
  containers: Readonly<Record<string, Omit<ContainerStatus, "name">>>,
  status: PodObject["status"] = {},
): PodObject {
  const statuses = Object.entries(containers).map(([name, state]) => ({ name, ...state }));
  return {
    metadata: metadata(`${replicaSet.metadata.name}-x2x4k`, `ReplicaSet/${replicaSet.metadata.name}`),
    spec: podSpec("default"),
    status: {
      initContainerStatuses: statuses.filter(({ name }) => name.endsWith("-model-initializer")),
      containerStatuses: statuses.filter(({ name }) => !name.endsWith("-model-initializer")),
      ...status,
    },
  };
}

export function sampleEvent(kind: string, name: string, reason: string, message: string): EventObject {
  const type = reason === "Killing" ? "Normal" : "Warning";
  return {
    metadata: metadata(`${name}.${reason}`),
    type,
    reason,
    message,
    involvedObject: { kind, name, namespace: NAMESPACE },
  };
}

export const RUNNING = { ready: false, state: { running: { startedAt: CREATED_STAMP } } };
export const READY = { ...RUNNING, ready: true };
export const COMPLETED = { state: { terminated: { exitCode: 0, reason: "Completed" } } };

export function waiting(reason: string, message?: string): Omit<ContainerStatus, "name"> {
  return { state: { waiting: message === undefined ? { reason } : { reason, message } } };
}

/** In CrashLoopBackOff after it ended so. */
export function crashed(exitCode: number, reason = "Error", restartCount = 3): Omit<ContainerStatus, "name"> {
  return {
    restartCount,
    state: { waiting: { reason: "CrashLoopBackOff" } },
    lastState: { terminated: { exitCode, reason } },
  };
}

export function ended(exitCode: number, reason = "Error"): Omit<ContainerStatus, "name"> {
  return { state: { terminated: { exitCode, reason } } };
}

function podSpec(predictor: string): PodSpec {
  return {
    initContainers: [{ name: "classifier-model-initializer", image: "seldonio/rclone-storage-initializer:1.17.1" }],
    containers: [
      { name: "classifier", image: "seldonio/sklearnserver:1.17.1" },
      { name: "seldon-container-engine", args: ["--sdep", "iris", "--namespace", NAMESPACE, "--predictor", predictor] },
    ],
  };
}

/** @param owner `Kind/name`; its uid is the same text */
function metadata(name: string, owner?: string): Metadata {
  const kind = owner?.split("/")[0] ?? "";
  const references =
    owner === undefined ? [] : [{ kind, name: owner.slice(kind.length + 1), uid: uidOf(owner), controller: true }];
  return {
    name,
    namespace: NAMESPACE,
    uid: name,
    creationTimestamp: CREATED_STAMP,
    ownerReferences: references,
  };
}

function uidOf(owner: string): string {
  return owner.slice(owner.indexOf("/") + 1);
}
