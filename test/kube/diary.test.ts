// The diary of seed 000 in the playground: every manifest of examples/diary ends where the seed says it ended.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createKubeGateway } from "../../client/src/kube/index.ts";
import { isKubeError, type ClusterSession, type KubeGateway, type KubeObject } from "../../client/src/kube/port.ts";
import { EVENTS, PODS, SELDON_DEPLOYMENTS } from "../../client/src/live/index.ts";
import { startPlayground, type Playground } from "../../playground/src/playground.ts";
import type { DiaryManifest } from "../support/diary.ts";
import { applyManifest, createNamespace } from "./support/manifests.ts";

/** Ten minutes of conda in ten seconds. */
const SPEED = 60;

type Pod = NonNullable<(typeof PODS)["objectType"]>;
type ContainerState = NonNullable<NonNullable<NonNullable<Pod["status"]>["containerStatuses"]>[number]["state"]>;

/** Waits for what the cluster does in its own time. */
const eventually = <T>(look: () => Promise<T>): Promise<T> => vi.waitFor(look, { timeout: 60_000, interval: 50 });

let folder: string;
let playground: Playground;
let gateway: KubeGateway;
let session: ClusterSession;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "seldon-diary-"));
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

test("1: the volume is there twice, so the Deployment is refused and no pod comes", async () => {
  const namespace = await apply("01-duplicate-volume.yaml");
  const status = await eventually(async () => {
    const found = statusOf(await session.get({ type: SELDON_DEPLOYMENTS, name: "churn", namespace }));
    expect(found.state).toBe("Failed");
    return found;
  });
  expect(status.description).toMatch(
    /^Deployment\.apps "churn-main-0-scorer" is invalid: spec\.template\.spec\.volumes\[\d\]\.name: Duplicate value: "scorer-provision-location"$/,
  );
  expect((await session.list(PODS, { namespace })).items).toEqual([]);
});

test("2: an init container of one's own gets no address", async () => {
  const namespace = await apply("02-initializer-without-model-uri.yaml");
  await ended(namespace, "fetch-model", { exitCode: 1, reason: "Error" });
  await says(namespace, "fetch-model", "Command copy needs 2 arguments minimum");
});

test("3: rclone does not look where the ConfigMap is mounted", async () => {
  const namespace = await apply("03-rclone-conf-nobody-reads.yaml");
  await ended(namespace, "scorer-model-initializer", { exitCode: 1, reason: "Error" });
  await says(
    namespace,
    "scorer-model-initializer",
    'Config file "/.rclone.conf" not found - using defaults',
    `Failed to create file system for "s3://models/churn/7": didn't find section in config file`,
  );
});

test("4: the Secret has keys for AWS, and none for rclone", async () => {
  const namespace = await apply("04-secret-without-remote.yaml");
  await ended(namespace, "scorer-model-initializer", { exitCode: 1, reason: "Error" });
  await says(namespace, "scorer-model-initializer", "didn't find section in config file");
});

test("5: nobody has filled in the placeholder", async () => {
  const namespace = await apply("05-placeholder-left-in.yaml");
  await ended(namespace, "scorer-model-initializer", { exitCode: 3, reason: "Error" });
  await says(namespace, "scorer-model-initializer", "error reading source root directory: directory not found");
});

test("6: the server looks for model.bst", async () => {
  const namespace = await apply("06-wrong-server.yaml");
  const pod = await crashed(namespace, "scorer");
  expect(terminated(pod, "scorer-model-initializer")).toMatchObject({ exitCode: 0, reason: "Completed" });
  await says(namespace, "scorer", 'model.bst": No such file or directory');
  await says(namespace, "seldon-container-engine", /Ready check failed.*9000: connect: connection refused/);
});

test("7: the server's class does not know the parameter", async () => {
  const namespace = await apply("07-unknown-parameter.yaml");
  await ended(namespace, "scorer", { exitCode: 1, reason: "Error" });
  await says(
    namespace,
    "scorer",
    "TypeError: __init__() got an unexpected keyword argument 'model_file_name'",
    'File "/opt/conda/lib/python3.8/site-packages/seldon_core/microservice.py"',
  );
});

test("8: conda needs more memory than the limit", async () => {
  const namespace = await apply("08-conda-out-of-memory.yaml");
  await ended(namespace, "scorer", { exitCode: 137, reason: "OOMKilled" });
});

