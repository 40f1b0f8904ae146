// Who may do what: tokens, RBAC, access reviews, and the texts of 401 and 403.
import { afterAll, beforeAll, expect, test } from "vitest";
import { valueAt } from "../support/json.ts";
import { startTestServer, type TestServer } from "./testing/test-server.ts";

let server: TestServer;
beforeAll(async () => (server = await startTestServer()));
afterAll(() => server.api.close());

const VIEWER = { user: "viewer" } as const;
const REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

test("an unknown token is answered with 401", async () => {
  const { code, body } = await server.send("GET", "/api/v1/pods", undefined, { token: "nobody" });
  expect([code, valueAt(body, "message"), valueAt(body, "reason")]).toEqual([401, "Unauthorized", "Unauthorized"]);
});

test("a replaced token is unknown, the new one works", async () => {
  const old = server.api.token("kubelet");
  const token = server.api.replaceToken("kubelet");
  expect((await server.send("GET", "/api/v1/pods", undefined, { token: old })).code).toBe(401);
  expect((await server.send("GET", "/api/v1/pods", undefined, { token })).code).toBe(200);
});

test.each([
  [
    "GET",
    "/api/v1/namespaces/default/secrets",
    'secrets is forbidden: User "viewer" cannot list resource "secrets" in API group "" in the namespace "default"',
  ],
  [
    "GET",
    "/api/v1/nodes",
    'nodes is forbidden: User "viewer" cannot list resource "nodes" in API group "" at the cluster scope',
  ],
  [
    "DELETE",
    "/apis/apps/v1/namespaces/default/deployments/x",
    'deployments.apps "x" is forbidden: User "viewer" cannot delete resource "deployments" in API group "apps" in the namespace "default"',
  ],
  ["GET", "/metrics", 'forbidden: User "viewer" cannot get path "/metrics"'],
])("the viewer may not %s %s", async (method, path, message) => {
  const { code, body } = await server.send(method, path, undefined, VIEWER);
  expect([code, valueAt(body, "reason"), valueAt(body, "message")]).toEqual([403, "Forbidden", message]);
});

test("the viewer may read pods and logs, and discovery", async () => {
  expect((await server.send("GET", "/api/v1/pods", undefined, VIEWER)).code).toBe(200);
  expect((await server.send("GET", "/apis", undefined, VIEWER)).code).toBe(200);
});

test.each([
  [VIEWER, { verb: "list", resource: "pods", namespace: "default" }, true],
  [VIEWER, { verb: "create", resource: "pods", namespace: "default" }, false],
  [{ user: "admin" } as const, { verb: "delete", group: "x.io", resource: "y" }, true],
])("access reviews tell the same", async (user, resourceAttributes, allowed) => {
  const { code, body } = await server.send("POST", REVIEWS, { spec: { resourceAttributes } }, user);
  expect([code, valueAt(body, "status", "allowed")]).toEqual([201, allowed]);
});

test("a role that is bound counts at once; rules aggregated by label, too", async () => {
  const rbac = "/apis/rbac.authorization.k8s.io/v1";
  await server.send("POST", `${rbac}/clusterroles`, {
    metadata: { name: "seldon-view", labels: { "rbac.authorization.k8s.io/aggregate-to-view": "true" } },
    rules: [{ apiGroups: [""], resources: ["nodes"], verbs: ["list"] }],
  });
  expect((await server.send("GET", "/api/v1/nodes", undefined, VIEWER)).code).toBe(200);
  await server.send("POST", `${rbac}/namespaces/default/roles`, {
    metadata: { name: "r" },
    rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["list"] }],
  });
  await server.send("POST", `${rbac}/namespaces/default/rolebindings`, {
    metadata: { name: "r" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "r" },
    subjects: [{ kind: "User", name: "viewer", apiGroup: "rbac.authorization.k8s.io" }],
  });
  expect((await server.send("GET", "/api/v1/namespaces/default/secrets", undefined, VIEWER)).code).toBe(200);
  expect((await server.send("GET", "/api/v1/namespaces/kube-system/secrets", undefined, VIEWER)).code).toBe(403);
});
