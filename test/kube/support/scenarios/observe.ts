// What there is to be seen of a deployment: its states, its containers' ends, and every text that a person could read about it.
import type { ClusterSession, KubeObject, ResourceType } from "../../../../client/src/kube/port.ts";
import { isKubeError } from "../../../../client/src/kube/port.ts";
import { DEPLOYMENTS } from "../../../../client/src/live/resource-types.ts";
import { SELDON_DEPLOYMENTS } from "../../../../client/src/live/index.ts";
import { asText, isObject, listAt, textAt, valueAt } from "../../../../playground/src/support/json.ts";

export interface Observed {
  /** Of the SeldonDeployment, whenever somebody looked; "" where there was none. */
  readonly states: Set<string>;
  /** `container code reason`, of ends of any container. */
  readonly exits: Set<string>;
  readonly pod: Set<string>;
  readonly status: Set<string>;
  readonly events: Set<string>;
  readonly logs: Set<string>;
  readonly answer: Set<string>;
  readonly apply: Set<string>;
  readonly operator: Set<string>;
  readonly kubectl: Set<string>;
}

export function nothingYet(): Observed {
  const empty = (): Set<string> => new Set();
  return {
    ...{ states: empty(), exits: empty(), pod: empty(), status: empty(), events: empty(), logs: empty() },
    ...{ answer: empty(), apply: empty(), operator: empty(), kubectl: empty() },
  };
}

const EVENTS = core("events", "Event");
const PODS = core("pods", "Pod");
/** Where Helm puts the operator. */
const OPERATOR = "seldon-system";

/** Adds the log of the operator's pod and its ends. */
export async function observeOperator(session: ClusterSession, seen: Observed): Promise<void> {
  const own = nothingYet();
  const { items: pods } = await session.list<KubeObject>(PODS, { namespace: OPERATOR });
  for (const pod of pods) await observePod(session, OPERATOR, pod, own);
  // Texts in its log are JSON.
  for (const line of own.logs) seen.operator.add(line.replaceAll(String.raw`\"`, '"'));
  for (const reason of own.pod) seen.pod.add(reason);
}

/** Adds what is to be seen now. */
export async function observe(session: ClusterSession, namespace: string, seen: Observed): Promise<void> {
  const sdep = await orNothing(session.get<KubeObject>({ type: SELDON_DEPLOYMENTS, namespace, name: "model" }));
  seen.states.add(textAt(sdep, "status", "state"));
  for (const text of [textAt(sdep, "status", "description"), ...textsOfConditions(sdep)])
    if (text) seen.status.add(text);
  const { items: deployments } = await session.list<KubeObject>(DEPLOYMENTS, { namespace });
  for (const text of deployments.flatMap(textsOfConditions)) seen.status.add(text);
  const { items: events } = await session.list<KubeObject>(EVENTS, { namespace });
  for (const event of events) seen.events.add(`${textAt(event, "reason")}: ${textAt(event, "message")}`);
  const { items: pods } = await session.list<KubeObject>(PODS, { namespace });
  for (const pod of pods) await observePod(session, namespace, pod, seen);
}

async function observePod(session: ClusterSession, namespace: string, pod: KubeObject, seen: Observed): Promise<void> {
  for (const text of [textAt(pod, "status", "reason"), textAt(pod, "status", "message")]) if (text) seen.pod.add(text);
  const lists = ["initContainerStatuses", "containerStatuses"];
  for (const status of lists.flatMap(list => listAt(pod, "status", list))) {
    const container = textAt(status, "name");
    for (const state of ["state", "lastState"]) noteState(valueAt(status, state), container, seen);
    if (!isObject(valueAt(status, "lastState", "terminated")) && !hasRun(status)) continue;
    for (const isPrevious of [false, true]) {
      const source = { namespace, pod: pod.metadata.name, container };
      for (const line of await linesOf(session, source, isPrevious)) seen.logs.add(line);
    }
  }
}

function hasRun(status: unknown): boolean {
  return isObject(valueAt(status, "state", "running")) || isObject(valueAt(status, "state", "terminated"));
}

function noteState(state: unknown, container: string, seen: Observed): void {
  const terminated = valueAt(state, "terminated");
  if (isObject(terminated)) {
    seen.exits.add(`${container} ${Number(terminated["exitCode"])} ${asText(terminated["reason"]) ?? ""}`);
    seen.pod.add(asText(terminated["reason"]) ?? "");
  }
  const reason = textAt(state, "waiting", "reason");
  if (reason !== "") seen.pod.add(reason);
}

async function linesOf(
  session: ClusterSession,
  source: { namespace: string; pod: string; container: string },
  isPrevious: boolean,
): Promise<string[]> {
  const lines: string[] = [];
  try {
    for await (const batch of session.log(source, { isPrevious, tailLines: 200 }))
      lines.push(...batch.map(({ text }) => text));
  } catch (error) {
    // There is no previous one, or the pod is gone.
    if (!isKubeError(error)) throw error;
  }
  return lines;
}

function textsOfConditions(sdep: unknown): string[] {
  return listAt(sdep, "status", "conditions").flatMap(condition => [
    textAt(condition, "reason"),
    textAt(condition, "message"),
  ]);
}

async function orNothing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isKubeError(error) && error.reason === "not-found") return undefined;
    throw error;
  }
}

function core(plural: string, kind: string): ResourceType {
  return { group: "", version: "v1", plural, kind, isNamespaced: true };
}
