// What has to be known of a SeldonDeployment to ask its model something.
import { isMap, listAt, mapAt, textAt, valueAt, type PlainMap } from "../deploy/plain.ts";
import type { ServiceObject } from "../health/objects.ts";
import type { Protocol } from "./exchange.ts";
import { hashedIfLong } from "./hashed-name.ts";

export interface DeploymentToAsk {
  readonly name: string;
  /** Absent in a file that leaves it to the context. */
  readonly namespace: string | undefined;
  readonly protocol: Protocol;
  /** In the manifest's order. */
  readonly predictors: readonly PredictorToAsk[];
  /** What the gateway tells deployments apart by, where `seldon.io/istio-host` says so. */
  readonly ingressHost: string | undefined;
}

export interface PredictorToAsk {
  readonly name: string;
  /** Its Service. */
  readonly service: string;
  readonly httpPort: number;
  readonly grpcPort: number;
  /** Percent of the traffic, as written. */
  readonly traffic: number | undefined;
  readonly isShadow: boolean;
  /** Without one (`seldon.io/no-engine`) the Service leads to the model itself. */
  readonly hasEngine: boolean;
  /** `ssl`: the executor speaks TLS (seldon-facts §5.8). */
  readonly hasTls: boolean;
  /** Parents before their children; the first one gets the request first. */
  readonly units: readonly UnitToAsk[];
  readonly explainer: ExplainerToAsk | undefined;
}

export interface UnitToAsk {
  readonly name: string;
  readonly type: string | undefined;
  readonly implementation: string | undefined;
  readonly modelUri: string | undefined;
}

export interface ExplainerToAsk {
  readonly type: string;
  /** Its Service; its model has the same name (seldon-facts §7.3). */
  readonly service: string;
  readonly port: number;
}

/** Of the executor (seldon-facts §5.3). */
const ENGINE_PORTS = { http: 8000, grpc: 5001 };
/** Of the first container; each further one takes the next numbers (seldon-facts §2.4). */
const MODEL_PORTS = { http: 9000, grpc: 9500 };

/**
 * `undefined` where the object has no name or no predictor. Ports are those of the live Services where such are given, since
 * an installation may have others (seldon-facts §5.3, §11.15).
 *
 * @param deployment a live SeldonDeployment, or what a manifest holds
 */
export function deploymentToAsk(
  deployment: unknown,
  services: readonly ServiceObject[] = [],
): DeploymentToAsk | undefined {
  const name = textAt(deployment, "metadata", "name");
  const specs = listAt(deployment, "spec", "predictors").filter(isMap);
  if (name === undefined || specs.length === 0) return undefined;
  const numbers = containerNumbers(specs);
  return {
    name,
    namespace: textAt(deployment, "metadata", "namespace"),
    protocol: protocolOf(textAt(deployment, "spec", "protocol")),
    predictors: specs.map(spec => predictorToAsk(name, spec, numbers, services)),
    ingressHost:
      textAt(deployment, "spec", "annotations", "seldon.io/istio-host") ??
      textAt(deployment, "metadata", "annotations", "seldon.io/istio-host"),
  };
}

/** The predictor by its name; without one the first that is no shadow. */
export function predictorNamed(ask: DeploymentToAsk, name: string | undefined): PredictorToAsk | undefined {
  if (name !== undefined) return ask.predictors.find(predictor => predictor.name === name);
  return ask.predictors.find(predictor => !predictor.isShadow) ?? ask.predictors[0];
}

/** `kfserving` is v2 under its old name; without a protocol it is Seldon's (seldon-facts §1.2, §1.6). */
function protocolOf(written: string | undefined): Protocol {
  if (written === "tensorflow") return "tensorflow";
  return written === "v2" || written === "kfserving" ? "v2" : "seldon";
}

