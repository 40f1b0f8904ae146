// Diagnoses in the playground: every failure that it can bring about is named by its entry of the catalogue, on the right line.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { parse } from "yaml";
import type { Cause, Diagnosis } from "../../client/src/domain/index.ts";
import { asFailure } from "../../client/src/features/runtime-findings/observed-failures.ts";
import { createKubeGateway } from "../../client/src/kube/index.ts";
import type { ClusterSession, KubeGateway, KubeObject, ResourceType } from "../../client/src/kube/port.ts";
import { diagnoseDeployment } from "../../client/src/live/diagnosis/index.ts";
import { SELDON_DEPLOYMENTS } from "../../client/src/live/index.ts";
import { startPlayground, type Playground } from "../../playground/src/playground.ts";
import { lintText, type LintFinding } from "../../server/src/core/lint/index.ts";
import { allRules } from "../../server/src/core/rules/registry.ts";
import { applyEdits } from "../../server/src/core/yaml/index.ts";
import { diaryFindings, readDiary, type DiaryManifest } from "../support/diary.ts";
import { applyManifest, createNamespace } from "./support/manifests.ts";
import { SCENARIOS, type Scenario } from "./support/scenarios.ts";

/** Ten minutes of conda in ten seconds. */
const SPEED = 60;
/** All of them at once would not fit on the playground's node. */
const AT_ONCE = 8;
const CROWD = 2_000;
const MARK = " ◀";
const SECRETS: ResourceType = { group: "", version: "v1", plural: "secrets", kind: "Secret", isNamespaced: true };

/** The scenario in which nothing is wrong. */
const [WELL = failScenario()] = SCENARIOS;

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

interface Outcome {
  readonly scenario: Scenario;
  readonly diagnosis: Diagnosis;
  /** Of the cause that comes first. */
  readonly mode: string | undefined;
  /** The lines on which the editor tells it, without indentation. */
  readonly lines: readonly string[];
}

test("every failure gets its own entry and line: the confusion table has nothing off its diagonal", async () => {
  const outcomes: Outcome[] = [];
  for (let first = 0; first < SCENARIOS.length; first += AT_ONCE) {
    const batch = SCENARIOS.slice(first, first + AT_ONCE);
    outcomes.push(...(await Promise.all(batch.map((scenario, index) => play(scenario, `diagnose-${first + index}`)))));
  }
  process.stdout.write(confusionTable(outcomes));
  const named = outcomes.map(({ scenario, mode }) => `${scenario.title}: ${mode ?? "in order"}`);
  expect(named).toEqual(SCENARIOS.map(({ title, mode }) => `${title}: ${mode ?? "in order"}`));
  const places = outcomes.map(({ scenario, lines }) => `${scenario.title}: ${lines.join(" | ")}`);
  expect(places).toEqual(SCENARIOS.map(({ title, manifest }) => `${title}: ${markedLines(manifest).join(" | ")}`));
  expect(outcomes.filter(({ diagnosis }) => diagnosis.causes.length > 1).map(({ scenario }) => scenario.title)).toEqual(
    [],
  );
  const secrets = SCENARIOS.flatMap(({ secret = {} }) => Object.values(secret)).filter(value =>
    value.startsWith("planted"),
  );
  expect(secrets.length).toBeGreaterThan(0);
  for (const value of secrets) expect(JSON.stringify(outcomes.map(({ diagnosis }) => diagnosis))).not.toContain(value);
}, 240_000);

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
  await apply(WELL.manifest, namespace);
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

test("a broken update: the cause of the new pods, and that the previous version serves on (F39)", async () => {
  const namespace = "diagnose-update";
  await createNamespace(session, namespace);
  await session.create<KubeObject>(SECRETS, {
    ...{ apiVersion: "v1", kind: "Secret", metadata: { name: "store", namespace } },
    ...{ stringData: WELL.secret },
  });
  await apply(WELL.manifest, namespace);
  await settled(namespace, false);
  await apply(WELL.manifest.replace("sklearn/iris", "does-not-exist/iris"), namespace);
  const { causes, words, notes } = await settled(namespace, true);
  await session.delete({ type: SELDON_DEPLOYMENTS, namespace, name: "model" });
  expect(causes.map(({ failureModes }) => failureModes[0])).toEqual(["F01"]);
  expect(words).toContain("previous version serves");
  expect(notes).toContain("1 pod of the previous version still serves all requests.");
});

