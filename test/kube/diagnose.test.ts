// Diagnoses in the playground beyond single scenarios (see scenarios.test.ts): broken updates, few rights, the diary, a crowd.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Diagnosis } from "../../client/src/domain/index.ts";
import { createKubeGateway } from "../../client/src/kube/index.ts";
import type { ClusterSession, KubeGateway, KubeObject, ResourceType } from "../../client/src/kube/port.ts";
import { diagnoseDeployment } from "../../client/src/live/diagnosis/index.ts";
import { SELDON_DEPLOYMENTS } from "../../client/src/live/index.ts";
import { startPlayground, type Playground } from "../../playground/src/playground.ts";
import { lintText } from "../../server/src/core/lint/index.ts";
import { allRules } from "../../server/src/core/rules/registry.ts";
import { applyEdits } from "../../server/src/core/yaml/index.ts";
import { diaryFindings, readDiary, type DiaryManifest } from "../support/diary.ts";
import { applyManifest, createNamespace } from "./support/manifests.ts";
import { MARK, SCENARIOS, type Scenario } from "./support/scenarios/index.ts";
import { applyScenario, BUSY, lineOf, seenIn } from "./support/scenarios/play.ts";

/** Ten minutes of conda in ten seconds. */
const SPEED = 60;
const CROWD = 2_000;
/** The middle one of so many diagnoses counts: a machine is busy with something else now and then. */
const TURNS = 5;
const SECRETS: ResourceType = { group: "", version: "v1", plural: "secrets", kind: "Secret", isNamespaced: true };

const CONFIG_MAPS: ResourceType = {
  group: "",
  version: "v1",
  plural: "configmaps",
  kind: "ConfigMap",
  isNamespaced: true,
};
/** States of the cluster, and the entries that only the last step of a diagnosis finds. */
const STATES_OF_ANSWERS: readonly (readonly [states: string, modes: readonly string[]])[] = [
  ["gateway-auth", ["F52"]],
  ["webhook-for-kubeflow", ["F50"]],
  ["webhook-for-kubeflow,gateway-auth", ["F50", "F52"]],
];

const WELL = scenarioOf("all is well");
const FAILING = scenarioOf("no Secret at all");

let folder: string;
let playground: Playground;
let gateway: KubeGateway;
let session: ClusterSession;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "seldon-diagnose-"));
  playground = await startPlayground({ folder, speed: SPEED, ingress: "istio", port: 0 });
  gateway = createKubeGateway({
    sources: () => ({ kubeconfig: [playground.kubeconfig], separateFiles: [] }),
    isTrusted: () => Promise.resolve(true),
  });
  session = await gateway.connect("seldon-playground");
});

afterAll(async () => {
  await gateway.close();
  await playground.close();
  rmSync(folder, { recursive: true, force: true });
});

/** By manifest of the diary, in its order: the entry, and the line on which it is told. The last ones serve. */
const DIARY: readonly (readonly [DiaryManifest, mode: string | undefined])[] = [
  ["01-duplicate-volume.yaml", "S01"],
  ["02-initializer-without-model-uri.yaml", "S02"],
  ["03-rclone-conf-nobody-reads.yaml", "S03"],
  ["04-secret-without-remote.yaml", "S03"],
  ["05-placeholder-left-in.yaml", "S07"],
  ["06-wrong-server.yaml", "S12"],
  ["07-unknown-parameter.yaml", "S14"],
  ["08-conda-out-of-memory.yaml", "S15"],
  ["09-killed-while-starting.yaml", "S16"],
  ["10-late-liveness.yaml", undefined],
  ["final.yaml", undefined],
];

test("ready, and the gateway that its routes name is gone (S43)", async () => {
  const namespace = "diagnose-gateway";
  await createNamespace(session, namespace);
  await applyScenario(session, WELL.manifest, namespace);
  await session.create<KubeObject>(SECRETS, {
    ...{ apiVersion: "v1", kind: "Secret", metadata: { name: "store", namespace } },
    ...{ stringData: WELL.secret },
  });
  expect((await settled(namespace, false)).causes).toEqual([]);
  const type = await session.findKind({ group: "networking.istio.io", kind: "Gateway" });
  if (!type) throw new Error("The playground does not know gateways.");
  const gatewayRef = { type, namespace: "istio-system", name: "seldon-gateway" };
  const gatewayObject = await session.get<KubeObject>(gatewayRef);
  await session.delete(gatewayRef);
  const { state, causes } = await settled(namespace, false);
  const { resourceVersion: _version, uid: _uid, ...metadata } = gatewayObject.metadata;
  await session.create<KubeObject>(type, { ...gatewayObject, metadata });
  expect([state, causes.map(({ signature }) => signature)]).toEqual(["serving", ["gateway-missing"]]);
});

