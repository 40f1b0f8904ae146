// Columns of the kinds that run pods, as `kubectl get` shows them. Source: kubernetes' printers (1.27), looked up on a real server.
import type { KubeObject } from "../../kubernetes/objects.ts";
import { listAt, numberAt, textAt, valueAt } from "../../support/json.ts";
import { age, humanDuration } from "./columns.ts";
import { podCells } from "./pod-columns.ts";
import { ageOf, joined, labelText, NAME, printer, type Printer } from "./printer.ts";

const WORKLOAD_WIDE = ["Containers+", "Images+", "Selector+"];

/** By storage key of a resource. */
export const WORKLOAD_PRINTERS: Readonly<Record<string, Printer>> = {
  "pods.": printer(
    [NAME, "Ready", "Status", "Restarts", "Age", "IP+", "Node+", "Nominated Node+", "Readiness Gates+"],
    podCells,
  ),
  "deployments.apps": printer([NAME, "Ready", "Up-to-date", "Available", "Age", ...WORKLOAD_WIDE], (object, now) => [
    object.metadata.name,
    `${numberAt(object, "status", "readyReplicas")}/${numberAt(object, "spec", "replicas")}`,
    numberAt(object, "status", "updatedReplicas"),
    numberAt(object, "status", "availableReplicas"),
    ageOf(object, now),
    ...workloadCells(object),
  ]),
  "replicasets.apps": printer(
    [NAME, "Desired:int", "Current:int", "Ready:int", "Age", ...WORKLOAD_WIDE],
    (object, now) => [...replicaCells(object), ageOf(object, now), ...workloadCells(object)],
  ),
  "replicationcontrollers.": printer(
    [NAME, "Desired:int", "Current:int", "Ready:int", "Age", ...WORKLOAD_WIDE],
    (object, now) => [...replicaCells(object), ageOf(object, now), ...workloadCells(object)],
  ),
  "statefulsets.apps": printer([NAME, "Ready", "Age", "Containers+", "Images+"], (object, now) => [
    object.metadata.name,
    `${numberAt(object, "status", "readyReplicas")}/${numberAt(object, "spec", "replicas")}`,
    ageOf(object, now),
    ...workloadCells(object).slice(0, 2),
  ]),
  "daemonsets.apps": printer(
    [
      ...[NAME, "Desired:int", "Current:int", "Ready:int", "Up-to-date:int", "Available:int", "Node Selector", "Age"],
      ...WORKLOAD_WIDE,
    ],
    (object, now) => [
      object.metadata.name,
      ...[
        "desiredNumberScheduled",
        "currentNumberScheduled",
        "numberReady",
        "updatedNumberScheduled",
        "numberAvailable",
      ].map(field => numberAt(object, "status", field)),
      labelText(valueAt(object, "spec", "template", "spec", "nodeSelector")),
      ageOf(object, now),
      ...workloadCells(object),
    ],
  ),
  "jobs.batch": printer([NAME, "Completions", "Duration", "Age", ...WORKLOAD_WIDE], (object, now) => [
    object.metadata.name,
    completions(object),
    jobDuration(object, now),
    ageOf(object, now),
    ...workloadCells(object),
  ]),
  "cronjobs.batch": printer(
    [NAME, "Schedule", "Suspend:boolean", "Active:int", "Last Schedule", "Age"],
    (object, now) => [
      object.metadata.name,
      textAt(object, "spec", "schedule"),
      textAt(object, "spec", "suspend") || "False",
      listAt(object, "status", "active").length,
      textAt(object, "status", "lastScheduleTime") === ""
        ? "<none>"
        : age(textAt(object, "status", "lastScheduleTime"), now),
      ageOf(object, now),
    ],
  ),
};

function replicaCells(object: KubeObject): unknown[] {
  return [
    object.metadata.name,
    numberAt(object, "spec", "replicas"),
    numberAt(object, "status", "replicas"),
    numberAt(object, "status", "readyReplicas"),
  ];
}

function workloadCells(object: KubeObject): unknown[] {
  const containers = listAt(object, "spec", "template", "spec", "containers");
  const selector = valueAt(object, "spec", "selector", "matchLabels") ?? valueAt(object, "spec", "selector");
  return [
    joined(containers.map(container => textAt(container, "name"))),
    joined(containers.map(container => textAt(container, "image"))),
    labelText(selector),
  ];
}

function completions(job: KubeObject): string {
  const succeeded = numberAt(job, "status", "succeeded");
  const wanted = valueAt(job, "spec", "completions");
  if (typeof wanted === "number") return `${succeeded}/${wanted}`;
  const parallelism = numberAt(job, "spec", "parallelism");
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function jobDuration(job: KubeObject, now: number): string {
  const started = textAt(job, "status", "startTime");
  if (started === "") return "";
  const ended = textAt(job, "status", "completionTime");
  return humanDuration(((ended === "" ? now : Date.parse(ended)) - Date.parse(started)) / 1000);
}
