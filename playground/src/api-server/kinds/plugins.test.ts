// Admission plugins: missing service accounts, and quotas that have no room, in the real words.
import { afterAll, beforeAll, expect, test } from "vitest";
import { valueAt } from "../../support/json.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

let server: TestServer;
beforeAll(async () => (server = await startTestServer()));
afterAll(() => server.api.close());

const NAMESPACE = "/api/v1/namespaces/default";
const pod = (name: string, limit: string | undefined, spec: object = {}): object => ({
  metadata: { name },
  spec: {
    containers: [{ name: "c", image: "i", ...(limit !== undefined && { resources: { limits: { memory: limit } } }) }],
    ...spec,
  },
});
const create = async (body: object): Promise<unknown[]> => {
  const answer = await server.send("POST", `${NAMESPACE}/pods`, body);
  return [answer.code, valueAt(answer.body, "message")];
};

test("a pod of a service account that is missing is refused", async () => {
  expect(await create(pod("p", "1Gi", { serviceAccountName: "gone" }))).toEqual([
    403,
    'pods "p" is forbidden: error looking up service account default/gone: serviceaccount "gone" not found',
  ]);
});

test("a quota refuses what exceeds it, and what does not say how much it takes", async () => {
  const hard = { "limits.memory": "2Gi", pods: "5" };
  await server.send("POST", `${NAMESPACE}/resourcequotas`, { metadata: { name: "q" }, spec: { hard } });
  expect((await create(pod("one", "1536Mi")))[0]).toBe(201);
  expect(await create(pod("two", "1Gi"))).toEqual([
    403,
    'pods "two" is forbidden: exceeded quota: q, requested: limits.memory=1Gi, used: limits.memory=1536Mi, limited: limits.memory=2Gi',
  ]);
  expect(await create(pod("three", undefined))).toEqual([
    403,
    'pods "three" is forbidden: failed quota: q: must specify limits.memory for: c',
  ]);
  await server.send("DELETE", `${NAMESPACE}/pods/one`);
  expect((await create(pod("two", "1Gi")))[0]).toBe(201);
});

test("nothing new comes into a namespace that is on its way out", async () => {
  await server.send("POST", "/api/v1/namespaces", { metadata: { name: "n" } });
  await server.send("POST", "/api/v1/namespaces/n/configmaps", {
    metadata: { name: "held", finalizers: ["example.com/x"] },
  });
  await server.send("DELETE", "/api/v1/namespaces/n");
  const { code, body } = await server.send("POST", "/api/v1/namespaces/n/configmaps", { metadata: { name: "late" } });
  expect([code, valueAt(body, "message")]).toEqual([
    403,
    'configmaps "late" is forbidden: unable to create new content in namespace n because it is being terminated',
  ]);
});
