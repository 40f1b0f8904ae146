// Seldon 1.17.1's validating webhook as a pure function: rules R1 to R21 of seldon-facts §2.2, in their order.
import type { FieldError } from "../kubernetes/objects.ts";
import { DEFAULT_PREDICTOR_SERVERS } from "./predictor-servers.ts";
import { validateTraffic } from "./validate-traffic.ts";
import { validateUnit } from "./validate-unit.ts";
import { invalid } from "./webhook-errors.ts";
import { allUnits, viewForWebhook, type PredictorView, type WebhookView } from "./webhook-view.ts";

const PROTOCOLS: ReadonlySet<string> = new Set(["", "seldon", "tensorflow", "kfserving", "v2"]);
const TRANSPORTS: ReadonlySet<string> = new Set(["", "rest", "grpc"]);
const SERVER_TYPES: ReadonlySet<string> = new Set(["", "rpc", "kafka"]);
const KAFKA_VARIABLES: ReadonlySet<string> = new Set(["KAFKA_BROKER", "KAFKA_INPUT_TOPIC", "KAFKA_OUTPUT_TOPIC"]);
const KAFKA_MESSAGE = "For kafka please supply svcOrchSpec envs KAFKA_BROKER, KAFKA_INPUT_TOPIC, KAFKA_OUTPUT_TOPIC";

/**
 * Every mistake that the webhook finds in a SeldonDeployment that has passed the CRD's schema; `[]` where it lets it through.
 * Mistakes may be the same twice: the text of the refusal names each once.
 */
export function validateSeldonDeployment(
  object: unknown,
  servers: ReadonlySet<string> = DEFAULT_PREDICTOR_SERVERS,
): FieldError[] {
  const deployment = viewForWebhook(object);
  return [
    ...validateModes(deployment),
    ...validateKafka(deployment),
    ...validateLoneShadow(deployment),
    ...validateServiceNames(deployment),
    ...(deployment.predictors.length === 0
      ? [invalid("spec", deployment.transport, "Graph contains no predictors")]
      : []),
    ...validatePredictors(deployment, servers),
    ...validateEndpointTypes(deployment),
    ...validateTraffic(deployment),
  ];
}

/** R1, R2, R3. */
function validateModes({ protocol, transport, serverType }: WebhookView): FieldError[] {
  return [
    ...(PROTOCOLS.has(protocol) ? [] : [invalid("spec", protocol, "Invalid protocol")]),
    ...(TRANSPORTS.has(transport) ? [] : [invalid("spec", transport, "Invalid transport")]),
    ...(SERVER_TYPES.has(serverType) ? [] : [invalid("spec", serverType, "Invalid serverType")]),
  ];
}

/** R4: entries are counted, not told apart. */
function validateKafka({ serverType, predictors }: WebhookView): FieldError[] {
  if (serverType !== "kafka") return [];
  return predictors.flatMap((predictor, index) =>
    predictor.engineVariables.filter(name => KAFKA_VARIABLES.has(name)).length < KAFKA_VARIABLES.size
      ? [invalid(pathOf(index), predictor.name, KAFKA_MESSAGE)]
      : [],
  );
}

/** R5. */
function validateLoneShadow({ predictors }: WebhookView): FieldError[] {
  const [only, ...others] = predictors;
  if (only === undefined || others.length > 0 || !only.isShadow) return [];
  return [invalid(pathOf(0), only.name, "Shadow can not exist as only predictor")];
}

/** R6. */
function validateServiceNames({ predictors }: WebhookView): FieldError[] {
  const seen = new Set<string>();
  return predictors.flatMap((predictor, index) => {
    const name = predictor.annotations.get("seldon.io/svc-name");
    if (name === undefined) return [];
    if (seen.has(name)) {
      const message = `Found duplicate service name in seldon.io/svc-name with value ${name}`;
      return [invalid(pathOf(index), predictor.name, message)];
    }
    seen.add(name);
    return [];
  });
}

/** R8, R9, and what its units say. */
function validatePredictors({ predictors, protocol }: WebhookView, servers: ReadonlySet<string>): FieldError[] {
  const seen = new Set<string>();
  return predictors.flatMap((predictor, index) => {
    const errors = validateEngine(predictor, index);
    if (seen.has(predictor.name)) errors.push(invalid(pathOf(index), predictor.name, "Duplicate predictor name"));
    seen.add(predictor.name);
    const context = { images: predictor.images, protocol, servers };
    return [...errors, ...validateUnit(predictor.graph, `${pathOf(index)}.graph`, context)];
  });
}

/** R8: the annotation counts whatever its value is. */
function validateEngine(predictor: PredictorView, index: number): FieldError[] {
  if (!predictor.annotations.has("seldon.io/no-engine") || predictor.graph.children.length === 0) return [];
  return [invalid(pathOf(index), predictor.name, "Running without engine only valid for single element graphs")];
}

/** R16, R17: over the units of all predictors together. */
function validateEndpointTypes({ predictors, transport }: WebhookView): FieldError[] {
  const types = new Set(predictors.flatMap(({ graph }) => allUnits(graph).map(unit => unit.endpointType)));
  types.delete("");
  if (types.size > 1) {
    const message = "Multiple endpoint.types found - can only have 1 type in graph. Please use spec.transport";
    return [invalid("spec", "", message)];
  }
  const isMixed = (types.has("REST") && transport !== "rest") || (types.has("GRPC") && transport !== "grpc");
  if (transport === "" || !isMixed) return [];
  const message = "Mixed transport types found. Remove graph endpoint.types if transport set at deployment level";
  return [invalid("spec", "", message)];
}

function pathOf(index: number): string {
  return `spec.predictors[${index}]`;
}
