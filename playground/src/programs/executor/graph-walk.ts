// How the executor leads a request through the graph (seldon-facts §7.6; failure-modes S30, F19, F59, F60, F74).
import { asNumber, isObject, listAt, parseJson, valueAt } from "../../support/json.ts";
import type { GraphNode, Protocol } from "./arguments.ts";

/** What came of a request or a part of it. */
export type Outcome =
  | { readonly kind: "answer"; readonly body: string }
  /** An error that a client is told of. */
  | { readonly kind: "error"; readonly status: number; readonly body: string }
  /** A Go panic: it cuts the connection, or takes the process down where it happens in a goroutine of its own. */
  | { readonly kind: "panic"; readonly message: string; readonly killsProcess: boolean };

export type UnitMethod = "predict" | "transform-input" | "transform-output" | "route" | "aggregate" | "send-feedback";

export interface Walk {
  readonly protocol: Protocol;
  /** Between 0 and 1, for RANDOM_ABTEST. */
  readonly random: () => number;
  /** Filled with the branch that each unit with children has taken: -1 for all of them. */
  readonly routing: Map<string, number>;
  /** Calls a unit. */
  readonly call: (node: GraphNode, method: UnitMethod, body: string) => Promise<Outcome>;
}

/** Predicts: the unit's own call, its children, then its output transformation. */
export function predict(walk: Walk, node: GraphNode, body: string): Promise<Outcome> {
  return predictNode(walk, node, body, false, true);
}

async function predictNode(
  walk: Walk,
  node: GraphNode,
  body: string,
  isOwnRoutine: boolean,
  isFirst: boolean,
): Promise<Outcome> {
  const method =
    node.type === "MODEL" ? "predict" : has(node, "TRANSFORMER", "TRANSFORM_INPUT") ? "transform-input" : undefined;
  const isCalled = method !== undefined;
  const input = isCalled
    ? await callUnit(walk, node, method, isFirst ? body : chained(walk.protocol, body), isOwnRoutine)
    : ok(body);
  if (input.kind !== "answer") return input;
  const output = await predictChildren(walk, node, input.body, isOwnRoutine, isFirst && !isCalled);
  if (output.kind !== "answer" || !has(node, "OUTPUT_TRANSFORMER", "TRANSFORM_OUTPUT")) return output;
  return callUnit(walk, node, "transform-output", chained(walk.protocol, output.body), isOwnRoutine);
}

async function predictChildren(
  walk: Walk,
  node: GraphNode,
  body: string,
  isOwnRoutine: boolean,
  isFirst: boolean,
): Promise<Outcome> {
  if (node.children.length === 0) return ok(body);
  const route = await routeOf(walk, node, body, isOwnRoutine);
  if (typeof route !== "number") return route;
  walk.routing.set(node.name, route);
  if (route === -2) return ok(body);
  if (route >= 0) {
    const child = node.children[route];
    if (child === undefined) {
      return panic(`index out of range [${route}] with length ${node.children.length}`, isOwnRoutine);
    }
    const answer = await predictNode(walk, child, body, isOwnRoutine, isFirst);
    return answer.kind === "answer" ? aggregate(walk, node, [answer.body], isOwnRoutine) : answer;
  }
  const answers = await Promise.all(node.children.map(child => predictNode(walk, child, body, true, isFirst)));
  const failed = answers.find(answer => answer.kind !== "answer");
  if (failed !== undefined) return failed;
  return aggregate(
    walk,
    node,
    answers.flatMap(answer => (answer.kind === "answer" ? [answer.body] : [])),
    isOwnRoutine,
  );
}

/** Without a combiner only the first child's answer is returned. */
async function aggregate(
  walk: Walk,
  node: GraphNode,
  bodies: readonly string[],
  isOwnRoutine: boolean,
): Promise<Outcome> {
  if (!has(node, "COMBINER", "AGGREGATE")) return ok(bodies[0] ?? "");
  if (bodies.some(body => parseJson(body) === undefined)) return failure("Data is not JSON");
  const joined = walk.protocol === "seldon" ? `{"seldonMessages":[${bodies.join(",")}]}` : `[${bodies.join(",")}]`;
  return callUnit(walk, node, "aggregate", joined, isOwnRoutine);
}

