// What the API server fills in where a pod's spec leaves it open. Changes the spec in place.
import { isObject, type JsonObject, objectAt } from "../../../support/json.ts";
import { objectsOf, textOf } from "../json-values.ts";
import { formatQuantity, parseQuantity } from "../../../kubernetes/quantity.ts";

/** Sets a field that is missing or null. */
export function setDefault(holder: JsonObject, field: string, value: unknown): void {
  holder[field] ??= value;
}

/** A pod's spec, be it a pod's own or a template's. */
export function defaultPodSpec(spec: JsonObject): void {
  setDefault(spec, "restartPolicy", "Always");
  setDefault(spec, "terminationGracePeriodSeconds", 30);
  setDefault(spec, "dnsPolicy", "ClusterFirst");
  setDefault(spec, "securityContext", {});
  setDefault(spec, "schedulerName", "default-scheduler");
  if (typeof spec["serviceAccountName"] === "string") setDefault(spec, "serviceAccount", spec["serviceAccountName"]);
  for (const [volume] of objectsOf(spec["volumes"])) defaultVolume(volume);
  for (const list of ["initContainers", "containers"]) {
    for (const [container] of objectsOf(spec[list])) defaultContainer(container);
  }
}

function defaultVolume(volume: JsonObject): void {
  const hasSource = Object.entries(volume).some(([field, value]) => field !== "name" && isObject(value));
  if (!hasSource) volume["emptyDir"] = {};
  for (const name of ["secret", "configMap", "downwardAPI", "projected"]) {
    const source = volume[name];
    if (isObject(source)) setDefault(source, "defaultMode", 0o644);
  }
  if (isObject(volume["hostPath"])) setDefault(volume["hostPath"], "type", "");
  for (const [item] of objectsOf(objectAt(volume, "downwardAPI")["items"])) defaultFieldRef(item["fieldRef"]);
  for (const [source] of objectsOf(objectAt(volume, "projected")["sources"])) {
    if (isObject(source["serviceAccountToken"])) setDefault(source["serviceAccountToken"], "expirationSeconds", 3600);
    for (const [item] of objectsOf(objectAt(source, "downwardAPI")["items"])) defaultFieldRef(item["fieldRef"]);
  }
}

function defaultFieldRef(reference: unknown): void {
  if (isObject(reference)) setDefault(reference, "apiVersion", "v1");
}

function defaultContainer(container: JsonObject): void {
  setDefault(container, "resources", {});
  setDefault(container, "terminationMessagePath", "/dev/termination-log");
  setDefault(container, "terminationMessagePolicy", "File");
  setDefault(container, "imagePullPolicy", isLatest(textOf(container["image"])) ? "Always" : "IfNotPresent");
  for (const [port] of objectsOf(container["ports"])) setDefault(port, "protocol", "TCP");
  for (const [variable] of objectsOf(container["env"])) defaultFieldRef(objectAt(variable, "valueFrom")["fieldRef"]);
  for (const name of ["livenessProbe", "readinessProbe", "startupProbe"]) defaultProbe(container[name]);
  for (const name of ["postStart", "preStop"]) defaultHandler(objectAt(container, "lifecycle")[name]);
  defaultResources(objectAt(container, "resources"));
}

/** An image without a tag or digest, or with the tag `latest`, is asked for anew at every start. */
function isLatest(image: string): boolean {
  const name = image.slice(image.lastIndexOf("/") + 1);
  // What is no image at all has no tag that could be latest.
  if (image.trim() !== image || name.includes("@")) return false;
  const [, tag = "latest"] = name.split(":");
  return tag === "latest";
}

function defaultProbe(probe: unknown): void {
  if (!isObject(probe)) return;
  defaultHandler(probe);
  for (const [field, value] of Object.entries({
    timeoutSeconds: 1,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
  })) {
    // Zero is what a missing number is to Go.
    if (probe[field] === undefined || probe[field] === null || probe[field] === 0) probe[field] = value;
  }
}

function defaultHandler(handler: unknown): void {
  const get = objectAt(handler)["httpGet"];
  if (!isObject(get)) return;
  if (textOf(get["path"]) === "") get["path"] = "/";
  setDefault(get, "scheme", "HTTP");
}

/** Amounts are written in Kubernetes' own form, and a limit without a request is one. */
function defaultResources(resources: JsonObject): void {
  for (const name of ["limits", "requests"]) {
    const amounts = resources[name];
    if (!isObject(amounts)) continue;
    for (const [resource, amount] of Object.entries(amounts)) {
      const quantity = parseQuantity(amount);
      if (quantity !== undefined) amounts[resource] = formatQuantity(quantity);
    }
  }
}
