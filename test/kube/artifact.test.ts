// Models looked for in the playground's MinIO: through a leased forward to its Service, with the Secret of the cluster.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkWords, modelPlaces, type ModelCheck } from "../../client/src/domain/artifact/index.ts";
import { createKubeGateway } from "../../client/src/kube/index.ts";
import type { ClusterSession, KubeGateway } from "../../client/src/kube/port.ts";
import { checkModels } from "../../client/src/live/artifact/index.ts";
import { startPlayground, type Playground } from "../../playground/src/playground.ts";
import { applyManifest, createNamespace, objectsOf } from "./support/manifests.ts";

const NAMESPACE = "scoring";

let folder: string;
let playground: Playground;
let gateway: KubeGateway;
let session: ClusterSession;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "seldon-artifact-"));
  playground = await startPlayground({ folder, speed: 60, ingress: "none", port: 0 });
  gateway = openGateway(playground.kubeconfig);
  session = await gateway.connect("seldon-playground");
  await createNamespace(session, NAMESPACE);
  await applyManifest(session, "final.yaml", NAMESPACE);
});

afterAll(async () => {
  await gateway.close();
  await playground.close();
  rmSync(folder, { recursive: true, force: true });
});

test("the diary's model is found, with the Secret of the cluster, and the forward is given back", async () => {
  const found = await check(session);
  expect(checkWords(found)).toMatchObject({ tone: "good" });
  expect(found).toMatchObject({
    secret: { kind: "cluster", context: "seldon-playground", namespace: NAMESPACE },
    through: "Service minio/minio:9000",
    finding: { stored: { seen: "folder", texts: [{ path: "MLmodel" }, {}, {}, {}] } },
  });
  expect(session.forwards()).toEqual([]);
});

test("a folder and a bucket that are not there are told apart", async () => {
  expect(await check(session, "s3://mlflow-artifacts/3/no-such-run/artifacts/model")).toMatchObject({
    finding: { stored: { seen: "nothing" }, outcome: { exitCode: 0, mode: "F01" } },
  });
  expect(await check(session, "s3://mlflow-artefacts/3")).toMatchObject({
    finding: { stored: { seen: "no-bucket" }, outcome: { exitCode: 3, mode: "S11" } },
  });
});

test("who may not read Secrets is told so", async () => {
  const viewers = openGateway(playground.viewerKubeconfig);
  try {
    const { contexts } = await viewers.contexts();
    const viewer = await viewers.connect(contexts[0]?.name ?? "");
    const found = await check(viewer);
    expect(found.finding.kind).toBe("not-checked");
    expect(checkWords(found).text).toMatch(/You may not read the Secret models-store .*RBAC/u);
  } finally {
    await viewers.close();
  }
});

function openGateway(kubeconfig: string): KubeGateway {
  return createKubeGateway({
    sources: () => ({ kubeconfig: [kubeconfig], separateFiles: [] }),
    isTrusted: () => Promise.resolve(true),
  });
}

async function check(asker: ClusterSession, modelUri?: string): Promise<ModelCheck> {
  const places = objectsOf("final.yaml").flatMap(modelPlaces);
  const [found] = await checkModels(
    places.map(place => ({ ...place, ...(modelUri !== undefined && { modelUri }) })),
    { session: asker, namespace: NAMESPACE, writtenSecret: () => Promise.resolve(undefined) },
  );
  if (!found) throw new Error("The manifest names no model.");
  return found;
}
