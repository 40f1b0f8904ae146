import { expect, test } from "vitest";
import { textOfBase64 } from "./base64.ts";
import { isMap, type PlainMap } from "./plain.ts";
import { keptCopiesFrom, keptCopyKey, rollbackChoices, withKeptCopy, type KeptCopy } from "./rollback.ts";

function deployment(modelUri: string, changes: { traffic?: number; annotations?: object } = {}): PlainMap {
  const { traffic = 100, annotations = {} } = changes;
  const graph = { name: "m", implementation: "SKLEARN_SERVER", modelUri };
  return {
    apiVersion: "machinelearning.seldon.io/v1",
    kind: "SeldonDeployment",
    metadata: { name: "iris", namespace: "models", uid: "1", resourceVersion: "5", annotations },
    spec: { protocol: "seldon", predictors: [{ name: "default", traffic, graph }] },
    status: { state: "Available" },
  };
}

/** As the operator starts the executor: with its defaults, without traffic, with 0 replicas (seldon-facts §2.4). */
function replicaSet(revision: number, modelUri: string, memory = "1Gi"): PlainMap {
  const predictor = {
    name: "default",
    replicas: 0,
    graph: { name: "m", type: "MODEL", implementation: "SKLEARN_SERVER", modelUri, endpoint: { service_port: 9000 } },
    componentSpecs: [{ spec: { containers: [{ name: "m", resources: { limits: { memory } } }] } }],
  };
  const value = Buffer.from(JSON.stringify(predictor)).toString("base64");
  const containers = [{ name: "m" }, { name: "seldon-container-engine", env: [{ name: "ENGINE_PREDICTOR", value }] }];
  return {
    metadata: { name: `rs-${revision}`, annotations: { "deployment.kubernetes.io/revision": String(revision) } },
    spec: { template: { spec: { containers } } },
  };
}