/** -1 all children, -2 none, else one. The type is asked before the implementation (F59). */
async function routeOf(walk: Walk, node: GraphNode, body: string, isOwnRoutine: boolean): Promise<number | Outcome> {
  if (has(node, "ROUTER", "ROUTE")) {
    const answer = await callUnit(walk, node, "route", body, isOwnRoutine);
    return answer.kind === "answer" ? routeIn(answer.body) : answer;
  }
  return node.implementation === "RANDOM_ABTEST" ? randomBranch(walk, node) : -1;
}

/** `ratioA` counts only where it is the sole parameter (F60). */
function randomBranch(walk: Walk, node: GraphNode): number | Outcome {
  const [only, ...others] = node.parameters;
  if (only === undefined || others.length > 0 || only.name !== "ratioA") return walk.random() < 0.5 ? 0 : 1;
  const ratio = Number(only.value);
  if (only.value.trim() === "" || Number.isNaN(ratio)) {
    return failure(`strconv.ParseFloat: parsing ${JSON.stringify(only.value)}: invalid syntax`);
  }
  return walk.random() < ratio ? 0 : 1;
}

function routeIn(body: string): number {
  const data = valueAt(parseJson(body), "data");
  const values = [listAt(data, "ndarray"), listAt(data, "tensor", "values")].find(list => list.length > 0);
  const [first] = values ?? [];
  return asNumber(Array.isArray(first) ? first[0] : first) ?? -1;
}

async function callUnit(
  walk: Walk,
  node: GraphNode,
  method: UnitMethod,
  body: string,
  isOwnRoutine: boolean,
): Promise<Outcome> {
  if (node.endpoint === undefined) return panic("invalid memory address or nil pointer dereference", isOwnRoutine);
  return walk.call(node, method, body);
}

/** Feedback goes to models, routers and units with SEND_FEEDBACK, children first; only under the seldon protocol. */
export async function sendFeedback(walk: Walk, node: GraphNode, body: string, isOwnRoutine = false): Promise<Outcome> {
  if (walk.protocol !== "seldon") return ok(body);
  const routed = asNumber(valueAt(parseJson(body), "response", "meta", "routing", node.name)) ?? -1;
  const chosen = node.children[routed];
  const children = chosen === undefined ? node.children : [chosen];
  const answers = await Promise.all(children.map(child => sendFeedback(walk, child, body, true)));
  const failed = answers.find(answer => answer.kind !== "answer");
  if (failed !== undefined) return failed;
  if (node.type !== "MODEL" && node.type !== "ROUTER" && !node.methods.includes("SEND_FEEDBACK")) return ok(body);
  return callUnit(walk, node, "send-feedback", body, isOwnRoutine);
}

/** What a unit answered, as the next unit's request: `outputs` become `inputs`, `predictions` become `instances`. */
function chained(protocol: Protocol, body: string): string {
  const value = parseJson(body);
  if (!isObject(value)) return body;
  if (protocol === "v2" && "outputs" in value) return JSON.stringify({ inputs: value["outputs"] });
  if (protocol === "tensorflow" && "predictions" in value) return JSON.stringify({ instances: value["predictions"] });
  return body;
}

function has(node: GraphNode, type: string, method: string): boolean {
  return node.type === type || node.methods.includes(method);
}

function ok(body: string): Outcome {
  return { kind: "answer", body };
}

/** The executor's own error body (seldon-facts §7.5). */
export function failure(info: string): Outcome {
  return { kind: "error", status: 500, body: JSON.stringify({ status: { code: 500, info, status: "FAILURE" } }) };
}

function panic(message: string, killsProcess: boolean): Outcome {
  return { kind: "panic", message, killsProcess };
}