test("a user who may only read, and no Secrets, gets the same diagnosis", async () => {
  const namespace = "diagnose-viewer";
  const [, scenario] = SCENARIOS;
  if (!scenario) throw new Error("There is no scenario that fails.");
  await createNamespace(session, namespace);
  await apply(scenario.manifest.replace(MARK, ""), namespace);
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
  const [, scenario] = SCENARIOS;
  if (!scenario) throw new Error("There is no scenario that fails.");
  await createNamespace(session, namespace);
  await apply(scenario.manifest.replace(MARK, ""), namespace);
  await settled(namespace, true);
  for (let first = 0; first < CROWD; first += 50) {
    const names = Array.from({ length: 50 }, (_, index) => `quiet-${first + index}`);
    await Promise.all(names.map(name => session.create<KubeObject>(SELDON_DEPLOYMENTS, quiet(name, namespace))));
  }
  // Operator and API server share this process, and are busy with the crowd for a while.
  await vi.waitFor(
    async () => {
      const began = performance.now();
      const { causes } = await diagnoseDeployment(session, { namespace, name: "model" }, { now: Date.now() });
      const took = performance.now() - began;
      expect(causes[0]?.failureModes[0]).toBe(scenario.mode);
      expect(took).toBeLessThan(3_000);
      process.stdout.write(`A diagnosis beside ${CROWD} deployments took ${Math.round(took)} ms.\n`);
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

async function play(scenario: Scenario, namespace: string): Promise<Outcome> {
  await createNamespace(session, namespace);
  const data = scenario.secret;
  if (data) {
    const metadata = { name: "store", namespace };
    await session.create<KubeObject>(SECRETS, { apiVersion: "v1", kind: "Secret", metadata, stringData: data });
  }
  const manifest = scenario.manifest.replace(MARK, "");
  await apply(manifest, namespace);
  const diagnosis = await settled(namespace, scenario.mode !== undefined);
  await session.delete({ type: SELDON_DEPLOYMENTS, namespace, name: "model" });
  const [cause] = diagnosis.causes;
  return { scenario, diagnosis, mode: cause?.failureModes[0], lines: cause ? toldAt(manifest, cause) : [] };
}

async function apply(manifest: string, namespace: string): Promise<void> {
  const object: unknown = parse(manifest);
  if (!isObject(object)) throw new Error("The scenario holds something that is no Kubernetes object.");
  await session.apply<KubeObject>(SELDON_DEPLOYMENTS, { ...object, metadata: { ...object.metadata, namespace } });
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

/** Where the language server tells a cause: by a rule that knows it from the text, or else by itself. */
function toldAt(manifest: string, cause: Cause): string[] {
  return seenIn(manifest, [cause]).map(({ range }) => lineOf(manifest, range.start));
}

function seenIn(manifest: string, causes: readonly Cause[], name = "model"): LintFinding[] {
  const observed = causes.map(cause => asFailure(cause, { name }, "playground"));
  const { findings } = lintText(manifest, { rules: allRules, facts: { observed }, onCrash: "throw" });
  return findings.filter(({ message }) => message.includes("Seen in the cluster playground: "));
}

function lineOf(text: string, offset: number): string {
  const begin = text.lastIndexOf("\n", offset - 1) + 1;
  return text.slice(begin, text.indexOf("\n", offset)).trim();
}

function markedLines(manifest: string): string[] {
  return manifest.split("\n").flatMap(line => (line.endsWith(MARK) ? [line.slice(0, -MARK.length).trim()] : []));
}

function failScenario(): never {
  throw new Error("There are no scenarios.");
}

/** Rows are what was wrong, columns what was said. */
function confusionTable(outcomes: readonly Outcome[]): string {
  const names = [
    ...new Set(outcomes.flatMap(({ scenario, mode }) => [scenario.mode ?? "none", mode ?? "none"])),
  ].sort();
  const count = (row: string, column: string): number =>
    outcomes.filter(({ scenario, mode }) => (scenario.mode ?? "none") === row && (mode ?? "none") === column).length;
  const cells = (row: string): string[] => names.map(column => String(count(row, column) || "·").padStart(4));
  const lines = [
    `     ${names.map(name => name.padStart(4)).join(" ")}`,
    ...names.map(name => `${name.padEnd(5)}${cells(name).join(" ")}`),
    ...outcomes.map(({ scenario, mode, diagnosis }) => {
      const told = diagnosis.causes.map(({ signature }) => signature).join(", ");
      return `${(scenario.mode ?? "none").padEnd(5)}${(mode ?? "none").padEnd(5)}${scenario.title}: ${told || diagnosis.words}`;
    }),
  ];
  return `${lines.join("\n")}\n`;
}

function isObject(value: unknown): value is KubeObject {
  return typeof value === "object" && value !== null && "kind" in value && "metadata" in value;
}
