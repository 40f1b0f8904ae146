// kubectl itself against the API server: what people type, and what they read. Skipped where there is no kubectl.
import { chmodSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createKubectl, hasKubectl, type Kubectl } from "../kubernetes/testing/kubectl.ts";
import { playgroundCrds } from "./crds/playground-crds.ts";
import { startTestServer, type TestServer } from "./testing/test-server.ts";

let server: TestServer;
let folder: string;
let admin: Kubectl;
let viewer: Kubectl;
const ok: Kubectl["ok"] = (command, input) => admin.ok(command, input);

beforeAll(async () => {
  server = await startTestServer({ crds: playgroundCrds() });
  folder = mkdtempSync(path.join(tmpdir(), "playground-kubectl-"));
  chmodSync(folder, 0o700);
  server.api.writeKubeconfig(path.join(folder, "admin"), "admin", { namespace: "k" });
  server.api.writeKubeconfig(path.join(folder, "viewer"), "viewer", { namespace: "k" });
  admin = createKubectl(path.join(folder, "admin"), folder);
  viewer = createKubectl(path.join(folder, "viewer"), folder);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await server.api.close();
});

function manifest(replicas: number, container: Record<string, unknown> = {}): string {
  return JSON.stringify({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web" },
    spec: {
      replicas,
      selector: { matchLabels: { app: "web" } },
      template: {
        metadata: { labels: { app: "web" } },
        spec: { containers: [{ name: "c", image: "nginx:1", ...container }] },
      },
    },
  });
}

