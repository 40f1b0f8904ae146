// Variables of containers: order, references, expansion, and what the kubelet says when something is missing.
import { describe, expect, test } from "vitest";
import type { ContainerSpec, Pod } from "../kubernetes/pod-types.ts";
import { expandVariables, type KeyReader, readPodField, resolveEnvironment } from "./environment.ts";

const pod: Pod = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: {
    name: "p",
    namespace: "ns",
    uid: "u1",
    labels: { app: "a" },
    annotations: { b: 'say "hi"', a: "1\n2" },
  },
  spec: { nodeName: "playground", containers: [] },
  status: { podIP: "10.244.0.5" },
};

const readKeys: KeyReader = (kind, name) => {
  const known = new Map([
    [
      "Secret/rclone",
      new Map([
        ["RCLONE_CONFIG_S3_TYPE", "s3"],
        ["SHARED", "secret"],
      ]),
    ],
    [
      "ConfigMap/settings",
      new Map([
        ["SHARED", "config"],
        ["level", "debug"],
      ]),
    ],
  ]);
  return Promise.resolve(known.get(`${kind}/${name}`));
};

async function resolve(container: Partial<ContainerSpec>): Promise<Record<string, string>> {
  return Object.fromEntries(await resolveEnvironment(pod, { name: "c", ...container }, readKeys));
}

test("later sources win, and env wins over envFrom", async () => {
  const env = await resolve({
    envFrom: [
      { secretRef: { name: "rclone" } },
      { prefix: "", configMapRef: { name: "settings" } },
      { prefix: "X_", secretRef: { name: "rclone" } },
    ],
    env: [{ name: "level", value: "info" }],
  });
  expect(env).toMatchObject({
    RCLONE_CONFIG_S3_TYPE: "s3",
    X_RCLONE_CONFIG_S3_TYPE: "s3",
    SHARED: "config",
    level: "info",
    HOSTNAME: "p",
  });
});

test("references are resolved", async () => {
  const env = await resolve({
    resources: { limits: { memory: "1Gi", cpu: "1500m" } },
    env: [
      { name: "TYPE", valueFrom: { secretKeyRef: { name: "rclone", key: "RCLONE_CONFIG_S3_TYPE" } } },
      { name: "LEVEL", valueFrom: { configMapKeyRef: { name: "settings", key: "level" } } },
      { name: "NONE", valueFrom: { secretKeyRef: { name: "gone", key: "k", optional: true } } },
      { name: "IP", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
      { name: "APP", valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } },
      { name: "MEMORY", valueFrom: { resourceFieldRef: { resource: "limits.memory" } } },
      { name: "CPU", valueFrom: { resourceFieldRef: { resource: "limits.cpu" } } },
      { name: "BOTH", value: "$(TYPE)-$(IP)-$(LATER)-$$(TYPE)" },
      { name: "LATER", value: "x" },
    ],
  });
  expect(env).toMatchObject({ TYPE: "s3", LEVEL: "debug", IP: "10.244.0.5", APP: "a", MEMORY: "1073741824", CPU: "2" });
  expect(env["BOTH"]).toBe("s3-10.244.0.5-$(LATER)-$(TYPE)");
  expect(env).not.toHaveProperty("NONE");
});

describe("what is missing is named as the kubelet names it", () => {
  test.each([
    [{ envFrom: [{ secretRef: { name: "x" } }] }, 'secret "x" not found'],
    [{ envFrom: [{ configMapRef: { name: "x" } }] }, 'configmap "x" not found'],
    [
      { env: [{ name: "A", valueFrom: { secretKeyRef: { name: "rclone", key: "k" } } }] },
      "couldn't find key k in Secret ns/rclone",
    ],
    [
      { env: [{ name: "A", valueFrom: { configMapKeyRef: { name: "settings", key: "k" } } }] },
      "couldn't find key k in ConfigMap ns/settings",
    ],
  ])("%j", async (container, message) => {
    await expect(resolve(container)).rejects.toThrow(message);
  });

  test("unless it is optional", async () => {
    await expect(resolve({ envFrom: [{ secretRef: { name: "x", optional: true } }] })).resolves.toHaveProperty("PATH");
  });
});

test("arguments are expanded, too", () => {
  expect(expandVariables("rclone copy $(FROM) /mnt/models $(NO)", new Map([["FROM", "s3://b/m"]]))).toBe(
    "rclone copy s3://b/m /mnt/models $(NO)",
  );
});

test("the podinfo file has sorted, quoted lines", () => {
  expect(readPodField(pod, "metadata.annotations")).toBe('a="1\\n2"\nb="say \\"hi\\""');
});
