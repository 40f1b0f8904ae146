// What the API server finds wrong with a pod's spec, in its order.
import type { FieldError } from "../../../kubernetes/objects.ts";
import { invalid, notSupported, required } from "../field-errors.ts";
import { objectsOf, textOf } from "../json-values.ts";
import { isDns1123Label, isDns1123Subdomain, type NameCheck } from "../names.ts";
import { validateLabels } from "../object-meta.ts";
import { validateContainers } from "./containers.ts";
import { isEmpty } from "./numbers.ts";
import { validateUsers } from "./security-context.ts";
import { validateVolumes } from "./volumes.ts";

const RESTART_POLICIES = ["Always", "OnFailure", "Never"];
const DNS_POLICIES = ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"];
const LARGEST_INT32 = 2 ** 31 - 1;

/** Mistakes of a pod's spec after defaulting; `path` is `spec` for a pod, `spec.template.spec` for what makes pods. */
export function validatePodSpec(spec: Record<string, unknown>, path: string): FieldError[] {
  const { errors: volumeErrors, names } = validateVolumes(spec["volumes"], `${path}.volumes`);
  return [
    ...volumeErrors,
    ...validateContainers(spec, names, path),
    ...validateRestartPolicy(textOf(spec["restartPolicy"]), path),
    ...validateDns(spec, path),
    ...validateLabels(spec["nodeSelector"], `${path}.nodeSelector`),
    ...validateUsers(spec["securityContext"], `${path}.securityContext`),
    ...nameIn(spec, "serviceAccountName", path, isDns1123Subdomain),
    ...nameIn(spec, "nodeName", path, isDns1123Subdomain),
    ...validateActiveDeadline(spec["activeDeadlineSeconds"], `${path}.activeDeadlineSeconds`),
    ...nameIn(spec, "hostname", path, isDns1123Label),
    ...nameIn(spec, "subdomain", path, isDns1123Label),
    ...validateTolerations(spec["tolerations"], `${path}.tolerations`),
    ...nameIn(spec, "priorityClassName", path, isDns1123Subdomain),
  ];
}

function validateRestartPolicy(policy: string, path: string): FieldError[] {
  if (policy === "") return [required(`${path}.restartPolicy`)];
  return RESTART_POLICIES.includes(policy) ? [] : [notSupported(`${path}.restartPolicy`, policy, RESTART_POLICIES)];
}

function validateDns(spec: Record<string, unknown>, path: string): FieldError[] {
  const policy = textOf(spec["dnsPolicy"]);
  if (policy === "") return [required(`${path}.dnsPolicy`)];
  if (!DNS_POLICIES.includes(policy)) return [notSupported(`${path}.dnsPolicy`, policy, DNS_POLICIES)];
  return policy === "None" && spec["dnsConfig"] === undefined
    ? [required(`${path}.dnsConfig`, "must provide `dnsConfig` when `dnsPolicy` is None")]
    : [];
}

function nameIn(spec: Record<string, unknown>, field: string, path: string, check: NameCheck): FieldError[] {
  const name = textOf(spec[field]);
  return isEmpty(name) ? [] : check(name).map(text => invalid(`${path}.${field}`, name, text));
}

function validateActiveDeadline(seconds: unknown, field: string): FieldError[] {
  const isWrong = typeof seconds === "number" && (seconds < 1 || seconds > LARGEST_INT32);
  return isWrong ? [invalid(field, seconds, `must be between 1 and ${LARGEST_INT32}, inclusive`)] : [];
}

function validateTolerations(tolerations: unknown, path: string): FieldError[] {
  return objectsOf(tolerations).flatMap(([toleration, index]) => {
    const operator = textOf(toleration["operator"]);
    return ["", "Equal", "Exists"].includes(operator)
      ? []
      : [notSupported(`${path}[${index}].operator`, operator, ["Equal", "Exists"])];
  });
}
