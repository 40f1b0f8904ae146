// seldon-mcp with a cluster, the playground: what agents are told of deployments, and where they may not look.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { runTool, type AgentMeans } from "../../../client/src/live/agents/index.ts";
import type { ClusterSession } from "../../../client/src/kube/port.ts";
import { startPlayground, type Playground } from "../../../playground/src/playground.ts";
import { connectAgent, type Agent } from "../../support/agent.ts";
import { accessCluster, type ClusterAccess } from "../../support/cluster-access.ts";
import { buildMcp, type McpProgram } from "../../support/mcp-program.ts";

const CONTEXT = "seldon-playground";
const PLANTED = ["planted-access-key", "planted-secret-key", "planted-variable"];

function manifest(modelUri: string): string {
  return `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: iris
spec:
  predictors:
    - name: main
      componentSpecs:
        - spec:
            containers:
              - name: classifier
                env:
                  - {name: STORE_PASSWORD, value: planted-variable}
      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: ${modelUri}
        envSecretRefName: store
---
apiVersion: v1
kind: Secret
metadata:
  name: store
stringData:
  RCLONE_CONFIG_S3_TYPE: s3
  RCLONE_CONFIG_S3_PROVIDER: Minio
  RCLONE_CONFIG_S3_ENV_AUTH: "false"
  RCLONE_CONFIG_S3_ACCESS_KEY_ID: planted-access-key
  RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: planted-secret-key
  RCLONE_CONFIG_S3_ENDPOINT: http://minio.minio.svc.cluster.local:9000
`;
}

let folder: string;
let program: McpProgram;
let playground: Playground;
let cluster: ClusterAccess;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "seldon-mcp-cluster-"));
  program = await buildMcp();
  playground = await startPlayground({ folder, speed: 60, ingress: "istio", port: 0 });
  cluster = await accessCluster(playground.kubeconfig);
  // The remote of the second one is defined nowhere (S03).
  await cluster.apply(manifest("gs://seldon-models/sklearn/iris"), { namespace: "well" });
  await cluster.apply(manifest("s4://models/sklearn/iris"), { namespace: "failing" });
});

afterAll(async () => {
  await cluster.close();
  await playground.close();
  program.dispose();
  rmSync(folder, { recursive: true, force: true });
});

async function agentWith(...args: readonly string[]): Promise<Agent> {
  return await connectAgent(program.file, folder, ["--allow-cluster", "--kubeconfig", playground.kubeconfig, ...args]);
}

const SLOW = { timeout: 90_000, interval: 500 };

test("an agent learns how deployments stand, why one does not serve, and what its log says; and no secret", async () => {
  const agent = await agentWith();
  const names = (await agent.client.listTools()).tools.map(({ name }) => name);
  expect(names).toEqual(["lint_manifest", "explain_rule", "get_deployment_status", "diagnose_deployment", "get_logs"]);

  const failing = { name: "iris", namespace: "failing" };
  await expect
    .poll(async () => JSON.stringify(await agent.call("diagnose_deployment", failing)), SLOW)
    .toContain('"S03"');
  const diagnosis = await agent.call("diagnose_deployment", failing);
  expect(diagnosis).toMatchObject({
    isError: false,
    data: { context: CONTEXT, namespace: "failing", state: "failing" },
  });
  expect(diagnosis.data["causes"]).toHaveLength(1);

  const logs = await agent.call("get_logs", failing);
  expect(logs.data).toMatchObject({ container: "classifier-model-initializer", runs: "initializer" });
  expect(JSON.stringify(logs.data["lines"])).toContain("didn't find section in config file");
  expect((await agent.call("get_logs", { ...failing, lines: 1 })).data["lines"]).toHaveLength(1);

  const status = await agent.call("get_deployment_status", failing);
  expect(status.data).toMatchObject({
    name: "iris",
    state: "failed",
    predictors: [{ name: "main", traffic: "all traffic", units: [{ name: "classifier" }] }],
  });
  expect(JSON.stringify(status.data)).toContain("classifier-model-initializer");

  await expect
    .poll(async () => (await agent.call("get_deployment_status", { name: "iris", namespace: "well" })).data, SLOW)
    .toMatchObject({ state: "ready" });
  const listed = await agent.call("get_deployment_status", { namespace: "well" });
  expect(listed.data["deployments"]).toMatchObject([{ name: "iris", state: "Available", predictors: ["main"] }]);

  for (const value of PLANTED) expect(agent.received()).not.toContain(value);
});

