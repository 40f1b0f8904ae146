// READY, STATUS and RESTARTS of a pod as `kubectl get pods` shows them. Source: kubernetes' printPod (1.27).
import type { KubeObject } from "../../kubernetes/objects.ts";
import { isObject, listAt, numberAt, textAt, valueAt } from "../../support/json.ts";
import { age } from "./columns.ts";

/** Cells for Name, Ready, Status, Restarts, Age, IP, Node, Nominated Node, Readiness Gates. */
export function podCells(pod: KubeObject, now: number): unknown[] {
  const state = readState(pod);
  const gates = listAt(pod, "spec", "readinessGates");
  const restarted =
    state.restarts > 0 && state.lastRestart > 0
      ? `${state.restarts} (${age(new Date(state.lastRestart).toISOString(), now)} ago)`
      : String(state.restarts);
  return [
    pod.metadata.name,
    `${state.ready}/${state.total}`,
    state.reason,
    restarted,
    age(pod.metadata.creationTimestamp, now),
    textAt(pod, "status", "podIP") || "<none>",
    textAt(pod, "spec", "nodeName") || "<none>",
    textAt(pod, "status", "nominatedNodeName") || "<none>",
    gates.length === 0 ? "<none>" : `${gates.filter(gate => isGateOpen(pod, gate)).length}/${gates.length}`,
  ];
}

interface State {
  ready: number;
  total: number;
  reason: string;
  restarts: number;
  /** Milliseconds; 0 where nothing has restarted. */
  lastRestart: number;
}

function readState(pod: KubeObject): State {
  const state: State = {
    ready: 0,
    total: listAt(pod, "spec", "containers").length,
    reason: textAt(pod, "status", "reason") || textAt(pod, "status", "phase") || "Unknown",
    restarts: 0,
    lastRestart: 0,
  };
  if (conditionReason(pod, "PodScheduled") === "SchedulingGated") state.reason = "SchedulingGated";
  if (!readInitContainers(pod, state)) {
    state.restarts = 0;
    state.lastRestart = 0;
    readContainers(pod, state);
  }
  if (pod.metadata.deletionTimestamp !== undefined) {
    state.reason = textAt(pod, "status", "reason") === "NodeLost" ? "Unknown" : "Terminating";
  }
  return state;
}

/** Whether the pod is still initializing. */
function readInitContainers(pod: KubeObject, state: State): boolean {
  const total = listAt(pod, "spec", "initContainers").length;
  for (const [index, container] of listAt(pod, "status", "initContainerStatuses").entries()) {
    countRestarts(container, state);
    const terminated = valueAt(container, "state", "terminated");
    if (isObject(terminated) && numberAt(terminated, "exitCode") === 0) continue;
    const waiting = textAt(container, "state", "waiting", "reason");
    if (isObject(terminated)) state.reason = `Init:${terminatedReason(terminated)}`;
    else if (waiting !== "" && waiting !== "PodInitializing") state.reason = `Init:${waiting}`;
    else state.reason = `Init:${index}/${total}`;
    return true;
  }
  return false;
}

function readContainers(pod: KubeObject, state: State): void {
  let hasRunning = false;
  for (const container of listAt(pod, "status", "containerStatuses").toReversed()) {
    countRestarts(container, state);
    const waiting = textAt(container, "state", "waiting", "reason");
    const terminated = valueAt(container, "state", "terminated");
    if (waiting !== "") state.reason = waiting;
    else if (isObject(terminated)) state.reason = terminatedReason(terminated);
    else if (valueAt(container, "ready") === true && isObject(valueAt(container, "state", "running"))) {
      hasRunning = true;
      state.ready++;
    }
  }
  if (state.reason === "Completed" && hasRunning) {
    const isReady = listAt(pod, "status", "conditions").some(
      condition => textAt(condition, "type") === "Ready" && textAt(condition, "status") === "True",
    );
    state.reason = isReady ? "Running" : "NotReady";
  }
}

function countRestarts(container: unknown, state: State): void {
  state.restarts += numberAt(container, "restartCount");
  const finished = textAt(container, "lastState", "terminated", "finishedAt");
  if (finished !== "") state.lastRestart = Math.max(state.lastRestart, Date.parse(finished));
}

function terminatedReason(terminated: unknown): string {
  const reason = textAt(terminated, "reason");
  if (reason !== "") return reason;
  const signal = numberAt(terminated, "signal");
  return signal === 0 ? `ExitCode:${numberAt(terminated, "exitCode")}` : `Signal:${signal}`;
}

function conditionReason(pod: KubeObject, type: string): string {
  return textAt(
    listAt(pod, "status", "conditions").find(condition => textAt(condition, "type") === type),
    "reason",
  );
}

function isGateOpen(pod: KubeObject, gate: unknown): boolean {
  const type = textAt(gate, "conditionType");
  return listAt(pod, "status", "conditions").some(
    condition => textAt(condition, "type") === type && textAt(condition, "status") === "True",
  );
}