test("in order, until the last step asks: the gateway wants an identity (F52), the webhook looks away (F50)", async () => {
  const namespace = "diagnose-answers";
  await createNamespace(session, namespace);
  await session.create<KubeObject>(SECRETS, {
    ...{ apiVersion: "v1", kind: "Secret", metadata: { name: "store", namespace } },
    ...{ stringData: WELL.secret },
  });
  await applyScenario(session, WELL.manifest, namespace);
  expect((await settled(namespace, false)).causes).toEqual([]);
  for (const [states, modes] of STATES_OF_ANSWERS) {
    await enter(states);
    await expect.poll(() => namedIn(namespace, {}), { timeout: 60_000 }).toEqual(["serving", ...modes]);
  }
  await enter("gateway-auth");
  // Whoever may only read opens no forward, and so does not ask.
  expect(await namedIn(namespace, { isReadOnly: true })).toEqual(["serving"]);
  await enter("");
  await expect.poll(() => namedIn(namespace, {}), { timeout: 60_000 }).toEqual(["serving"]);
}, 300_000);

test("the Secret that pods read was written anew: they may serve with the old values (F32)", async () => {
  const namespace = "diagnose-rotated";
  await createNamespace(session, namespace);
  const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "store", namespace } };
  await session.create<KubeObject>(SECRETS, { ...secret, stringData: WELL.secret });
  await applyScenario(session, WELL.manifest, namespace);
  expect((await settled(namespace, false)).causes).toEqual([]);
  const rotate = async (): Promise<string[]> => {
    // Each time with another value: what stays as it is was not written.
    const stringData = { RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: `planted-${Date.now()}` };
    await session.mergePatch({ type: SECRETS, namespace, name: "store" }, { stringData });
    return namedIn(namespace, {});
  };
  await expect.poll(rotate, { timeout: 60_000, interval: 1_000 }).toEqual(["serving", "F32"]);
  const ref = { type: SECRETS, namespace, name: "store" };
  const seen = await session.get(ref, { isMetadataOnly: true });
  expect(Object.keys(seen).toSorted()).toEqual(["apiVersion", "kind", "metadata"]);
  expect(seen.metadata.managedFields?.length).toBeGreaterThan(0);
  const diagnosis = await diagnoseDeployment(session, { namespace, name: "model" }, { now: Date.now() });
  expect(JSON.stringify(diagnosis)).not.toContain("planted");
}, 180_000);

test("a broken update: the cause of the new pods, and that the previous version serves on (F39)", async () => {
  const namespace = "diagnose-update";
  await createNamespace(session, namespace);
  await session.create<KubeObject>(SECRETS, {
    ...{ apiVersion: "v1", kind: "Secret", metadata: { name: "store", namespace } },
    ...{ stringData: WELL.secret },
  });
  await applyScenario(session, WELL.manifest, namespace);
  await settled(namespace, false);
  await applyScenario(session, WELL.manifest.replace("sklearn/iris", "does-not-exist/iris"), namespace);
  const { causes, words, notes } = await settled(namespace, true);
  await session.delete({ type: SELDON_DEPLOYMENTS, namespace, name: "model" });
  expect(causes.map(({ failureModes }) => failureModes[0])).toEqual(["F01"]);
  expect(words).toContain("previous version serves");
  expect(notes).toContain("1 pod of the previous version still serves all requests.");
});

test("a user who may only read, and no Secrets, gets the same diagnosis", async () => {
  const namespace = "diagnose-viewer";
  const scenario = FAILING;
  await createNamespace(session, namespace);
  await applyScenario(session, scenario.manifest.replace(MARK, ""), namespace);
  await settled(namespace, true);
  const viewer = createKubeGateway({
    sources: () => ({ kubeconfig: [playground.viewerKubeconfig], separateFiles: [] }),
    isTrusted: () => Promise.resolve(true),
  });
  const asViewer = await viewer.connect("seldon-playground-viewer");
  const diagnosis = await diagnoseDeployment(asViewer, { namespace, name: "model" }, { now: Date.now() });
  await viewer.close();
  await session.delete({ type: SELDON_DEPLOYMENTS, namespace, name: "model" });
  expect(diagnosis.state).toBe("failing");
  expect(diagnosis.causes.map(({ failureModes }) => failureModes[0])).toEqual([scenario.mode]);
});

/** Scaled to 0, so that nothing runs of it. */
function quiet(name: string, namespace: string): KubeObject {
  const graph = { name: "scorer", implementation: "SKLEARN_SERVER", modelUri: "gs://seldon-models/sklearn/iris" };
  return {
    apiVersion: "machinelearning.seldon.io/v1",
    kind: "SeldonDeployment",
    metadata: { name, namespace },
    ...{ spec: { replicas: 0, predictors: [{ name: "main", graph }] } },
  };
}