test("what is not there is said in words", async () => {
  const agent = await agentWith("--context", CONTEXT);
  const absent = await agent.call("get_deployment_status", { name: "absent", namespace: "well" });
  expect(absent).toEqual({
    isError: true,
    data: { error: "There is no SeldonDeployment absent in namespace well." },
  });
  const pod = await agent.call("get_logs", { name: "iris", namespace: "well", pod: "coredns-0" });
  expect([pod.isError, String(pod.data["error"])]).toEqual([true, expect.stringContaining("has no pod coredns-0")]);
  const container = await agent.call("get_logs", { name: "iris", namespace: "well", container: "absent" });
  expect(String(container.data["error"])).toContain("Its containers: ");
  const lines = await agent.client.callTool({ name: "get_logs", arguments: { name: "iris", lines: 100_000 } });
  expect(lines.isError).toBe(true);
});

test("looks nowhere but in the contexts and namespaces that were allowed", async () => {
  const agent = await agentWith("--context", CONTEXT, "--namespace", "well");
  expect((await agent.call("get_deployment_status", { name: "iris" })).data).toMatchObject({ namespace: "well" });
  const elsewhere = await agent.call("get_deployment_status", { namespace: "failing" });
  expect(elsewhere.data["error"]).toBe("The namespace failing is not allowed. Allowed: well.");
  const other = await agent.call("get_deployment_status", { context: "other", namespace: "well" });
  expect(other.data["error"]).toBe(`The context other is not allowed. Allowed: ${CONTEXT}.`);
});

test("a user who may only read, and no Secrets, gets the same", async () => {
  const viewer = ["--allow-cluster", "--kubeconfig", playground.viewerKubeconfig];
  const agent = await connectAgent(program.file, folder, viewer);
  const { data } = await agent.call("diagnose_deployment", { name: "iris", namespace: "failing" });
  expect(JSON.stringify(data)).toContain('"S03"');
});

test("no tool writes anything, not even as a dry run, and none reads a Secret", async () => {
  const asked: string[] = [];
  const session = recorded(cluster.session, asked);
  const means: AgentMeans = {
    server: { lint: () => Promise.reject(new Error("unused")), objects: () => Promise.reject(new Error("unused")) },
    open: () => Promise.reject(new Error("unused")),
    rulePage: () => Promise.resolve(undefined),
    ruleIds: () => Promise.resolve([]),
    cluster: () => Promise.resolve({ session, namespace: "failing" }),
    now: () => Date.now(),
  };
  const { signal } = new AbortController();
  for (const name of ["get_deployment_status", "diagnose_deployment", "get_logs"] as const) {
    await runTool(name, { name: "iris" }, means, signal);
    // One that is not there leads a diagnosis to the operator and its webhook.
    await runTool(name, { name: "absent" }, means, signal);
  }
  await runTool("get_deployment_status", {}, means, signal);
  const kinds = new Set(asked);
  expect(kinds).toContain("list validatingwebhookconfigurations");
  expect([...kinds].filter(one => !/^(?:get|list|log|findKind|serverVersion)\b/.test(one))).toEqual([]);
  expect([...kinds].filter(one => one.includes("secrets"))).toEqual([]);
});

/** The session itself, and a list of what is asked of it. */
function recorded(session: ClusterSession, asked: string[]): ClusterSession {
  return new Proxy(session, {
    get(target, method) {
      const found: unknown = Reflect.get(target, method, target);
      if (typeof found !== "function") return found;
      return (...args: unknown[]): unknown => {
        const [first] = args;
        const type: unknown = Reflect.get(Object(first), "type") ?? first;
        asked.push(`${String(method)} ${String(Reflect.get(Object(type), "plural") ?? "")}`);
        return Reflect.apply(found, target, args);
      };
    },
  });
}

test("a call that is cancelled ends, and so does the program while a cluster does not answer", async () => {
  const silent = createServer(socket => void socket.on("error", () => {}));
  await new Promise<void>(resolve => void silent.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void silent.close());
  const address = silent.address();
  const server = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  const file = path.join(folder, "silent.json");
  const config = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "silent",
    contexts: [{ name: "silent", context: { cluster: "silent", user: "silent" } }],
    clusters: [{ name: "silent", cluster: { server } }],
    users: [{ name: "silent", user: { token: "planted-token" } }],
  };
  writeFileSync(file, JSON.stringify(config));
  const agent = await connectAgent(program.file, folder, ["--allow-cluster", "--kubeconfig", file]);
  const abort = new AbortController();
  const asked = agent.call("get_deployment_status", { name: "iris" }, { signal: abort.signal });
  // Answered while the other waits.
  expect((await agent.call("explain_rule", { rule: "traffic-sum" })).isError).toBe(false);
  abort.abort("enough");
  await expect(asked).rejects.toThrow();
  const diagnosis = await agent.call("diagnose_deployment", { name: "iris" });
  expect(JSON.stringify(diagnosis.data)).toContain("did not answer within 3 s");
  expect(agent.received()).not.toMatch(/planted-token|127\.0\.0\.1|silent\.json/);
  const waiting = agent.call("get_deployment_status", { name: "iris" });
  const ended = expect(waiting).rejects.toThrow();
  await agent.client.close();
  await ended;
});