describe.skipIf(!hasKubectl)("kubectl (needs kubectl)", () => {
  test("the kubeconfig is for its owner only", () => {
    expect(statSync(path.join(folder, "admin")).mode & 0o777).toBe(0o600);
  });

  test("creates a namespace and knows the resources", async () => {
    expect(await ok("create namespace k")).toBe("namespace/k created");
    const resources = await ok("api-resources --no-headers");
    expect(resources).toMatch(/^deployments\s+deploy\s+apps\/v1\s+true\s+Deployment$/m);
    expect(resources).toMatch(/^seldondeployments\s+sdep\s+machinelearning.seldon.io\/v1\s+true\s+SeldonDeployment$/m);
  });

  test("apply creates, changes, removes fields, and then changes nothing", async () => {
    const ports = { ports: [{ containerPort: 80 }], env: [{ name: "X", value: "1" }] };
    expect(await ok("apply -f -", manifest(1, ports))).toBe("deployment.apps/web created");
    expect(await ok("apply -f -", manifest(2, { env: [{ name: "Y", value: "2" }] }))).toBe(
      "deployment.apps/web configured",
    );
    const container = await ok("get deploy web -o jsonpath={.spec.replicas}{.spec.template.spec.containers[0]}");
    expect(container).toContain('2{"env":[{"name":"Y","value":"2"}],"image":"nginx:1"');
    expect(container).not.toContain("ports");
    expect(await ok("apply -f -", manifest(2, { env: [{ name: "Y", value: "2" }] }))).toBe(
      "deployment.apps/web unchanged",
    );
  });

  test("diff shows what an apply would change, and changes nothing", async () => {
    const { code, out } = await admin.run(["diff", "-f", "-"], manifest(5, { env: [{ name: "Y", value: "2" }] }));
    expect(code).toBe(1);
    expect(out).toMatch(/^-\s+replicas: 2\n\+\s+replicas: 5$/m);
    expect(await ok("get deploy web -o jsonpath={.spec.replicas}")).toBe("2");
  });

  test("apply refuses a field that does not exist", async () => {
    const text = manifest(2).replace('"replicas"', '"replicaz"').replace('"web"}', '"other"}');
    const { code, error } = await admin.run(["create", "-f", "-"], text);
    expect(code).toBe(1);
    expect(error).toContain('strict decoding error: unknown field "spec.replicaz"');
  });

  test("apply --server-side meets a conflict and can force it", async () => {
    const side = ["apply", "--server-side", "--field-manager=somebody", "-f", "-"];
    await admin.run(["scale", "deploy", "web", "--replicas=4"]);
    const refused = await admin.run(side, manifest(3));
    expect(refused.error).toContain(
      'Apply failed with 1 conflict: conflict with "kubectl" with subresource "scale" using apps/v1: .spec.replicas',
    );
    const forced = await admin.run([...side, "--force-conflicts"], manifest(3));
    expect(forced.out).toBe("deployment.apps/web serverside-applied\n");
  });

  test("patches of all three kinds, scale, label, annotate, set image", async () => {
    expect(await ok('patch deploy web -p {"spec":{"minReadySeconds":1}}')).toBe("deployment.apps/web patched");
    expect(await ok('patch deploy web --type=merge -p {"spec":{"minReadySeconds":2}}')).toBe(
      "deployment.apps/web patched",
    );
    const json =
      '[{"op":"test","path":"/spec/minReadySeconds","value":2},{"op":"remove","path":"/spec/minReadySeconds"}]';
    expect(await ok(`patch deploy web --type=json -p ${json}`)).toBe("deployment.apps/web patched");
    const failed = await admin.run(["patch", "deploy", "web", "--type=json", "-p", json]);
    expect(failed.error).toBe(
      "The request is invalid: the server rejected our request due to an error in our request\n",
    );
    expect(await ok("scale deploy web --replicas=2")).toBe("deployment.apps/web scaled");
    expect(await ok("label deploy web tier=front")).toBe("deployment.apps/web labeled");
    expect(await ok("annotate deploy web note=x")).toMatch(/^deployment.apps\/web annotated?$/);
    expect(await ok("set image deploy/web c=nginx:2")).toBe("deployment.apps/web image updated");
    expect(await ok("rollout restart deploy/web")).toBe("deployment.apps/web restarted");
  });

  test("get in its forms: columns, wide, selectors, names, yaml", async () => {
    expect(await ok("get deploy")).toMatch(/^NAME\s+READY\s+UP-TO-DATE\s+AVAILABLE\s+AGE\nweb\s+0\/2\s+0\s+0\s+\d+s$/);
    expect(await ok("get deploy -o wide --no-headers")).toMatch(/c\s+nginx:2\s+app=web$/);
    expect(await ok("get deploy -l tier=front -o name")).toBe("deployment.apps/web");
    expect(await ok("get deploy -l tier!=front -o name")).toBe("");
    expect(await ok("get deploy web -o yaml")).toContain("kind: Deployment");
    expect(await ok("get all -o name")).toBe("deployment.apps/web");
  });

  test("rollout status and history follow what controllers write", async () => {
    const { body } = await server.send("GET", "/apis/apps/v1/namespaces/k/deployments/web");
    const generation = /"generation":(\d+)/.exec(JSON.stringify(body))?.[1];
    const status = {
      observedGeneration: Number(generation),
      replicas: 2,
      updatedReplicas: 2,
      readyReplicas: 2,
      availableReplicas: 2,
    };
    const conditions = [{ type: "Available", status: "True" }];
    await server.send(
      "PATCH",
      "/apis/apps/v1/namespaces/k/deployments/web/status",
      { status: { ...status, conditions } },
      {
        contentType: "application/merge-patch+json",
      },
    );
    expect(await ok("rollout status deploy/web --timeout=20s")).toBe('deployment "web" successfully rolled out');
    expect(await ok("wait --for=condition=Available deploy/web --timeout=20s")).toBe(
      "deployment.apps/web condition met",
    );
    expect(await ok("get deploy --no-headers")).toMatch(/^web\s+2\/2\s+2\s+2/);
  });

  test("get -w prints what happens, in columns", async () => {
    const child = admin.start(["get", "pods", "-w", "--no-headers"]);
    let out = "";
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    const seen = async (pattern: RegExp): Promise<void> => {
      while (!pattern.test(out)) await new Promise(resolve => child.stdout.once("data", resolve));
    };
    await ok("run one --image=nginx");
    await seen(/^one\s+0\/1\s+Pending\s+0\s+\d+s$/m);
    await server.send(
      "PATCH",
      "/api/v1/namespaces/k/pods/one/status",
      {
        status: {
          phase: "Running",
          containerStatuses: [
            { name: "one", ready: false, restartCount: 3, state: { waiting: { reason: "CrashLoopBackOff" } } },
          ],
        },
      },
      { contentType: "application/merge-patch+json" },
    );
    await seen(/^one\s+0\/1\s+CrashLoopBackOff\s+3\s+\d+s$/m);
    child.kill();
    expect(await ok("delete pod one")).toContain('pod "one" deleted');
  });

  test("describe, explain, events, auth can-i", async () => {
    expect(await ok("describe deploy web")).toMatch(/^Replicas:\s+2 desired \| 2 updated \| 2 total \| 2 available/m);
    expect(await ok("explain deployment.spec.replicas")).toMatch(/FIELD: replicas <integer>/);
    expect(await ok("explain sdep.spec.predictors.graph")).toContain("modelUri");
    // As kubectl before 1.27 does by itself.
    const older = "--output plaintext-openapiv2";
    expect(await ok(`explain deployment.spec.template.spec.containers ${older}`)).toMatch(/image\s+<string>/);
    expect(await ok(`explain sdep.spec.predictors ${older}`)).toMatch(/graph\s+<Object> -required-/);
    const reference = { kind: "Deployment", name: "web", namespace: "k", apiVersion: "apps/v1" };
    const event = {
      metadata: { name: "e" },
      involvedObject: reference,
      reason: "Why",
      message: "Because",
      type: "Warning",
      count: 2,
    };
    await server.send("POST", "/api/v1/namespaces/k/events", { ...event, lastTimestamp: "2026-01-01T00:00:00Z" });
    expect(await ok("get events --no-headers")).toMatch(/Warning\s+Why\s+deployment\/web\s+Because$/);
    expect(await ok("auth can-i create deployments")).toBe("yes");
    expect((await viewer.run(["auth", "can-i", "create", "deployments"])).out).toBe("no\n");
    const refused = await viewer.run(["delete", "deploy", "web"]);
    expect(refused.error).toContain(
      'Error from server (Forbidden): deployments.apps "web" is forbidden: User "viewer" cannot delete',
    );
  });

  test("creates the small kinds and SeldonDeployments", async () => {
    expect(await ok("create configmap m --from-literal=a=b")).toBe("configmap/m created");
    expect(await ok("create secret generic s --from-literal=a=b")).toBe("secret/s created");
    expect(await ok("get secret s -o jsonpath={.data.a}")).toBe("Yg==");
    const seldon = { apiVersion: "machinelearning.seldon.io/v1", kind: "SeldonDeployment", metadata: { name: "sd" } };
    const spec = { predictors: [{ name: "p", graph: { name: "m", implementation: "SKLEARN_SERVER" } }] };
    const created = "seldondeployment.machinelearning.seldon.io/sd created";
    expect(await ok("apply -f -", JSON.stringify({ ...seldon, spec }))).toBe(created);
    expect(await ok("get sdep")).toMatch(/^NAME\s+AGE\nsd\s+\d+s$/);
  });

  test("delete waits until things are gone, a namespace with all that is in it", async () => {
    expect(await ok("delete deploy web")).toContain('deployment.apps "web" deleted');
    expect(await ok("delete namespace k")).toContain('namespace "k" deleted');
    expect((await admin.run(["get", "namespace", "k"])).error).toContain(
      'Error from server (NotFound): namespaces "k" not found',
    );
  });
});