test("the diary, replayed: each attempt fails, is diagnosed on the line of the seed's cause, and offers its fix", async () => {
  for (const [manifest, mode] of DIARY) {
    const namespace = `replay-${manifest.split(".")[0] ?? ""}`;
    await createNamespace(session, namespace);
    await applyManifest(session, manifest, namespace);
    const diagnosis = await settled(namespace, mode !== undefined, "churn");
    expect([manifest, diagnosis.state, diagnosis.causes[0]?.failureModes[0]]).toEqual([
      manifest,
      mode === undefined ? "serving" : "failing",
      mode,
    ]);
    expect(diagnosis.causes.length).toBeLessThanOrEqual(1);
    if (mode !== undefined) expectTold(manifest, diagnosis);
    await session.delete({ type: SELDON_DEPLOYMENTS, namespace, name: "churn" });
  }
});

test("with 2,000 deployments beside it, it is answered within three seconds", async () => {
  const namespace = "diagnose-crowd";
  const scenario = FAILING;
  await createNamespace(session, namespace);
  await applyScenario(session, scenario.manifest.replace(MARK, ""), namespace);
  await settled(namespace, true);
  for (let first = 0; first < CROWD; first += 50) {
    const names = Array.from({ length: 50 }, (_, index) => `quiet-${first + index}`);
    await Promise.all(names.map(name => session.create<KubeObject>(SELDON_DEPLOYMENTS, quiet(name, namespace))));
  }
  // Operator and API server share this process, and are busy with the crowd for a while.
  await vi.waitFor(
    async () => {
      const times: number[] = [];
      for (let turn = 0; turn < TURNS; turn++) {
        const began = performance.now();
        const target = { namespace, name: "model" };
        const { causes } = await diagnoseDeployment(session, target, { now: Date.now(), patience: BUSY });
        times.push(performance.now() - began);
        expect(causes[0]?.failureModes[0]).toBe(scenario.mode);
      }
      const took = times.toSorted((one, other) => one - other)[Math.floor(TURNS / 2)] ?? Infinity;
      expect(took).toBeLessThan(3_000);
      process.stdout.write(
        `A diagnosis beside ${CROWD} deployments took ${Math.round(took)} ms, the middle one of ${TURNS}.\n`,
      );
    },
    { timeout: 120_000, interval: 1_000 },
  );
}, 240_000);

/** The rule that knows the cause from the text tells what was seen, and where it has a fix, that mends it. */
function expectTold(manifest: DiaryManifest, { causes }: Diagnosis): void {
  const text = readDiary(manifest);
  const [expected] = diaryFindings[manifest];
  const [found, ...others] = seenIn(text, causes, "churn");
  expect([manifest, others.length, found?.rule, found && lineOf(text, found.range.start)]).toEqual([
    manifest,
    0,
    expected?.rule,
    expected?.line,
  ]);
  const fix = found?.fixes.find(({ kind }) => kind === "fix");
  if (!fix) return;
  const mended = lintText(applyEdits(text, fix.edits), { rules: allRules, onCrash: "throw" });
  expect(mended.findings.map(({ rule }) => rule)).not.toContain(expected?.rule);
}

/** The state, and the entries that are named. */
async function namedIn(namespace: string, options: { readonly isReadOnly?: boolean }): Promise<string[]> {
  const { state, causes } = await diagnoseDeployment(
    session,
    { namespace, name: "model" },
    { now: Date.now(), patience: BUSY, ...options },
  );
  return [state, ...causes.map(({ failureModes: [mode], signature }) => mode ?? signature)];
}

/** Turns the whole cluster, as kubectl would. */
async function enter(states: string): Promise<void> {
  const metadata = { name: "playground-state", namespace: "seldon-system" };
  const object = { apiVersion: "v1", kind: "ConfigMap", metadata, data: { states } };
  await session.apply<KubeObject>(CONFIG_MAPS, object);
}

/** Asks until there is a cause, or until it serves; where neither comes, what was said last counts. */
async function settled(namespace: string, isToFail: boolean, name = "model"): Promise<Diagnosis> {
  const deadline = Date.now() + 40_000;
  for (;;) {
    const diagnosis = await diagnoseDeployment(session, { namespace, name }, { now: Date.now() });
    const { state, causes } = diagnosis;
    const isSettled = isToFail ? state === "failing" && causes.length > 0 : state === "serving";
    if (isSettled || Date.now() > deadline) return diagnosis;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}

function scenarioOf(title: string): Scenario {
  const found = SCENARIOS.find(scenario => scenario.title === title);
  if (!found) throw new Error(`There is no scenario ${title}.`);
  return found;
}