test("9: the liveness probe ends the start again and again", async () => {
  const namespace = await apply("09-killed-while-starting.yaml");
  await ended(namespace, "scorer", { exitCode: 143, reason: "Error" });
  await says(namespace, "scorer", "INFO:root:Creating Conda environment 'mlflow' from conda.yaml");
  expect(await eventTexts(namespace)).toContainEqual(
    expect.stringMatching(/^Unhealthy: Liveness probe failed: dial tcp .*:9000: connect: connection refused$/),
  );
  expect(await eventTexts(namespace)).toContainEqual(
    "Killing: Container scorer failed liveness probe, will be restarted",
  );
});

test("10: with ten minutes of patience it becomes ready", async () => {
  const namespace = await apply("10-late-liveness.yaml");
  await ready(namespace);
});

test("at last: it serves, and names the versions that do not fit", async () => {
  const namespace = await apply("final.yaml");
  await ready(namespace);
  await says(namespace, "scorer", "Detected one or more mismatches between the model's dependencies");
  await eventually(async () => {
    const found = statusOf(await session.get({ type: SELDON_DEPLOYMENTS, name: "churn", namespace }));
    expect(found.state).toBe("Available");
  });
  const answer = await fetch(`${playground.gateway ?? ""}/seldon/${namespace}/churn/api/v1.0/predictions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ data: { ndarray: [[1, 2, 3, 4]] } }),
  });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ data: { ndarray: [expect.anything()] } });
});

/** Applies a manifest in a namespace of its own. */
async function apply(manifest: DiaryManifest): Promise<string> {
  const namespace = `diary-${manifest.split(".")[0] ?? ""}`;
  await createNamespace(session, namespace);
  await applyManifest(session, manifest, namespace);
  return namespace;
}

function statusOf(object: KubeObject): { state?: string; description?: string } {
  const { status } = object;
  return typeof status === "object" && status !== null ? status : {};
}

async function onlyPod(namespace: string): Promise<Pod> {
  const { items } = await session.list(PODS, { namespace });
  expect(items).toHaveLength(1);
  const [pod] = items;
  if (!pod) throw new Error("There is no pod.");
  return pod;
}

function terminated(pod: Pod, container: string): ContainerState["terminated"] {
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  const status = statuses.find(({ name }) => name === container);
  return status?.state?.terminated ?? status?.lastState?.terminated;
}

async function ended(
  namespace: string,
  container: string,
  expected: { exitCode: number; reason: string },
): Promise<Pod> {
  return await eventually(async () => {
    const pod = await onlyPod(namespace);
    expect(terminated(pod, container)).toMatchObject(expected);
    return pod;
  });
}

async function crashed(namespace: string, container: string): Promise<Pod> {
  return await eventually(async () => {
    const pod = await onlyPod(namespace);
    expect(terminated(pod, container)?.exitCode).toBeGreaterThan(0);
    return pod;
  });
}

async function ready(namespace: string): Promise<void> {
  await eventually(async () => {
    const pod = await onlyPod(namespace);
    expect(pod.status?.conditions).toContainEqual(expect.objectContaining({ type: "Ready", status: "True" }));
  });
}

/** Waits until the container has said something, in this run or the one before. */
async function says(namespace: string, container: string, ...expected: readonly (string | RegExp)[]): Promise<void> {
  await eventually(async () => {
    const pod = await onlyPod(namespace);
    const log = `${await logOf(pod, container, true)}\n${await logOf(pod, container, false)}`;
    for (const text of expected) expect(log).toMatch(text);
  });
}

async function logOf(pod: Pod, container: string, isPrevious: boolean): Promise<string> {
  const { name, namespace = "" } = pod.metadata;
  const lines: string[] = [];
  try {
    for await (const batch of session.log({ namespace, pod: name, container }, { isPrevious })) {
      lines.push(...batch.map(line => line.text));
    }
  } catch (error) {
    // There was no run before, or none has begun.
    if (!isKubeError(error) || error.reason !== "invalid") throw error;
  }
  return lines.join("\n");
}

async function eventTexts(namespace: string): Promise<string[]> {
  const { items } = await session.list(EVENTS, { namespace });
  return items.map(({ reason = "", message = "" }) => `${reason}: ${message}`);
}
