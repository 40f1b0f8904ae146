import { expect, test } from "vitest";
import { restartPatch } from "./restart-patch.ts";

const TIME = "2026-11-21T09:00:00.000Z";

test.each([
  [{}, { path: "/spec/template/metadata", value: { annotations: { "kubectl.kubernetes.io/restartedAt": TIME } } }],
  [
    { metadata: { labels: {} } },
    { path: "/spec/template/metadata/annotations", value: { "kubectl.kubernetes.io/restartedAt": TIME } },
  ],
  [
    { metadata: { annotations: { "prometheus.io/path": "/prometheus" } } },
    { path: "/spec/template/metadata/annotations/kubectl.kubernetes.io~1restartedAt", value: TIME },
  ],
])("annotates the template %j and leaves the rest of it alone", (template, change) => {
  const metadata = { name: "iris-default-0-classifier", uid: "uid-1" };
  const deployment = { apiVersion: "apps/v1", kind: "Deployment", metadata, spec: { template } };
  expect(restartPatch(deployment, TIME)).toEqual([
    { op: "test", path: "/metadata/uid", value: "uid-1" },
    { op: "add", ...change },
  ]);
});