function predictorToAsk(
  deployment: string,
  spec: PlainMap,
  numbers: ReadonlyMap<string, number>,
  services: readonly ServiceObject[],
): PredictorToAsk {
  const name = textAt(spec, "name") ?? "";
  const service = serviceOf(deployment, name, spec);
  const units = unitsBelow(valueAt(spec, "graph"));
  const hasEngine = textAt(spec, "annotations", "seldon.io/no-engine")?.toLowerCase() !== "true";
  const defaults = hasEngine ? ENGINE_PORTS : modelPorts(spec, units[0]?.name ?? "", numbers);
  const traffic = valueAt(spec, "traffic");
  return {
    name,
    service,
    httpPort: livePort(services, service, "http") ?? defaults.http,
    grpcPort: livePort(services, service, "grpc") ?? defaults.grpc,
    traffic: typeof traffic === "number" ? traffic : undefined,
    isShadow: valueAt(spec, "shadow") === true,
    hasEngine,
    hasTls: (textAt(spec, "ssl", "certSecretName") ?? "") !== "",
    units,
    explainer: explainerOf(deployment, name, spec, services),
  };
}

/** The name in the annotation is taken as it is, the other one may be hashed (seldon-facts §5.1). */
function serviceOf(deployment: string, predictor: string, spec: PlainMap): string {
  const annotated = textAt(spec, "annotations", "seldon.io/svc-name") ?? "";
  return annotated === "" ? hashedIfLong(`${deployment}-${predictor}`) : annotated;
}

/** Without a type there is none, whatever else it says (seldon-facts §1.3). */
function explainerOf(
  deployment: string,
  predictor: string,
  spec: PlainMap,
  services: readonly ServiceObject[],
): ExplainerToAsk | undefined {
  const type = textAt(spec, "explainer", "type") ?? "";
  if (type === "") return undefined;
  const service = hashedIfLong(`${deployment}-${predictor}-explainer`);
  const port = valueAt(spec, "explainer", "endpoint", "service_port");
  const written = typeof port === "number" && port > 0 ? port : MODEL_PORTS.http;
  return { type, service, port: livePort(services, service, "http") ?? written };
}

function unitsBelow(graph: unknown): UnitToAsk[] {
  if (!isMap(graph)) return [];
  const unit: UnitToAsk = {
    name: textAt(graph, "name") ?? "",
    type: textAt(graph, "type"),
    implementation: textAt(graph, "implementation"),
    modelUri: textAt(graph, "modelUri"),
  };
  return [unit, ...listAt(graph, "children").flatMap(unitsBelow)];
}

/** One number per distinct container name, counted across all predictors; servers without a container come after those of their predictor (seldon-facts §2.4). */
function containerNumbers(specs: readonly PlainMap[]): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const spec of specs) {
    const names = [...containersOf(spec).map(container => textAt(container, "name")), ...serverNames(spec)];
    for (const name of names) if (name !== undefined && !numbers.has(name)) numbers.set(name, numbers.size);
  }
  return numbers;
}

const BUILT_IN = ["UNKNOWN_IMPLEMENTATION", "SIMPLE_MODEL", "SIMPLE_ROUTER", "RANDOM_ABTEST", "AVERAGE_COMBINER"];

function serverNames(spec: PlainMap): string[] {
  return unitsBelow(valueAt(spec, "graph"))
    .filter(({ implementation = "" }) => implementation !== "" && !BUILT_IN.includes(implementation))
    .map(unit => unit.name);
}

function containersOf(spec: PlainMap): PlainMap[] {
  return listAt(spec, "componentSpecs").flatMap(component => listAt(component, "spec", "containers").filter(isMap));
}

/** A container port named `http` or `grpc` goes before the number (seldon-facts §2.4). */
function modelPorts(
  spec: PlainMap,
  unit: string,
  numbers: ReadonlyMap<string, number>,
): { readonly http: number; readonly grpc: number } {
  const container = containersOf(spec).find(({ name }) => name === unit);
  const number = numbers.get(unit) ?? 0;
  const named = (name: string): number | undefined => portNamed(listAt(container, "ports"), "containerPort", name);
  return { http: named("http") ?? MODEL_PORTS.http + number, grpc: named("grpc") ?? MODEL_PORTS.grpc + number };
}

function livePort(services: readonly ServiceObject[], service: string, name: string): number | undefined {
  const ports = services.find(({ metadata }) => metadata.name === service)?.spec?.ports ?? [];
  return portNamed(ports, "port", name);
}

function portNamed(ports: readonly unknown[], key: string, name: string): number | undefined {
  const port = mapAt(ports.find(entry => textAt(entry, "name") === name))[key];
  return typeof port === "number" ? port : undefined;
}
