// A deploy watched to its end in the playground: ready, failed for a reason, and through a restart of the API server.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rollbackChoices, type Rollout } from "../../client/src/domain/deploy/index.ts";
import { createKubeGateway } from "../../client/src/kube/index.ts";
import type { ClusterSession, KubeGateway, KubeObject } from "../../client/src/kube/port.ts";
import {
  applyItem,
  KeptCopies,
  lookAtCluster,
  liveObject,
  previewItem,
  RolloutWatch,
  type DeployItem,
} from "../../client/src/live/deploy/index.ts";
import { SELDON_DEPLOYMENTS } from "../../client/src/live/index.ts";
import { startPlayground, type Playground } from "../../playground/src/playground.ts";
import type { DiaryManifest } from "../support/diary.ts";
import { createNamespace, objectsOf } from "./support/manifests.ts";

let folder: string;
let playground: Playground;
let gateway: KubeGateway;
let session: ClusterSession;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "seldon-deploy-"));
  playground = await startPlayground({ folder, speed: 60, ingress: "istio", port: 0 });
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

test("the final manifest of the diary is told step by step, until it is available", async () => {
  const { end, said } = await deploy("final.yaml", "good");
  expect(end?.state).toEqual({ kind: "available" });
  expect(said.at(0)).toBe("accepted by the API server, waiting for the operator");
  expect(said.some(words => /^server starting: \d+ of 1200 s of its startup budget used$/.test(words))).toBe(true);
});

test("a change that cannot work fails with its reason and its place, and the kept copy brings back what was there", async () => {
  const namespace = "bad";
  await deploy("final.yaml", namespace);
  const copies = new KeptCopies(path.join(folder, "kept"));
  const before = await session.get({ type: SELDON_DEPLOYMENTS, namespace, name: "churn" });
  await copies.keep(session, before, 1);
  const { end } = await deploy("06-wrong-server.yaml", namespace);
  expect(end?.state).toMatchObject({
    kind: "failed",
    match: { signature: { id: "model-file-missing" } },
    path: ["spec", "predictors", 0, "graph"],
  });
  const live = await session.get({ type: SELDON_DEPLOYMENTS, namespace, name: "churn" });
  const [choice] = rollbackChoices({ live, kept: await copies.of(session, namespace, "churn") });
  expect(choice).toMatchObject({ source: "kept", at: 1, object: { spec: before.spec } });
  const back = await follow({ type: SELDON_DEPLOYMENTS, object: { ...live, ...choice?.object } });
  expect(back.end?.state).toEqual({ kind: "available" });
});

test("the API server restarts while it is watched: the watch goes on where it was", async () => {
  const { end, said } = await deploy("final.yaml", "restart", async () => {
    await playground.apiServer.stop();
    await new Promise(resolve => setTimeout(resolve, 300));
    await playground.apiServer.start();
  });
  expect(end?.state).toEqual({ kind: "available" });
  expect(said.length).toBeGreaterThan(1);
});

test("who cancels is told where it stood", async () => {
  const abort = new AbortController();
  const { end } = await deploy("09-killed-while-starting.yaml", "cancelled", () => abort.abort(), abort);
  expect(end?.state.kind).toBe("running");
});

test("a look at the cluster finds what a check judges by, and leaves nothing behind", async () => {
  const namespace = "looked-at";
  await createNamespace(session, namespace);
  const facts = await lookAtCluster(session, namespace, 0);
  expect(facts).toMatchObject({
    now: 0,
    dryRun: { isAccepted: true },
    kinds: { istio: true },
    namespace: { name: namespace, quotas: [] },
  });
  expect(facts.crd?.versions).toContainEqual({ name: "v1", served: true });
  expect(facts.webhooks).toHaveLength(1);
  expect((await session.list(SELDON_DEPLOYMENTS, { namespace })).items).toEqual([]);
});

test("who may only read is told what may be seen", async () => {
  const viewer = createKubeGateway({
    sources: () => ({ kubeconfig: [playground.viewerKubeconfig], separateFiles: [] }),
    isTrusted: () => Promise.resolve(true),
  });
  const facts = await lookAtCluster(await viewer.connect("seldon-playground-viewer"), "default", 0);
  await viewer.close();
  expect(facts).toMatchObject({ dryRun: undefined, kinds: { istio: true }, namespace: { name: "default" } });
});

interface Told {
  readonly end: Rollout | undefined;
  readonly said: readonly string[];
}

/** Applies a manifest of the diary and watches its SeldonDeployment. @param meanwhile done at the first look */
async function deploy(
  manifest: DiaryManifest,
  namespace: string,
  meanwhile?: () => unknown,
  abort?: AbortController,
): Promise<Told> {
  const exists = await liveObject(session, { type: NAMESPACES, object: namespaceObject(namespace) });
  if (!exists) {
    await createNamespace(session, namespace);
    const secret = objectsOf("final.yaml").find(({ kind }) => kind === "Secret");
    if (secret) await session.apply(SECRETS, { ...secret, metadata: { ...secret.metadata, namespace } });
  }
  const written = objectsOf(manifest).find(({ kind }) => kind === "SeldonDeployment");
  if (!written) throw new Error(`${manifest} has no SeldonDeployment.`);
  const object = { ...written, metadata: { ...written.metadata, namespace } };
  return await follow({ type: SELDON_DEPLOYMENTS, object }, meanwhile, abort);
}

async function follow(item: DeployItem, meanwhile?: () => unknown, abort = new AbortController()): Promise<Told> {
  const { namespace = "", name } = item.object.metadata;
  const watch = new RolloutWatch(session, { namespace, name }, () => Date.now());
  await watch.ready(abort.signal);
  const preview = await previewItem(session, item);
  if (preview.kind !== "ready") throw new Error(preview.error.message);
  const outcome = await applyItem(session, preview);
  if (outcome.kind !== "applied") throw new Error(`It is ${outcome.kind}.`);
  const said: string[] = [];
  const end = await watch.follow({
    start: { at: Date.now(), generation: outcome.object.metadata.generation },
    signal: abort.signal,
    onLook: ({ words }) => {
      said.push(words);
      if (said.length === 1) void meanwhile?.();
    },
  });
  watch.close();
  return { end, said };
}

const SECRETS = { group: "", version: "v1", plural: "secrets", kind: "Secret", isNamespaced: true };
const NAMESPACES = { group: "", version: "v1", plural: "namespaces", kind: "Namespace", isNamespaced: false };

function namespaceObject(name: string): KubeObject {
  return { apiVersion: "v1", kind: "Namespace", metadata: { name } };
}