function modelUris(object: unknown): unknown {
  return JSON.stringify(object).match(/s3:\/\/[^"]+/g);
}

test("ten copies are kept, the latest first, none twice", () => {
  let copies: readonly KeptCopy[] = [];
  for (let at = 1; at <= 12; at++) copies = withKeptCopy(copies, deployment(`s3://m/${at}`), at);
  expect(copies).toHaveLength(10);
  expect(copies[0]?.at).toBe(12);
  copies = withKeptCopy(copies, deployment("s3://m/7"), 13);
  expect(copies.map(({ at }) => at)).toEqual([13, 12, 11, 10, 9, 8, 6, 5, 4, 3]);
  expect(JSON.stringify(copies)).not.toMatch(/resourceVersion|status|uid/);
});

test("a Secret is never kept", () => {
  expect(withKeptCopy([], { apiVersion: "v1", kind: "Secret", data: { a: "MQ==" } }, 1)).toEqual([]);
  expect(keptCopiesFrom([{ at: 1, object: { kind: "Secret" } }, { at: "x" }, 7])).toEqual([]);
});

test("names cannot be mistaken for one another", () => {
  expect(keptCopyKey("u", "a/b", "c")).not.toBe(keptCopyKey("u", "a", "b/c"));
});

test("kept copies come first, then kubectl's; what is there now is none", () => {
  const annotation = JSON.stringify(deployment("s3://m/kubectl"));
  const live = deployment("s3://m/now", {
    annotations: { "kubectl.kubernetes.io/last-applied-configuration": annotation },
  });
  const kept = withKeptCopy(withKeptCopy([], deployment("s3://m/old"), 1), deployment("s3://m/now"), 2);
  const choices = rollbackChoices({ live, kept });
  expect(choices.map(({ source, at, object }) => [source, at, modelUris(object)])).toEqual([
    ["kept", 1, ["s3://m/old"]],
    ["last-applied", undefined, ["s3://m/kubectl"]],
  ]);
  expect(choices.flatMap(({ gaps }) => gaps)).toEqual([]);
});

test("without copies the previous version is rebuilt from its pods, and said to be partial", () => {
  const live = deployment("s3://m/new", { traffic: 80 });
  const [choice, ...others] = rollbackChoices({
    live,
    kept: [],
    replicaSets: [replicaSet(1, "s3://m/older"), replicaSet(3, "s3://m/new"), replicaSet(2, "s3://m/old")],
  });
  expect(others).toEqual([]);
  expect(choice).toMatchObject({ source: "pods" });
  expect(choice?.gaps[0]).toContain("partial");
  expect(modelUris(choice?.object)).toEqual(["s3://m/old"]);
  expect(choice?.object).toMatchObject({
    metadata: { name: "iris", namespace: "models" },
    spec: { protocol: "seldon", predictors: [{ name: "default", traffic: 80 }] },
  });
  expect(JSON.stringify(choice?.object)).not.toContain('"replicas":0');
});

test("a version that differs in its containers only is a version, too", () => {
  const live = deployment("s3://m/a");
  const replicaSets = [replicaSet(2, "s3://m/a", "8Gi"), replicaSet(1, "s3://m/a", "1Gi")];
  const [choice] = rollbackChoices({ live, kept: [], replicaSets });
  expect(JSON.stringify(choice?.object)).toContain('"memory":"1Gi"');
});

test("what the operator makes anew each time is not in the rebuilt version", () => {
  const set = JSON.stringify(replicaSet(1, "s3://m/old"));
  const container = {
    name: "m",
    env: [
      { name: "PREDICTIVE_UNIT_ID", value: "m" },
      { name: "OWN", value: "1" },
    ],
    volumeMounts: [{ name: "m-provision-location" }, { name: "seldon-podinfo" }],
  };
  const spec = {
    containers: [container],
    initContainers: [{ name: "m-model-initializer", image: "seldonio/rclone-storage-initializer:1.17.1" }],
    volumes: [{ name: "m-provision-location", emptyDir: {} }],
  };
  const predictor = { name: "default", graph: { name: "m", modelUri: "s3://m/old" }, componentSpecs: [{ spec }] };
  const before = /"ENGINE_PREDICTOR","value":"([^"]*)"/.exec(set)?.[1] ?? "";
  const encoded = Buffer.from(JSON.stringify(predictor)).toString("base64");
  const changed: unknown = JSON.parse(set.replace(before, encoded));
  const [choice] = rollbackChoices({
    live: deployment("s3://m/new"),
    kept: [],
    replicaSets: isMap(changed) ? [changed] : [],
  });
  expect(choice?.object["spec"]).toMatchObject({
    predictors: [{ componentSpecs: [{ spec: { containers: [{ name: "m", env: [{ name: "OWN", value: "1" }] }] } }] }],
  });
  expect(JSON.stringify(choice?.object)).not.toMatch(/provision-location|podinfo|initializer/);
});

test("an operator that got stuck has left the previous version in the newest pods", () => {
  const [choice] = rollbackChoices({
    live: deployment("s3://m/new"),
    kept: [],
    replicaSets: [replicaSet(1, "s3://m/old")],
  });
  expect(modelUris(choice?.object)).toEqual(["s3://m/old"]);
});

test("what cannot be read is no choice", () => {
  const broken = deployment("s3://m/a", { annotations: { "kubectl.kubernetes.io/last-applied-configuration": "{" } });
  const env = [{ name: "ENGINE_PREDICTOR", value: "%%%" }];
  const set = { spec: { template: { spec: { containers: [{ env }] } } } };
  expect(rollbackChoices({ live: broken, kept: [], replicaSets: [set] })).toEqual([]);
});

test.each(["", "a", "ab", "abc", "Grüße, 世界 🦊", '{"a":"\\u0000"}'])("base64 of %j is read back", text => {
  expect(textOfBase64(Buffer.from(text).toString("base64"))).toBe(text);
});

test.each(["%", "/w=="])("%j is no text", encoded => {
  expect(textOfBase64(encoded)).toBeUndefined();
});
