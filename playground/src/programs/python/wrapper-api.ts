// The REST interface of the Python wrapper, as the executor and people call it (seldon-facts §7.1, §7.4, §7.5).
import { json, pathOf, plainText, type HttpAnswer, type HttpCall, type HttpHandler } from "../../support/http.ts";
import { asNumber, isObject, listAt, parseJson, valueAt } from "../../support/json.ts";
import { readFeatures, writeData, type Features } from "./payload.ts";

/** What a model makes of features: values (a list, or a list of rows), or the exception it raised. */
export type Outcome =
  | {
      readonly values: readonly unknown[];
      readonly names?: readonly string[];
      /** Names stay with a list, too, which the Python wrapper would drop. */
      readonly keepsNames?: true;
    }
  | { readonly badData: string }
  | { readonly exception: string };

/** What a wrapped class can do. A method that is absent behaves as one that the class does not implement. */
export interface WrappedModel {
  predict(features: Features): Outcome;
  transformInput?(features: Features): Outcome;
  transformOutput?(features: Features): Outcome;
  route?(features: Features): number;
  aggregate?(features: readonly Features[]): Outcome;
  feedback?(reward: number, body: Record<string, unknown>): void;
  metadata(): Record<string, unknown>;
}

interface WrapperIdentity {
  /** PREDICTIVE_UNIT_ID: the graph unit's name. */
  readonly unit: string;
  /** PREDICTIVE_UNIT_IMAGE. */
  readonly image: string;
}

type Operation = "predict" | "transformInput" | "transformOutput" | "route" | "aggregate" | "feedback";

const OPERATIONS: Readonly<Record<string, Operation>> = {
  "/predict": "predict",
  "/api/v1.0/predictions": "predict",
  "/api/v0.1/predictions": "predict",
  "/transform-input": "transformInput",
  "/transform-output": "transformOutput",
  "/route": "route",
  "/aggregate": "aggregate",
  "/send-feedback": "feedback",
  "/api/v1.0/feedback": "feedback",
};

/** Makes the handler of a wrapped model; `log` gets one line for each exception. */
export function wrapperApi(model: WrappedModel, identity: WrapperIdentity, log: (line: string) => void): HttpHandler {
  return call => {
    const path = pathOf(call);
    if (path === "/health/ping") return plainText(200, "pong");
    if (path === "/health/status" || path === "/api/v1.0/health/status") {
      return json(200, { data: { names: [], ndarray: [] }, meta: {} });
    }
    if (path === "/metadata" || path === "/api/v1.0/metadata") return json(200, model.metadata());
    if (path === "/seldon.json")
      return json(200, { openapi: "3.0.0", info: { title: "Seldon Core API", version: "1.17.1" } });
    const operation = OPERATIONS[path];
    if (operation === undefined) return refuse(500, "MICROSERVICE_INTERNAL_ERROR", NOT_FOUND);
    if (call.method !== "POST" && call.method !== "GET") {
      return refuse(
        500,
        "MICROSERVICE_INTERNAL_ERROR",
        "405 Method Not Allowed: The method is not allowed for the requested URL.",
      );
    }
    const body = readBody(call);
    if (body === undefined) return refuse(400, "MICROSERVICE_BAD_DATA", "Can't find JSON in data");
    return answer(model, operation, body, identity, log);
  };
}

const NOT_FOUND =
  "404 Not Found: The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.";

function answer(
  model: WrappedModel,
  operation: Operation,
  body: unknown,
  identity: WrapperIdentity,
  log: (line: string) => void,
): HttpAnswer {
  if (operation === "aggregate") return aggregated(model, body, identity, log);
  if (!isObject(body)) return refuse(400, "MICROSERVICE_BAD_DATA", "Can't find JSON in data");
  if (operation === "feedback") {
    model.feedback?.(asNumber(body["reward"]) ?? 0, body);
    return json(200, { data: { tensor: { shape: [0] } }, meta: {} });
  }
  const features = readFeatures(body);
  if (typeof features === "string") return refuse(400, "MICROSERVICE_BAD_DATA", features);
  if (operation === "route") {
    return json(200, { data: { ndarray: [model.route?.(features) ?? -1] }, meta: metaOf(body, identity) });
  }
  const outcome = operation === "predict" ? model.predict(features) : transformed(model, operation, features);
  return outcomeAnswer(outcome, features, body, identity, log);
}

/** A transformer that the class does not implement hands the features on. */
function transformed(
  model: WrappedModel,
  operation: "transformInput" | "transformOutput",
  features: Features,
): Outcome {
  return model[operation]?.(features) ?? { values: features.rows, names: features.names };
}

function aggregated(
  model: WrappedModel,
  body: unknown,
  identity: WrapperIdentity,
  log: (line: string) => void,
): HttpAnswer {
  const messages = Array.isArray(body) ? listAt(body) : listAt(body, "seldonMessages");
  const inputs = messages.filter(isObject).map(readFeatures);
  const wrong = inputs.find(input => typeof input === "string");
  if (wrong !== undefined) return refuse(400, "MICROSERVICE_BAD_DATA", wrong);
  const features = inputs.filter(input => typeof input !== "string");
  const [first] = features;
  if (first === undefined) return refuse(400, "MICROSERVICE_BAD_DATA", "Invalid request data type: []");
  if (model.aggregate === undefined) return refuse(400, "MICROSERVICE_BAD_DATA", "Aggregate not defined");
  return outcomeAnswer(model.aggregate(features), first, {}, identity, log);
}

function outcomeAnswer(
  outcome: Outcome,
  features: Features,
  body: Record<string, unknown>,
  identity: WrapperIdentity,
  log: (line: string) => void,
): HttpAnswer {
  if ("values" in outcome) {
    const data = writeData(outcome.values, features.kind, outcome.names);
    const named = outcome.keepsNames === true ? { ...data, names: outcome.names } : data;
    return json(200, { data: named, meta: metaOf(body, identity) });
  }
  if ("badData" in outcome) return refuse(400, "MICROSERVICE_BAD_DATA", outcome.badData);
  log(outcome.exception);
  return refuse(500, "MICROSERVICE_INTERNAL_ERROR", outcome.exception.replace(/^[\w.]+: /, ""));
}

function metaOf(body: Record<string, unknown>, { unit, image }: WrapperIdentity): Record<string, unknown> {
  const sent = body["meta"];
  const path = valueAt(sent, "requestPath");
  return { ...(isObject(sent) ? sent : {}), requestPath: { ...(isObject(path) ? path : {}), [unit]: image } };
}

/** Flask reads JSON from the body where the content type says so, or from a form field or query parameter `json`. */
function readBody(call: HttpCall): unknown {
  const query = new URLSearchParams(call.path.split("?")[1] ?? "").get("json");
  if (query !== null) return parseJson(query);
  const type = call.headers["content-type"] ?? "";
  if (type.startsWith("application/x-www-form-urlencoded")) {
    return parseJson(new URLSearchParams(call.body).get("json") ?? "");
  }
  return /^application\/(?:[\w.+-]+\+)?json/.test(type) ? parseJson(call.body) : undefined;
}

function refuse(status: number, reason: string, info: string): HttpAnswer {
  return json(status, { status: { code: -1, info, reason, status: 1 } });
}
