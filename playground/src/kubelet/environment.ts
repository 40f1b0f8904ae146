// A container's environment as the kubelet makes it: services, then envFrom, then env, with references resolved.
import type { Pod } from "../kubernetes/pod-types.ts";
import type { ContainerSpec } from "./program.ts";
import { amountOf } from "../kubernetes/quantity.ts";

/** The text values of a Secret or ConfigMap; `undefined` where there is no such object. */
export type KeyReader = (
  kind: "Secret" | "ConfigMap",
  name: string,
) => Promise<ReadonlyMap<string, string> | undefined>;

/** Thrown where a variable cannot be made: the container waits with reason `CreateContainerConfigError` and this text. */
export class ContainerConfigError extends Error {}

/**
 * Resolves all variables of a container.
 *
 * @throws ContainerConfigError in the kubelet's words: `secret "x" not found`, `couldn't find key k in Secret ns/x`.
 */
export async function resolveEnvironment(
  pod: Pod,
  container: ContainerSpec,
  readKeys: KeyReader,
): Promise<Map<string, string>> {
  const env = new Map([
    ["PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
    ["HOSTNAME", pod.metadata.name],
    ["KUBERNETES_SERVICE_HOST", "10.96.0.1"],
    ["KUBERNETES_SERVICE_PORT", "443"],
  ]);
  for (const source of container.envFrom ?? []) {
    const prefix = source.prefix ?? "";
    const fromSecret = await readWhole("Secret", source.secretRef, readKeys);
    const fromConfigMap = await readWhole("ConfigMap", source.configMapRef, readKeys);
    for (const [key, value] of [...fromSecret, ...fromConfigMap]) env.set(prefix + key, value);
  }
  for (const variable of container.env ?? []) {
    const value = variable.valueFrom
      ? await resolveValueFrom(pod, container, variable.valueFrom, readKeys)
      : expandVariables(variable.value ?? "", env);
    if (value !== undefined) env.set(variable.name, value);
  }
  return env;
}

/** Replaces `$(NAME)` by the variable's value; `$$(NAME)` stands for itself, as does a name that nobody defined. */
export function expandVariables(text: string, env: ReadonlyMap<string, string>): string {
  return text.replace(/\$\$|\$\(([^)]*)\)/g, (whole, name: string | undefined) =>
    name === undefined ? "$" : (env.get(name) ?? whole),
  );
}

/** The value of a field that the downward API offers; `""` for one that is not set. */
export function readPodField(pod: Pod, fieldPath: string): string {
  const subscript = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(fieldPath);
  if (subscript) {
    const map = subscript[1] === "labels" ? pod.metadata.labels : pod.metadata.annotations;
    return map?.[subscript[2] ?? ""] ?? "";
  }
  switch (fieldPath) {
    case "metadata.name":
      return pod.metadata.name;
    case "metadata.namespace":
      return pod.metadata.namespace ?? "";
    case "metadata.uid":
      return pod.metadata.uid ?? "";
    case "metadata.labels":
      return formatMap(pod.metadata.labels);
    case "metadata.annotations":
      return formatMap(pod.metadata.annotations);
    case "spec.nodeName":
      return pod.spec.nodeName ?? "";
    case "spec.serviceAccountName":
      return pod.spec.serviceAccountName ?? "";
    case "status.podIP":
    case "status.podIPs":
      return pod.status?.podIP ?? "";
    case "status.hostIP":
      return pod.status?.hostIP ?? "";
    default:
      return "";
  }
}

/** A map as the downward API writes it into a file: sorted `key="value"` lines with Go's escapes. */
function formatMap(map: Readonly<Record<string, string>> = {}): string {
  return Object.keys(map)
    .sort()
    .map(key => `${key}=${JSON.stringify(map[key])}`)
    .join("\n");
}

type ValueFrom = NonNullable<NonNullable<ContainerSpec["env"]>[number]["valueFrom"]>;

async function resolveValueFrom(
  pod: Pod,
  container: ContainerSpec,
  from: ValueFrom,
  readKeys: KeyReader,
): Promise<string | undefined> {
  if (from.fieldRef) return readPodField(pod, from.fieldRef.fieldPath);
  if (from.resourceFieldRef) return readResource(container, from.resourceFieldRef.resource);
  const namespace = pod.metadata.namespace ?? "";
  if (from.secretKeyRef) return readKey("Secret", namespace, from.secretKeyRef, readKeys);
  if (from.configMapKeyRef) return readKey("ConfigMap", namespace, from.configMapKeyRef, readKeys);
  return undefined;
}

/** Limits are rounded up to whole cores and bytes, as with the divisor 1. */
function readResource(container: ContainerSpec, resource: string): string {
  const [part, name = ""] = resource.split(".", 2);
  const quantities = part === "limits" ? container.resources?.limits : container.resources?.requests;
  return String(Math.ceil(amountOf(quantities?.[name]) ?? 0));
}

interface Reference {
  name?: string;
  optional?: boolean;
}

async function readWhole(
  kind: "Secret" | "ConfigMap",
  reference: Reference | undefined,
  readKeys: KeyReader,
): Promise<ReadonlyMap<string, string>> {
  if (!reference?.name) return new Map();
  const keys = await readKeys(kind, reference.name);
  if (keys) return keys;
  if (reference.optional === true) return new Map();
  throw new ContainerConfigError(`${kind.toLowerCase()} "${reference.name}" not found`);
}

async function readKey(
  kind: "Secret" | "ConfigMap",
  namespace: string,
  reference: Reference & { key: string },
  readKeys: KeyReader,
): Promise<string | undefined> {
  const keys = await readWhole(kind, reference, readKeys);
  const value = keys.get(reference.key);
  if (value !== undefined || reference.optional === true) return value;
  throw new ContainerConfigError(`couldn't find key ${reference.key} in ${kind} ${namespace}/${reference.name ?? ""}`);
}
