// Plays a scenario in a namespace of its own: applies it, waits until it shows, and writes down what was seen and what was said about it.
import { parse } from "yaml";
import type { Cause, Diagnosis } from "../../../../client/src/domain/index.ts";
import { asFailure } from "../../../../client/src/features/runtime-findings/observed-failures.ts";
import type { ClusterSession, KubeObject, ResourceType } from "../../../../client/src/kube/port.ts";
import { diagnoseDeployment } from "../../../../client/src/live/diagnosis/index.ts";
import { SELDON_DEPLOYMENTS } from "../../../../client/src/live/index.ts";
import type { Playground } from "../../../../playground/src/playground.ts";
import { exchange } from "../../../../playground/src/support/http.ts";
import { lintText, type LintFinding } from "../../../../server/src/core/lint/index.ts";
import { allRules } from "../../../../server/src/core/rules/registry.ts";
import { nothingYet, observe, type Observed } from "./observe.ts";
import { persistently } from "./persistently.ts";
import { expectedNames, MARK, namesOf, type Scenario, type ScenarioRequest } from "./scenario.ts";
import { expectedRow, observedRow, type TableRow } from "./table.ts";

export interface Outcome {
  readonly scenario: Scenario;
  readonly diagnosis: Diagnosis;
  /** The lines on which the editor tells it, without indentation. */
  readonly lines: readonly string[];
  readonly row: TableRow;
}

/** Milliseconds until what has not shown will not show. */
const PATIENCE = 90_000;

/** For a diagnosis, in milliseconds: how quick one is, is for diagnose.test.ts to say. */
export const BUSY = 30_000;

/** The namespace must not be there yet; the deployment is taken away at the end. */
export async function play(
  { session, playground }: { readonly session: ClusterSession; readonly playground: Playground },
  scenario: Scenario,
  namespace: string,
): Promise<Outcome> {
  await prepare(session, scenario, namespace);
  const manifest = scenario.manifest.replaceAll(MARK, "");
  await applyScenario(session, manifest, namespace);
  const seen = nothingYet();
  const deadline = Date.now() + PATIENCE;
  let asked = false;
  let diagnosis: Diagnosis;
  for (;;) {
    diagnosis = await persistently(() =>
      diagnoseDeployment(session, { namespace, name: "model" }, { now: Date.now(), patience: BUSY }),
    );
    await persistently(() => observe(session, namespace, seen));
    if (scenario.request && !asked && diagnosis.state === "serving") {
      asked = true;
      seen.answer.add(await answerTo(playground, scenario.request, namespace));
      continue;
    }
    if (isComplete(scenario, diagnosis, seen) || Date.now() > deadline) break;
    await new Promise(resolve => setTimeout(resolve, 300));
  }
  await persistently(() => session.delete({ type: SELDON_DEPLOYMENTS, namespace, name: "model" }));
  const lines = diagnosis.causes.flatMap(cause => toldAt(manifest, cause));
  return { scenario, diagnosis, lines, row: observedRow(scenario, seen) };
}

function isComplete(scenario: Scenario, diagnosis: Diagnosis, seen: Observed): boolean {
  const wanted = expectedNames(scenario);
  const isTold = wanted.length === 0 ? diagnosis.state === "serving" : isEqual(namesOf(diagnosis), wanted);
  return isTold && isEqual(observedRow(scenario, seen), expectedRow(scenario));
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The namespace with what a scenario wants to find in it. */
export async function prepare(
  session: ClusterSession,
  scenario: Pick<Scenario, "namespaceLabels" | "secret" | "beside">,
  namespace: string,
): Promise<void> {
  const metadata = { name: namespace, ...(scenario.namespaceLabels && { labels: scenario.namespaceLabels }) };
  const object = { apiVersion: "v1", kind: "Namespace", metadata };
  await persistently(() => session.create<KubeObject>(core("namespaces", "Namespace", false), object));
  const { secret } = scenario;
  if (secret) {
    const object = { apiVersion: "v1", kind: "Secret", metadata: { name: "store", namespace }, stringData: secret };
    await persistently(() => session.create<KubeObject>(core("secrets", "Secret"), object));
  }
  for (const text of scenario.beside ?? []) {
    const object = objectIn(text);
    const type = core(`${object.kind.toLowerCase()}s`, object.kind);
    const placed = { ...object, metadata: { ...object.metadata, namespace } };
    await persistently(() => session.create<KubeObject>(type, placed));
  }
}

/** Applies a SeldonDeployment as the extension does. */
export async function applyScenario(session: ClusterSession, manifest: string, namespace: string): Promise<void> {
  const object = objectIn(manifest);
  const placed = { ...object, metadata: { ...object.metadata, namespace } };
  await persistently(() => session.apply<KubeObject>(SELDON_DEPLOYMENTS, placed));
}

/** The status and the body; of a connection that was cut, nothing. */
export async function answerTo(playground: Playground, request: ScenarioRequest, namespace: string): Promise<string> {
  const { to, method = "POST", body = "", type = "application/json" } = request;
  const path = request.path.replace("<namespace>", namespace);
  const call = { method, path, headers: { "content-type": type }, body };
  try {
    if (to === "gateway") {
      const answer = await fetch(`${playground.gateway ?? ""}${path}`, { method, headers: call.headers, body });
      return `${answer.status} ${await answer.text()}`;
    }
    const [service = "", port = ""] = to.split(":");
    const host = `${service}.${namespace}.svc.cluster.local`;
    const stream = await playground.simulation.kubelet.dial(host, Number(port));
    const answer = await exchange(stream, `${host}:${port}`, call);
    return `${answer.status} ${answer.body}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Where the language server tells a cause: by a rule that knows it from the text, or else by itself. */
function toldAt(manifest: string, cause: Cause): string[] {
  return seenIn(manifest, [cause]).map(({ range }) => lineOf(manifest, range.start));
}

export function seenIn(manifest: string, causes: readonly Cause[], name = "model"): LintFinding[] {
  const observed = causes.map(cause => asFailure(cause, { name }, "playground"));
  const { findings } = lintText(manifest, { rules: allRules, facts: { observed }, onCrash: "throw" });
  return findings.filter(({ message }) => message.includes("Seen in the cluster playground: "));
}

export function lineOf(text: string, offset: number): string {
  const begin = text.lastIndexOf("\n", offset - 1) + 1;
  return text.slice(begin, text.indexOf("\n", offset)).trim();
}

function objectIn(text: string): KubeObject {
  const object: unknown = parse(text);
  if (!isObject(object)) throw new Error("The scenario holds something that is no Kubernetes object.");
  return object;
}

function isObject(value: unknown): value is KubeObject {
  return typeof value === "object" && value !== null && "kind" in value && "metadata" in value;
}

function core(plural: string, kind: string, isNamespaced = true): ResourceType {
  return { group: "", version: "v1", plural, kind, isNamespaced };
}
