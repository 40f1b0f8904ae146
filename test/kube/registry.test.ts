// The way to an MLflow server in a cluster: its Service is found by its name, leased, asked, and given back.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createKubeGateway } from "../../client/src/kube/index.ts";
import type { ClusterSession, KubeGateway, KubeObject, ResourceType } from "../../client/src/kube/port.ts";
import { findMlflowServices, openRegistry, settlePlace } from "../../client/src/live/registry/index.ts";
import { startPlayground, type Playground } from "../../playground/src/playground.ts";
import { createNamespace } from "./support/manifests.ts";

const NAMESPACE = "tracking";
const PATIENCE = { timeout: 30_000, interval: 200 };
const core = (kind: string, plural: string): ResourceType => ({
  ...{ group: "", version: "v1", isNamespaced: true },
  ...{ kind, plural },
});
const SERVICES = core("Service", "services");

const folder = mkdtempSync(path.join(tmpdir(), "seldon-registry-"));
let playground: Playground;
let gateway: KubeGateway;
let session: ClusterSession;

beforeAll(async () => {
  playground = await startPlayground({ folder, speed: 60, ingress: "none", port: 0 });
  gateway = createKubeGateway({
    sources: () => ({ kubeconfig: [playground.kubeconfig], separateFiles: [] }),
    isTrusted: () => Promise.resolve(true),
  });
  session = await gateway.connect("seldon-playground");
  await createNamespace(session, NAMESPACE);
  // The playground has no MLflow; a web server stands in its place, so that what answers tells that it is none.
  await session.create(core("Pod", "pods"), {
    ...{ apiVersion: "v1", kind: "Pod", metadata: { name: "web", namespace: NAMESPACE, labels: { app: "web" } } },
    spec: { containers: [{ name: "web", image: "nginx:1.25", ports: [{ containerPort: 80 }] }] },
  });
  for (const name of ["mlflow-server", "mlflow-mysql", "web"]) await session.create(SERVICES, serviceOf(name));
});

afterAll(async () => {
  await gateway.close();
  await playground.close();
  rmSync(folder, { recursive: true, force: true });
});

function serviceOf(name: string): KubeObject {
  const spec = { selector: { app: "web" }, ports: [{ port: 5000, targetPort: 80 }] };
  return { apiVersion: "v1", kind: "Service", metadata: { name, namespace: NAMESPACE }, spec };
}

test("Services that are called like MLflow are found, its database is none of them", async () => {
  expect(await findMlflowServices(session)).toEqual([`${NAMESPACE}/mlflow-server:5000`]);
});

test("a Service is asked through a port of this machine, which is given back", async () => {
  const { place } = await settlePlace(`${NAMESPACE}/mlflow-server:5000`, () => Promise.resolve("seldon-playground"));
  const lines: string[] = [];
  const registry = await openRegistry(place, context => gateway.connect(context), {
    log: line => lines.push(line),
  });
  expect(registry.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(gateway.forwards().map(({ target }) => target.name)).toEqual(["mlflow-server"]);
  await vi.waitFor(() => expect(registry.store.models()).rejects.toMatchObject({ reason: "not-mlflow" }), PATIENCE);
  expect(lines.at(-1)).toMatch(/^MLflow: GET registered-models\/search \d+$/);
  await registry.close();
  expect(gateway.forwards()).toEqual([]);
});
