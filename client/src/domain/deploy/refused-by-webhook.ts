// The texts of Seldon's validating webhook 1.17.1 (failure-modes §4.4, seldon-facts §2.2), each with its place in the manifest.
import * as l10n from "@vscode/l10n";
import { existingPart, unitPath } from "./field-path.ts";
import { listAt, textAt, valueAt, type PlainMap, type ValuePath } from "./plain.ts";
import type { Refusal, WrittenError } from "./refusal.ts";

interface Found {
  readonly manifest: PlainMap;
  /** The path in the message, as a path in the manifest. */
  readonly at: ValuePath;
  /** The value that the message quotes: mostly a predictor's or unit's name. */
  readonly value: string;
}

interface WebhookText {
  /** The text begins so; what follows is a name. */
  readonly text: string;
  readonly rule: string;
  readonly place: (found: Found) => ValuePath;
}

const below =
  (...steps: ValuePath) =>
  ({ at }: Found): ValuePath => [...at, ...steps];

/** The predictors of the name that the message quotes; traffic errors carry `spec` and a name only. */
const predictorNamed =
  (field: string, isShadow: boolean, skip = 0) =>
  ({ manifest, value }: Found): ValuePath => {
    const indices = listAt(manifest, "spec", "predictors").flatMap((predictor, index) =>
      textAt(predictor, "name") === value && (valueAt(predictor, "shadow") === true) === isShadow ? [index] : [],
    );
    const index = indices[Math.min(skip, indices.length - 1)];
    return index === undefined ? ["spec", "predictors"] : ["spec", "predictors", index, field];
  };

/** A second shadow is refused, whatever its name; the message names it (R18). */
function secondShadow({ manifest, value }: Found): ValuePath {
  const shadows = listAt(manifest, "spec", "predictors").flatMap((predictor, index) =>
    valueAt(predictor, "shadow") === true ? [{ index, name: textAt(predictor, "name") }] : [],
  );
  const refused = shadows.slice(1).find(({ name }) => name === value) ?? shadows[1];
  return refused ? ["spec", "predictors", refused.index, "shadow"] : ["spec", "predictors"];
}

/** The first non-shadow predictor that has traffic: where the sum is wrong, a person looks at the numbers. */
function firstTraffic({ manifest }: Found): ValuePath {
  const index = listAt(manifest, "spec", "predictors").findIndex(
    predictor => valueAt(predictor, "shadow") !== true && valueAt(predictor, "traffic") !== undefined,
  );
  return index < 0 ? ["spec", "predictors"] : ["spec", "predictors", index, "traffic"];
}

function serviceName({ at }: Found): ValuePath {
  return [...at, "annotations", "seldon.io/svc-name"];
}

const TEXTS: readonly WebhookText[] = [
  { text: "Invalid protocol", rule: "protocol-name", place: below("protocol") },
  { text: "Invalid transport", rule: "transport-name", place: below("transport") },
  { text: "Invalid serverType", rule: "server-type-name", place: below("serverType") },
  { text: "For kafka please supply svcOrchSpec envs", rule: "kafka-env", place: below("svcOrchSpec", "env") },
  { text: "Shadow can not exist as only predictor", rule: "shadow-alone", place: below("shadow") },
  { text: "Found duplicate service name in seldon.io/svc-name", rule: "service-name-unique", place: serviceName },
  { text: "Graph contains no predictors", rule: "predictors-present", place: below("predictors") },
  {
    text: "Running without engine only valid for single element graphs",
    rule: "no-executor-for-graph",
    place: below("annotations", "seldon.io/no-engine"),
  },
  { text: "Duplicate predictor name", rule: "predictor-names-unique", place: below("name") },
  { text: "Can't find container for Predictive Unit", rule: "unit-container", place: below("name") },
  { text: "Predictive Unit has no implementation methods defined", rule: "unit-methods", place: below("type") },
  { text: "Predictive unit modelUri required", rule: "model-uri-required", place: below("modelUri") },
  {
    text: l10n.t("Prepackaged server does not handle tensorflow protocol"),
    rule: "tensorflow-protocol",
    place: below("implementation"),
  },
  { text: "No entry in predictors map for", rule: "known-server", place: below("implementation") },
  { text: "No logger mode specified", rule: "logger-mode", place: below("logger") },
  { text: "Multiple endpoint.types found", rule: "endpoint-types", place: below("predictors") },
  { text: "Mixed transport types found", rule: "endpoint-types", place: below("transport") },
  { text: "Multiple shadows are not allowed", rule: "single-shadow", place: secondShadow },
  { text: "shadow traffic is illegal", rule: "shadow-traffic", place: predictorNamed("traffic", true) },
  { text: "Traffic must sum to 100 for multiple predictors", rule: "traffic-sum", place: firstTraffic },
  { text: "Traffic must sum be 100 for a single predictor", rule: "traffic-sum", place: firstTraffic },
];

/** One error of the webhook. A text of another release keeps its words and gets the place that its path tells. */
export function refusedByWebhook({ field, message }: WrittenError, manifest: PlainMap): Refusal {
  const [, quoted = '""', text = message] = /^Invalid value: ("(?:[^"\\]|\\.)*"): (.*)$/s.exec(message) ?? [];
  const value = unquoted(quoted);
  const known = TEXTS.find(({ text: start }) => text.startsWith(start));
  const at = unitPath(field) ?? plainPath(field);
  const path = existingPart(manifest, known?.place({ manifest, at, value }) ?? at);
  const whose = value === "" ? "" : `${value}: `;
  return {
    ...{ by: "webhook", said: `${field}: ${message}`, path, rule: known?.rule },
    message: l10n.t`Seldon's webhook refuses this. ${whose}${text.replace(/\.?$/, ".")}`,
  };
}

/** `spec`, `spec.predictors[1]`. */
function plainPath(field: string): ValuePath {
  return [...field.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, key, index]) => key ?? Number(index));
}

/** Go quotes as JSON does, but for control characters and bytes that are no text. */
function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(["\\])/g, "$1");
}
