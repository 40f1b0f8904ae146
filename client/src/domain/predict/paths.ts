// Where a request goes: the path of each protocol, and the way that leads there (seldon-facts §7.1–§7.3).
import type { Endpoint, Protocol, Route } from "./exchange.ts";
import type { DeploymentToAsk, PredictorToAsk } from "./ask.ts";

/** A name as a path has it. */
function encoded(name: string): string {
  return encodeURIComponent(name);
}

/**
 * Path below the Service or the gateway's prefix.
 *
 * @param model name in the path; without one Seldon's executor calls each unit by its own name
 */
export function restPath(protocol: Protocol, endpoint: Endpoint, model: string | undefined): string {
  if (endpoint === "feedback") return "/api/v1.0/feedback";
  if (protocol === "seldon") return endpoint === "explain" ? "/api/v1.0/explain" : "/api/v1.0/predictions";
  if (protocol === "v2") return model === undefined ? "/v2/models/infer" : `/v2/models/${encoded(model)}/infer`;
  const verb = endpoint === "explain" ? "explain" : "predict";
  return model === undefined ? `/v1/models:${verb}` : `/v1/models/${encoded(model)}:${verb}`;
}

/**
 * The model's name in the path. An explainer serves one under its own name (v2), or explains the node's (TensorFlow).
 * Behind an executor, graphs of several units are asked without: with a name every unit would be called by it.
 */
export function modelInPath(
  protocol: Protocol,
  endpoint: Endpoint,
  predictor: PredictorToAsk | undefined,
  written: string | undefined,
): string | undefined {
  if (written !== undefined || !predictor) return written;
  if (endpoint === "explain" && protocol === "v2") return predictor.explainer?.service;
  const needsNone = endpoint === "predict" && predictor.hasEngine && predictor.units.length > 1;
  return needsNone ? undefined : predictor.units[0]?.name;
}

/** Prefix at the gateway, which rewrites it to nothing; an explainer has one of its own (seldon-facts §5.5, §7.3). */
export function ingressPrefix(
  deployment: string,
  namespace: string,
  endpoint: Endpoint,
  predictor: string | undefined,
): string {
  const base = `/seldon/${encoded(namespace)}/${encoded(deployment)}`;
  return endpoint === "explain" ? `${base}-explainer/${encoded(predictor ?? "")}` : base;
}

/** The predictor's own Service, past the traffic split; the explainer has one of its own. */
export function serviceRoute(
  ask: DeploymentToAsk,
  predictor: PredictorToAsk,
  endpoint: Endpoint,
  transport: "rest" | "grpc",
  namespace: string | undefined,
): Route {
  const { explainer } = predictor;
  const place = { kind: "service" as const, namespace: namespace ?? ask.namespace };
  if (endpoint === "explain" && explainer) return { ...place, service: explainer.service, port: explainer.port };
  const port = transport === "grpc" ? predictor.grpcPort : predictor.httpPort;
  const isSecure = predictor.hasTls && predictor.hasEngine ? { isSecure: true as const } : {};
  return { ...place, service: predictor.service, port, ...isSecure };
}
