// Ambassador: two Mappings for each predictor and explainer (seldon-facts §5.6; version v2 of the chart, its default).
import type { Mapping } from "../kubernetes/ingress-types.ts";
import type { PredictorSpec } from "../kubernetes/seldon-types.ts";
import { annotation, integerAnnotation, parseInteger } from "./annotations.ts";
import type { BuildContext, Components } from "./components.ts";
import { explainerPort } from "./explainer.ts";
import { isExplained } from "./graph.ts";
import type { Ports } from "./istio.ts";
import { explainerName, predictorServiceName, seldonDeploymentId } from "./names.ts";
import { OperatorError } from "./operator-error.ts";

const grpcPrefix = "/(seldon.protos.*|tensorflow.serving.*|inference.*)/.*";
/** Ambassador's own, in milliseconds: a longer request needs it raised. */
const idleTimeout = 300_000;

interface Target {
  readonly predictor: PredictorSpec;
  readonly service: string;
  readonly ports: Ports;
  readonly isExplainer: boolean;
}

/** Throws for annotations that cannot be read. */
export function addAmbassador(
  context: BuildContext,
  components: Components,
  ports: ReadonlyMap<PredictorSpec, Ports>,
): void {
  const { sdep, config } = context;
  for (const predictor of sdep.spec.predictors) {
    const service = predictorServiceName(sdep, predictor);
    const targets: Target[] = [
      { predictor, service, ports: ports.get(predictor) ?? { http: 0, grpc: 0 }, isExplainer: false },
    ];
    if (isExplained(predictor)) {
      const explained = { http: explainerPort(predictor.explainer), grpc: 0 };
      targets.push({ predictor, service: explainerName(sdep, predictor), ports: explained, isExplainer: true });
    }
    for (const target of targets) {
      components.mappings.push(restMapping(context, target, true), grpcMapping(context, target, true));
      if (!config.isAmbassadorSingleNamespace) continue;
      components.mappings.push(restMapping(context, target, false), grpcMapping(context, target, false));
    }
  }
}

// The name for a single namespace has underscores, which Kubernetes refuses (seldon-facts §5.6).
function restMapping(context: BuildContext, target: Target, hasNamespace: boolean): Mapping {
  const { sdep, namespace } = context;
  const { name } = sdep.metadata;
  const core = coreName(target);
  const external = externalName(context) + (target.isExplainer ? `-explainer/${target.predictor.name}` : "");
  return mapping(
    context,
    target,
    hasNamespace ? `seldon-${namespace}-${name}-${core}-rest` : `seldon_${name}_${core}_rest_mapping`,
    {
      cluster_tag: "seldon_http",
      prefix: hasNamespace ? `/seldon/${namespace}/${external}/` : `/seldon/${external}/`,
      rewrite: "/",
      headers: customHeader(context),
      service: `${target.service}.${namespace}:${target.ports.http}`,
    },
  );
}

function grpcMapping(context: BuildContext, target: Target, hasNamespace: boolean): Mapping {
  const { sdep, namespace } = context;
  const { name } = sdep.metadata;
  const core = coreName(target);
  const external = externalName(context) + (target.isExplainer ? "-explainer" : "");
  return mapping(context, target, `seldon-${hasNamespace ? `${namespace}-` : ""}${name}-${core}-grpc`, {
    cluster_tag: "seldon_grpc",
    prefix: grpcPrefix,
    prefix_regex: true,
    grpc: true,
    rewrite: "",
    headers: { ...(hasNamespace ? { namespace } : {}), seldon: external, ...customHeader(context) },
    service: `${target.service}.${namespace}:${target.ports.grpc}`,
  });
}

function mapping(context: BuildContext, target: Target, name: string, spec: Mapping["spec"]): Mapping {
  const { sdep, namespace } = context;
  const { predictor } = target;
  const timeout = integerAnnotation(sdep, "seldon.io/rest-timeout", 3000);
  const retries = integerAnnotation(sdep, "seldon.io/ambassador-retries", 0);
  const instance = annotation(sdep, "seldon.io/ambassador-id", "");
  const isFirst = sdep.spec.predictors[0]?.name === predictor.name;
  return {
    apiVersion: "getambassador.io/v2",
    kind: "Mapping",
    metadata: { name, namespace, labels: { "seldon-deployment-id": seldonDeploymentId(sdep) } },
    spec: {
      ...spec,
      timeout_ms: timeout,
      ...(timeout > idleTimeout ? { idle_timeout_ms: timeout } : {}),
      ...(retries === 0 ? {} : { retry_policy: { retry_on: "gateway-error", num_retries: retries } }),
      // The first predictor's share is what the others leave.
      ...(isFirst && predictor.shadow !== true ? {} : { weight: predictor.traffic ?? 0 }),
      ...(predictor.shadow === true ? { shadow: true } : {}),
      ...(instance === "" ? {} : { ambassador_id: [instance] }),
      ...circuitBreakers(context),
    },
  };
}

function coreName(target: Target): string {
  return target.isExplainer ? `${target.predictor.name}-explainer` : target.predictor.name;
}

function externalName(context: BuildContext): string {
  return annotation(context.sdep, "seldon.io/ambassador-service-name", context.sdep.metadata.name);
}

function customHeader(context: BuildContext): Record<string, string> {
  const header = annotation(context.sdep, "seldon.io/ambassador-header", "");
  if (header === "") return {};
  const [name = "", value, ...more] = header.split(":").map(part => part.trim());
  if (value === undefined || more.length > 0) {
    throw new OperatorError(`Only a single custom header match is allowed at present but you provided: ${header}`);
  }
  return { [name]: value };
}

function circuitBreakers(context: BuildContext): { circuit_breakers?: Record<string, number>[] } {
  const limits: Record<string, number> = {};
  for (const limit of ["max-connections", "max-pending-requests", "max-requests", "max-retries"]) {
    const text = annotation(context.sdep, `seldon.io/ambassador-circuit-breakers-${limit}`, "");
    if (text !== "") limits[limit.replaceAll("-", "_")] = parseInteger(text);
  }
  return Object.keys(limits).length === 0 ? {} : { circuit_breakers: [limits] };
}
