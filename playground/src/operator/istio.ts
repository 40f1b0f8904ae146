// Istio: one VirtualService that splits the traffic of all predictors, a DestinationRule each, and explainers' own (seldon-facts §5.5).
import type { DestinationRule, HttpRoute, RouteDestination, VirtualService } from "../kubernetes/ingress-types.ts";
import type { PredictorSpec } from "../kubernetes/seldon-types.ts";
import { annotation, integerAnnotation } from "./annotations.ts";
import type { BuildContext, Components } from "./components.ts";
import { explainerPort } from "./explainer.ts";
import { isExplained } from "./graph.ts";
import { cutName, explainerName, predictorServiceName, seldonDeploymentId } from "./names.ts";

/** Where a predictor's Service listens. */
export interface Ports {
  readonly http: number;
  readonly grpc: number;
}

const grpcPaths = ".*tensorflow.*|.*seldon.protos.*|.*inference.*";

/** Throws for an annotation that should be an integer and is none. */
export function addIstio(
  context: BuildContext,
  components: Components,
  ports: ReadonlyMap<PredictorSpec, Ports>,
): void {
  const { sdep, namespace } = context;
  const { name } = sdep.metadata;
  const retries = retriesOf(context);
  const http = routeOf(context, ports, "http", {
    match: [{ uri: { prefix: `/seldon/${namespace}/${name}/` } }],
    rewrite: { uri: "/" },
    ...retries,
  });
  const grpc = routeOf(context, ports, "grpc", {
    match: [{ uri: { regex: grpcPaths }, headers: { namespace: { exact: namespace }, seldon: { exact: name } } }],
    ...retries,
  });
  const explainers = sdep.spec.predictors.filter(isExplained);
  components.virtualServices.push(
    ...explainers.map(predictor => explainerRoutes(context, predictor)),
    virtualService(context, seldonDeploymentId(sdep), annotation(sdep, "seldon.io/istio-host", "*"), [http, grpc]),
  );
  components.destinationRules.push(
    ...explainers.map(predictor => destinationRule(context, predictor, explainerName(sdep, predictor), false)),
    ...sdep.spec.predictors.map(predictor =>
      destinationRule(context, predictor, predictorServiceName(sdep, predictor), true),
    ),
  );
}

function routeOf(
  context: BuildContext,
  ports: ReadonlyMap<PredictorSpec, Ports>,
  kind: keyof Ports,
  route: HttpRoute,
): HttpRoute {
  const destinations: RouteDestination[] = [];
  const mirrored: HttpRoute = { ...route };
  for (const predictor of context.sdep.spec.predictors) {
    const host = hostOf(context, predictorServiceName(context.sdep, predictor));
    const destination = { host, subset: predictor.name, port: { number: ports.get(predictor)?.[kind] ?? 0 } };
    const traffic = predictor.traffic ?? 0;
    if (predictor.shadow === true) {
      mirrored.mirror = destination;
      // Without a percentage Istio mirrors all.
      if (traffic > 0) mirrored.mirrorPercentage = { value: traffic };
    } else {
      destinations.push({ destination, ...(traffic === 0 ? {} : { weight: traffic }) });
    }
  }
  return { ...mirrored, route: destinations };
}

function retriesOf(context: BuildContext): Pick<HttpRoute, "retries"> {
  const { sdep } = context;
  if (annotation(sdep, "seldon.io/istio-retries", "") === "") return {};
  const attempts = integerAnnotation(sdep, "seldon.io/istio-retries", 0);
  const seconds = integerAnnotation(sdep, "seldon.io/istio-retries-timeout", 1);
  if (attempts <= 0) return {};
  const retryOn = "gateway-error,connect-failure,refused-stream";
  return { retries: { attempts, perTryTimeout: `${seconds}s`, retryOn } };
}

function explainerRoutes(
  context: BuildContext,
  predictor: PredictorSpec & { explainer: NonNullable<PredictorSpec["explainer"]> },
): VirtualService {
  const { sdep, namespace } = context;
  const service = explainerName(sdep, predictor);
  const port = { number: explainerPort(predictor.explainer) };
  return virtualService(context, cutName(`${service}-http`), "*", [
    {
      match: [{ uri: { prefix: `/seldon/${namespace}/${sdep.metadata.name}-explainer/${predictor.name}/` } }],
      rewrite: { uri: "/" },
      route: [{ destination: { host: hostOf(context, service), subset: predictor.name, port }, weight: 100 }],
    },
  ]);
}

function virtualService(context: BuildContext, name: string, host: string, http: HttpRoute[]): VirtualService {
  const { sdep, namespace, config } = context;
  return {
    apiVersion: "networking.istio.io/v1alpha3",
    kind: "VirtualService",
    metadata: { name, namespace },
    spec: {
      hosts: [host],
      gateways: [annotation(sdep, "seldon.io/istio-gateway", config.istioGateway)],
      http,
    },
  };
}

function destinationRule(
  context: BuildContext,
  predictor: PredictorSpec,
  service: string,
  hasIdleTimeout: boolean,
): DestinationRule {
  return {
    apiVersion: "networking.istio.io/v1alpha3",
    kind: "DestinationRule",
    metadata: { name: service, namespace: context.namespace },
    spec: {
      host: hostOf(context, service),
      subsets: [{ name: predictor.name, labels: { version: predictor.labels?.["version"] ?? "" } }],
      ...(hasIdleTimeout ? { trafficPolicy: { connectionPool: { http: { idleTimeout: "60s" } } } } : {}),
    },
  };
}

function hostOf(context: BuildContext, service: string): string {
  return `${service}.${context.namespace}.svc.cluster.local`;
}
