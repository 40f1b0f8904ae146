// What the API server fills in where objects of built-in kinds leave it open.
import { copy, isObject, type JsonObject, objectAt } from "../../support/json.ts";
import { defaultPodSpec, setDefault } from "./builtin/pod-defaults.ts";
import { qualityOfService } from "./builtin/quality-of-service.ts";
import { objectsOf, textOf } from "./json-values.ts";

const DEFAULTS: ReadonlyMap<string, (object: JsonObject) => void> = new Map([
  ["pods", defaultPod],
  ["deployments", defaultDeployment],
  ["replicasets", defaultReplicaSet],
  ["jobs", defaultJob],
  ["secrets", defaultSecret],
  ["podtemplates", defaultTemplate],
  ["persistentvolumeclaims", defaultClaim],
  ["limitranges", defaultLimitRange],
  ["events", defaultEvent],
  ["horizontalpodautoscalers", defaultAutoscaler],
  ["ingresses", defaultIngress],
]);

/** How long a pod stays on a node that is gone, unless it says otherwise (the admission plugin DefaultTolerationSeconds). */
const NODE_TOLERATIONS = ["not-ready", "unreachable"].map(condition => ({
  key: `node.kubernetes.io/${condition}`,
  operator: "Exists",
  effect: "NoExecute",
  tolerationSeconds: 300,
}));

/**
 * A copy with Kubernetes 1.27's defaults, for creates and updates alike: of pods, Deployments, ReplicaSets, Jobs and Secrets.
 * Amounts of resources are put into Kubernetes' form (`0.5` → `500m`), and a Secret's `stringData` goes into `data`.
 */
export function applyDefaults<T extends JsonObject>(plural: string, object: T): T {
  const filled = copy(object);
  DEFAULTS.get(plural)?.(filled);
  return filled;
}

/**
 * A copy of a new Job with the selector and the labels of its pods that the API server makes from its uid, unless
 * `manualSelector` is set. `metadata` must have name and uid.
 */
export function withJobSelector<T extends JsonObject>(job: T): T {
  const filled = copy(job);
  fillJobSelector(filled);
  return filled;
}

function fillJobSelector(job: JsonObject): void {
  const { name, uid } = objectAt(job, "metadata");
  const spec = madeAt(job, "spec");
  if (spec["manualSelector"] === true) return;
  const byUid = { "batch.kubernetes.io/controller-uid": uid };
  const metadata = madeAt(madeAt(spec, "template"), "metadata");
  metadata["labels"] = {
    ...objectAt(metadata, "labels"),
    ...byUid,
    "batch.kubernetes.io/job-name": name,
    "controller-uid": uid,
    "job-name": name,
  };
  const selector = madeAt(spec, "selector");
  selector["matchLabels"] = { ...objectAt(selector, "matchLabels"), ...byUid };
}

/** The object at a field, made where there is none. */
function madeAt(holder: JsonObject, field: string): JsonObject {
  const found = holder[field];
  if (isObject(found)) return found;
  const made: JsonObject = {};
  holder[field] = made;
  return made;
}

function defaultPod(pod: JsonObject): void {
  const spec = madeAt(pod, "spec");
  requestLimits(spec);
  defaultPodSpec(spec);
  setDefault(spec, "enableServiceLinks", true);
  setDefault(spec, "priority", 0);
  setDefault(spec, "preemptionPolicy", "PreemptLowerPriority");
  const given = objectsOf(spec["tolerations"]).map(([toleration]) => toleration);
  const missing = NODE_TOLERATIONS.filter(toleration => !given.some(({ key }) => key === toleration.key));
  spec["tolerations"] = [...given, ...missing];
  const status = madeAt(pod, "status");
  setDefault(status, "phase", "Pending");
  setDefault(status, "qosClass", qualityOfService(spec));
}

/** In a pod, unlike in a template, a limit without a request is one. */
function requestLimits(spec: JsonObject): void {
  for (const list of ["initContainers", "containers"]) {
    for (const [container] of objectsOf(spec[list])) {
      const { resources } = container;
      const limits = objectAt(resources, "limits");
      if (!isObject(resources) || Object.keys(limits).length === 0) continue;
      resources["requests"] = { ...limits, ...objectAt(resources, "requests") };
    }
  }
}

