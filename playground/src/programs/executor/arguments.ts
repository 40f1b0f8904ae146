// The executor's flags and the predictor it serves, as the operator hands them over (seldon-facts §2.4, "Executor container").
import { asNumber, asText, isObject, listAt, parseJson, textsAt, valueAt } from "../../support/json.ts";

export type Protocol = "seldon" | "tensorflow" | "v2";

/** A node of the inference graph, after the operator's defaulting. */
export interface GraphNode {
  readonly name: string;
  readonly type: string | undefined;
  readonly implementation: string | undefined;
  readonly methods: readonly string[];
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  /** `undefined` for a unit without a container: touching it is a nil pointer in the executor (failure-modes F19, F59). */
  readonly endpoint: UnitEndpoint | undefined;
  /** Where payloads are to be sent; `undefined` without a logger. */
  readonly loggerUrl: string | undefined;
  readonly image: string;
  readonly children: readonly GraphNode[];
}

interface UnitEndpoint {
  readonly host: string;
  /** Called over REST. */
  readonly port: number;
  /** Asked for readiness: the REST or the gRPC port, by transport. 0 in an empty endpoint, which counts as ready. */
  readonly servicePort: number;
}

export interface ExecutorArguments {
  readonly deployment: string;
  readonly namespace: string;
  readonly predictor: string;
  readonly httpPort: number;
  readonly grpcPort: number;
  readonly protocol: Protocol;
  readonly prometheusPath: string;
  readonly hasFullHealthChecks: boolean;
  readonly graph: GraphNode;
}

/** What the executor wants in its environment in Kafka mode (seldon-facts §7.7, §10.2); it serves HTTP then, too. */
const KAFKA = ["KAFKA_BROKER", "KAFKA_INPUT_TOPIC", "KAFKA_OUTPUT_TOPIC"];

/** Reads flags and `ENGINE_PREDICTOR`; a text is the fatal message. */
export function readArguments(words: readonly string[], env: ReadonlyMap<string, string>): ExecutorArguments | string {
  const flags = readFlags(words);
  const protocol = readProtocol(flags.get("protocol") ?? "seldon");
  if (protocol === undefined) return "Protocol must be seldon, tensorflow or v2";
  if (!["rest", "grpc"].includes(flags.get("transport") ?? "rest")) return "Only rest and grpc supported";
  const missing = flags.get("server_type") === "kafka" ? KAFKA.find(name => (env.get(name) ?? "") === "") : undefined;
  if (missing !== undefined) return `Required argument ${missing.toLowerCase()} missing`;
  const encoded = env.get("ENGINE_PREDICTOR");
  if (encoded === undefined || encoded === "")
    return "Failed to get predictor: Predictor not found, ENGINE_PREDICTOR is not set";
  const predictor = parseJson(Buffer.from(encoded, "base64").toString("utf8"));
  const graph = valueAt(predictor, "graph");
  if (!isObject(graph)) return "Failed to get predictor: invalid character in ENGINE_PREDICTOR";
  return {
    deployment: flags.get("sdep") ?? "",
    namespace: flags.get("namespace") ?? "default",
    predictor: flags.get("predictor") ?? asText(valueAt(predictor, "name")) ?? "",
    httpPort: Number(flags.get("http_port") ?? 8000),
    grpcPort: Number(flags.get("grpc_port") ?? 5001),
    protocol,
    prometheusPath: flags.get("prometheus_path") ?? "/prometheus",
    hasFullHealthChecks: flags.get("full_health_checks") === "true",
    graph: readNode(graph, imagesOf(predictor), env.get("REQUEST_LOGGER_DEFAULT_ENDPOINT") ?? "http://default-broker"),
  };
}

/** Go's flags: `--name value`, `--name=value`, one dash or two, and a bare `--name` for true. */
function readFlags(words: readonly string[]): Map<string, string> {
  const flags = new Map<string, string>();
  for (let index = 0; index < words.length; index++) {
    const [, name, value] = /^--?([\w-]+)(?:=(.*))?$/.exec(words[index] ?? "") ?? [];
    if (name === undefined) continue;
    const next = words[index + 1];
    const takesNext = value === undefined && next !== undefined && !next.startsWith("-");
    flags.set(name, value ?? (takesNext ? next : "true"));
    if (takesNext) index += 1;
  }
  return flags;
}

function readProtocol(text: string): Protocol | undefined {
  if (text === "kfserving") return "v2";
  return text === "seldon" || text === "tensorflow" || text === "v2" ? text : undefined;
}

function readNode(node: Record<string, unknown>, images: ReadonlyMap<string, string>, sink: string): GraphNode {
  const name = asText(node["name"]) ?? "";
  return {
    name,
    type: asText(node["type"]),
    implementation: asText(node["implementation"]),
    methods: textsAt(node["methods"]),
    parameters: listAt(node["parameters"]).map(item => ({
      name: asText(valueAt(item, "name")) ?? "",
      value: asText(valueAt(item, "value")) ?? "",
    })),
    endpoint: readEndpoint(node["endpoint"]),
    loggerUrl: isObject(node["logger"]) ? (asText(node["logger"]["url"]) ?? sink) : undefined,
    image: images.get(name) ?? "",
    children: listAt(node["children"])
      .filter(isObject)
      .map(child => readNode(child, images, sink)),
  };
}

function readEndpoint(endpoint: unknown): UnitEndpoint | undefined {
  if (!isObject(endpoint)) return undefined;
  const servicePort = asNumber(endpoint["service_port"]) ?? 0;
  const port = asNumber(endpoint["httpPort"]) ?? 0;
  return { host: asText(endpoint["service_host"]) ?? "", port: port === 0 ? servicePort : port, servicePort };
}

function imagesOf(predictor: unknown): Map<string, string> {
  const images = new Map<string, string>();
  for (const component of listAt(predictor, "componentSpecs")) {
    for (const container of listAt(component, "spec", "containers")) {
      const name = asText(valueAt(container, "name"));
      if (name !== undefined) images.set(name, asText(valueAt(container, "image")) ?? "");
    }
  }
  return images;
}

/** All nodes, parents first. */
export function allNodes(graph: GraphNode): GraphNode[] {
  return [graph, ...graph.children.flatMap(allNodes)];
}
