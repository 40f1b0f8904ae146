import { parse } from "yaml";
import { expect, test } from "vitest";
import { liveObjectText } from "./live-object-text.ts";

const OBJECT = {
  apiVersion: "machinelearning.seldon.io/v1",
  kind: "SeldonDeployment",
  metadata: {
    name: "iris",
    namespace: "models",
    uid: "0c3c",
    resourceVersion: "1234",
    generation: 2,
    creationTimestamp: "2026-11-21T09:00:00Z",
    labels: { team: "on" },
    annotations: { "kubectl.kubernetes.io/last-applied-configuration": "{}\n" },
    managedFields: [{ manager: "kubectl", operation: "Apply" as const }],
  },
  spec: { predictors: [{ name: "default", replicas: 1, annotations: { a: "012", b: "1e3", c: "" } }] },
  status: { state: "Available" },
};

test("shows what was written, without the API server's bookkeeping", async () => {
  expect(await liveObjectText(OBJECT, false)).toBe(`apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: iris
  namespace: models
  labels:
    team: "on"
spec:
  predictors:
    - name: default
      replicas: 1
      annotations:
        a: "012"
        b: "1e3"
        c: ""
`);
});

test("shows the status where that is wanted, and keeps other annotations", async () => {
  const annotations = { ...OBJECT.metadata.annotations, owner: "me" };
  const text = await liveObjectText({ ...OBJECT, metadata: { ...OBJECT.metadata, annotations } }, true);
  expect(parse(text)).toMatchObject({ metadata: { annotations: { owner: "me" } }, status: { state: "Available" } });
  expect(text).not.toContain("last-applied");
});