function defaultDeployment(deployment: JsonObject): void {
  const spec = madeAt(deployment, "spec");
  defaultReplicas(spec);
  const strategy = madeAt(spec, "strategy");
  setDefault(strategy, "type", "RollingUpdate");
  if (strategy["type"] === "RollingUpdate") {
    const rollingUpdate = madeAt(strategy, "rollingUpdate");
    setDefault(rollingUpdate, "maxUnavailable", "25%");
    setDefault(rollingUpdate, "maxSurge", "25%");
  }
  setDefault(spec, "revisionHistoryLimit", 10);
  setDefault(spec, "progressDeadlineSeconds", 600);
  setDefault(deployment, "status", {});
}

function defaultReplicaSet(replicaSet: JsonObject): void {
  defaultReplicas(madeAt(replicaSet, "spec"));
  setDefault(madeAt(replicaSet, "status"), "replicas", 0);
}

function defaultReplicas(spec: JsonObject): void {
  setDefault(spec, "replicas", 1);
  defaultTemplate(spec);
}

function defaultTemplate(spec: JsonObject): void {
  const template = madeAt(spec, "template");
  setDefault(madeAt(template, "metadata"), "creationTimestamp", null);
  defaultPodSpec(madeAt(template, "spec"));
}

function defaultJob(job: JsonObject): void {
  const spec = madeAt(job, "spec");
  const { parallelism, completions } = spec;
  if (parallelism === undefined && completions === undefined) spec["completions"] = 1;
  setDefault(spec, "parallelism", 1);
  setDefault(spec, "backoffLimit", 6);
  setDefault(spec, "completionMode", "NonIndexed");
  setDefault(spec, "suspend", false);
  setDefault(job, "status", {});
  defaultTemplate(spec);
  const { labels } = objectAt(spec, "template", "metadata");
  if (isObject(labels)) setDefault(madeAt(job, "metadata"), "labels", { ...labels });
}

function defaultClaim(claim: JsonObject): void {
  setDefault(madeAt(claim, "spec"), "volumeMode", "Filesystem");
}

/** A container's limit is its largest amount where none is given, and its request is its limit. */
function defaultLimitRange(limitRange: JsonObject): void {
  for (const [limit] of objectsOf(objectAt(limitRange, "spec")["limits"])) {
    if (limit["type"] !== "Container") continue;
    const limits = { ...objectAt(limit, "max"), ...objectAt(limit, "default") };
    const requests = { ...objectAt(limit, "min"), ...limits, ...objectAt(limit, "defaultRequest") };
    if (Object.keys(limits).length > 0) limit["default"] = limits;
    if (Object.keys(requests).length > 0) limit["defaultRequest"] = requests;
  }
}

/** Go's type has these three whether they are set or not. Events are kept in core/v1, where the reporter has this name. */
function defaultEvent(event: JsonObject): void {
  if (event["regarding"] !== undefined || event["note"] !== undefined) return;
  setDefault(event, "eventTime", null);
  setDefault(event, "reportingComponent", "");
  setDefault(event, "reportingInstance", "");
}

function defaultAutoscaler(autoscaler: JsonObject): void {
  setDefault(madeAt(autoscaler, "spec"), "minReplicas", 1);
  const status = madeAt(autoscaler, "status");
  if (autoscaler["apiVersion"] === "autoscaling/v1") setDefault(status, "currentReplicas", 0);
  else setDefault(status, "currentMetrics", null);
  setDefault(status, "desiredReplicas", 0);
}

function defaultIngress(ingress: JsonObject): void {
  setDefault(madeAt(ingress, "status"), "loadBalancer", {});
}

function defaultSecret(secret: JsonObject): void {
  if (textOf(secret["type"]) === "") secret["type"] = "Opaque";
  const { stringData } = secret;
  Reflect.deleteProperty(secret, "stringData");
  const entries = Object.entries(objectAt(stringData));
  if (entries.length === 0) return;
  const encoded = entries.map(([key, value]) => [key, Buffer.from(textOf(value), "utf8").toString("base64")] as const);
  secret["data"] = { ...objectAt(secret, "data"), ...Object.fromEntries(encoded) };
}
