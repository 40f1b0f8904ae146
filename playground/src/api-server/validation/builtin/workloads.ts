// What the API server finds wrong with Deployments, ReplicaSets and Jobs.
import type { FieldError } from "../../../kubernetes/objects.ts";
import { isObject, type JsonObject, objectAt } from "../../../support/json.ts";
import { forbidden, invalid, notSupported, required } from "../field-errors.ts";
import { textOf } from "../json-values.ts";
import { validateAnnotations, validateLabels } from "../object-meta.ts";
import { intOrString, labelSelector, stringMap } from "./go-text.ts";
import { nonNegative } from "./numbers.ts";
import { validatePodSpec } from "./pod-spec.ts";
import { isEmptySelector, matchesSelector, validateSelector } from "./selectors.ts";

const TEMPLATE = "spec.template";
const NO_MATCH = "`selector` does not match template `labels`";

/** Mistakes of a Deployment's spec. */
export function validateDeployment(spec: JsonObject): FieldError[] {
  const { minReadySeconds, progressDeadlineSeconds } = spec;
  const isTooSoon =
    typeof progressDeadlineSeconds === "number" &&
    progressDeadlineSeconds <= (typeof minReadySeconds === "number" ? minReadySeconds : 0);
  return [
    ...nonNegative(spec["replicas"], "spec.replicas"),
    ...validateSelectorAndTemplate(spec, "deployment"),
    ...validateStrategy(objectAt(spec, "strategy")),
    ...nonNegative(minReadySeconds, "spec.minReadySeconds"),
    ...nonNegative(spec["revisionHistoryLimit"], "spec.revisionHistoryLimit"),
    ...nonNegative(progressDeadlineSeconds, "spec.progressDeadlineSeconds"),
    ...(isTooSoon
      ? [invalid("spec.progressDeadlineSeconds", progressDeadlineSeconds, "must be greater than minReadySeconds")]
      : []),
  ];
}

/** Mistakes of a ReplicaSet's spec. */
export function validateReplicaSet(spec: JsonObject): FieldError[] {
  return [
    ...nonNegative(spec["replicas"], "spec.replicas"),
    ...nonNegative(spec["minReadySeconds"], "spec.minReadySeconds"),
    ...validateSelectorAndTemplate(spec, "replicaset"),
  ];
}

/** Mistakes of a Job's spec. Its selector and the labels that fit it the API server makes itself. */
export function validateJob(spec: JsonObject): FieldError[] {
  const podSpec = objectAt(spec, "template", "spec");
  const isAlways = podSpec["restartPolicy"] === "Always";
  return [
    ...["parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished"].flatMap(
      name => nonNegative(spec[name], `spec.${name}`),
    ),
    ...validateTemplate(objectAt(spec, "template")),
    ...(isAlways ? [required(`${TEMPLATE}.spec.restartPolicy`, 'valid values: "OnFailure", "Never"')] : []),
  ];
}

function validateSelectorAndTemplate(spec: JsonObject, kind: string): FieldError[] {
  const { selector } = spec;
  const errors = isObject(selector) ? validateSelector(selector, "spec.selector") : [required("spec.selector")];
  if (isObject(selector) && errors.length > 0) {
    return [...errors, invalidSelector(selector, "invalid label selector")];
  }
  if (isObject(selector) && isEmptySelector(selector)) {
    errors.push(invalidSelector(selector, `empty selector is invalid for ${kind}`));
  }
  const template = objectAt(spec, "template");
  const { labels } = objectAt(template, "metadata");
  if (!isObject(selector) || !matchesSelector(selector, labels)) {
    const detail = `Invalid value: ${stringMap(labels)}: ${NO_MATCH}`;
    errors.push({ type: "FieldValueInvalid", field: `${TEMPLATE}.metadata.labels`, detail });
  }
  return [...errors, ...validateTemplate(template), ...validateServingPod(objectAt(template, "spec"))];
}

function invalidSelector(selector: unknown, why: string): FieldError {
  return {
    type: "FieldValueInvalid",
    field: "spec.selector",
    detail: `Invalid value: ${labelSelector(selector)}: ${why}`,
  };
}

function validateTemplate(template: JsonObject): FieldError[] {
  const { labels, annotations } = objectAt(template, "metadata");
  return [
    ...validateLabels(labels, `${TEMPLATE}.labels`),
    ...validateAnnotations(annotations, `${TEMPLATE}.annotations`),
    ...validatePodSpec(objectAt(template, "spec"), `${TEMPLATE}.spec`),
  ];
}

/** Pods that are replaced for ever can neither end nor have a deadline. */
function validateServingPod(podSpec: JsonObject): FieldError[] {
  const policy = textOf(podSpec["restartPolicy"]);
  return [
    ...(policy === "Always" ? [] : [notSupported(`${TEMPLATE}.spec.restartPolicy`, policy, ["Always"])]),
    ...(podSpec["activeDeadlineSeconds"] === undefined
      ? []
      : [forbidden(`${TEMPLATE}.spec.activeDeadlineSeconds`, "activeDeadlineSeconds in ReplicaSet is not Supported")]),
  ];
}

function validateStrategy(strategy: JsonObject): FieldError[] {
  const type = textOf(strategy["type"]);
  const { rollingUpdate } = strategy;
  if (type === "Recreate") {
    const detail = "may not be specified when strategy `type` is 'Recreate'";
    return rollingUpdate === undefined ? [] : [forbidden("spec.strategy.rollingUpdate", detail)];
  }
  if (type === "RollingUpdate") return validateRollingUpdate(objectAt(rollingUpdate));
  const shown = `apps.DeploymentStrategy{Type:${JSON.stringify(type)}, RollingUpdate:(*apps.RollingUpdateDeployment)(nil)}`;
  const detail = `Unsupported value: ${shown}: supported values: "Recreate", "RollingUpdate"`;
  return [{ type: "FieldValueNotSupported", field: "spec.strategy", detail }];
}

function validateRollingUpdate({ maxUnavailable, maxSurge }: JsonObject): FieldError[] {
  const path = "spec.strategy.rollingUpdate";
  const errors = [
    ...numberOrPercent(maxUnavailable, `${path}.maxUnavailable`),
    ...numberOrPercent(maxSurge, `${path}.maxSurge`),
  ];
  if (isZero(maxUnavailable) && isZero(maxSurge)) {
    const detail = `Invalid value: ${intOrString(maxUnavailable)}: may not be 0 when \`maxSurge\` is 0`;
    errors.push({ type: "FieldValueInvalid", field: `${path}.maxUnavailable`, detail });
  }
  return errors;
}

function isZero(value: unknown): boolean {
  return value === 0 || value === "0%";
}

function numberOrPercent(value: unknown, field: string): FieldError[] {
  if (typeof value !== "string") return nonNegative(value, field);
  if (/^[0-9]+%$/.test(value)) return [];
  const why =
    "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";
  return [{ type: "FieldValueInvalid", field, detail: `Invalid value: ${intOrString(value)}: ${why}` }];
}
