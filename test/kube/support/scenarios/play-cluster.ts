// Plays what is wrong with a cluster, one after another: switches the state by its ConfigMap as kubectl would, asks, and switches back.
import { spawn } from "node:child_process";
import type { Diagnosis } from "../../../../client/src/domain/index.ts";
import {
  isKubeError,
  type ClusterSession,
  type KubeObject,
  type ResourceType,
} from "../../../../client/src/kube/port.ts";
import { diagnoseDeployment } from "../../../../client/src/live/diagnosis/index.ts";
import { SELDON_DEPLOYMENTS } from "../../../../client/src/live/index.ts";
import type { Playground } from "../../../../playground/src/playground.ts";
import { nothingYet, observe, observeOperator, type Observed } from "./observe.ts";
import { answerTo, applyScenario, BUSY, prepare } from "./play.ts";
import { persistently } from "./persistently.ts";
import { expectedNames, manifest, namesOf, type ClusterScenario } from "./scenario.ts";
import { expectedRow, observedRow, type TableRow } from "./table.ts";

export interface ClusterOutcome {
  readonly scenario: ClusterScenario;
  readonly diagnosis: Diagnosis;
  readonly row: TableRow;
}

export interface PlayedCluster {
  readonly session: ClusterSession;
  readonly playground: Playground;
}

/** Milliseconds until what has not shown will not show. */
const PATIENCE = 60_000;
const CONFIG_MAPS: ResourceType = {
  group: "",
  version: "v1",
  plural: "configmaps",
  kind: "ConfigMap",
  isNamespaced: true,
};
const STATE = { type: CONFIG_MAPS, namespace: "seldon-system", name: "playground-state" };

/** Leaves the cluster well. */
export async function playCluster(
  cluster: PlayedCluster,
  scenario: ClusterScenario,
  namespace: string,
): Promise<ClusterOutcome> {
  const { session } = cluster;
  const seen = nothingYet();
  await prepare(session, scenario, namespace);
  if (scenario.before !== undefined) {
    await applyScenario(session, scenario.before, namespace);
    await until(async () => (await diagnosed(session, namespace)).state === "serving");
  }
  await enter(session, scenario.states);
  let diagnosis: Diagnosis;
  const deadline = Date.now() + PATIENCE;
  do {
    await ask(cluster, scenario, namespace, seen);
    diagnosis = await persistently(() => diagnosed(session, namespace));
    await observe(session, namespace, seen).catch(unlessUnserved);
    await persistently(() => observeOperator(session, seen));
    await pause();
  } while (!isComplete(scenario, diagnosis, seen) && Date.now() < deadline);
  await session.delete({ type: SELDON_DEPLOYMENTS, namespace, name: "model" }).catch(unlessUnserved);
  await enter(session, []);
  await until(async () => {
    await session.apply(SELDON_DEPLOYMENTS, dryRunObject(namespace), { isDryRun: true });
    return true;
  });
  return { scenario, diagnosis, row: observedRow(scenario, seen) };
}

function isComplete(scenario: ClusterScenario, diagnosis: Diagnosis, seen: Observed): boolean {
  const isTold = JSON.stringify(namesOf(diagnosis)) === JSON.stringify(expectedNames(scenario));
  return isTold && JSON.stringify(observedRow(scenario, seen)) === JSON.stringify(expectedRow(scenario));
}

/** Applies, sends, runs kubectl: whatever the scenario has. What was applied once is not applied again. */
async function ask(
  { session, playground }: PlayedCluster,
  scenario: ClusterScenario,
  namespace: string,
  seen: Observed,
): Promise<void> {
  if (scenario.manifest !== false && !seen.apply.has("")) {
    seen.apply.add(await applied(session, scenario.manifest ?? manifest({}), namespace));
  }
  if (scenario.kubectl)
    seen.kubectl.add(await kubectl(playground.kubeconfig, filled(scenario.kubectl, namespace), scenario.input));
  if (scenario.request && seen.states.has("Available")) {
    seen.answer.add(await answerTo(playground, scenario.request, namespace));
  }
}

/** What the API server says; nothing where it accepts. */
async function applied(session: ClusterSession, text: string, namespace: string): Promise<string> {
  try {
    await applyScenario(session, text, namespace);
    return "";
  } catch (error) {
    if (!isKubeError(error)) throw error;
    return error.status?.message ?? error.message;
  }
}

function filled(words: readonly string[], namespace: string): string[] {
  return words.map(word => word.replaceAll("<namespace>", namespace));
}

/** Everything that it prints. */
function kubectl(kubeconfig: string, args: readonly string[], input = ""): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn("kubectl", ["--kubeconfig", kubeconfig, ...args]);
    let text = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (part: string) => (text += part));
    child.on("error", reject).on("close", () => resolve(text));
    child.stdin.end(input);
  });
}

async function enter(session: ClusterSession, states: readonly string[]): Promise<void> {
  const { namespace, name } = STATE;
  const data = { states: states.join(",") };
  const object = { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace }, data };
  await persistently(() => session.apply<KubeObject>(CONFIG_MAPS, object));
  await pause();
}

function dryRunObject(namespace: string): KubeObject {
  const graph = { name: "scorer", implementation: "SKLEARN_SERVER", modelUri: "gs://seldon-models/sklearn/iris" };
  return {
    ...{ apiVersion: "machinelearning.seldon.io/v1", kind: "SeldonDeployment", metadata: { name: "probe", namespace } },
    ...{ spec: { predictors: [{ name: "main", graph }] } },
  };
}

function diagnosed(session: ClusterSession, namespace: string): Promise<Diagnosis> {
  return diagnoseDeployment(session, { namespace, name: "model" }, { now: Date.now(), patience: BUSY });
}

/** Asks until the answer is yes; an error counts as no. */
async function until(asked: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  while (!(await asked().catch(unlessUnserved))) {
    if (Date.now() > deadline) throw new Error("The cluster did not get well again in time.");
    await pause();
  }
}

function unlessUnserved(error: unknown): false {
  if (isKubeError(error)) return false;
  throw error;
}

function pause(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, 300));
}
