// kubectl against a whole playground that runs as a program: what its documentation shows, and what people do about a model.
// Skipped where the machine has no kubectl.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createKubectl, hasKubectl, type Kubectl } from "../../playground/src/kubernetes/testing/kubectl.ts";
import { endPrograms, startPlaygroundProgram } from "./support/playground-program.ts";

const NAMESPACE = "scoring";

let folder: string;
let kubectl: Kubectl;

/** A command line in the namespace that has to succeed. */
const ok = (command: string, input?: string): Promise<string> => kubectl.ok(`-n ${NAMESPACE} ${command}`, input);

describe.skipIf(!hasKubectl)("kubectl against a playground (needs kubectl)", () => {
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "playground-kubectl-"));
    const { kubeconfig } = await startPlaygroundProgram("--json", "--speed", "50");
    kubectl = createKubectl(kubeconfig, folder);
    await kubectl.ok(`create namespace ${NAMESPACE}`);
  });
  afterAll(() => {
    endPrograms();
    rmSync(folder, { recursive: true });
  });

  test("apply, wait and get: a SeldonDeployment becomes available, with a Deployment for each predictor", async () => {
    expect(await ok("apply -f -", model("churn", 1))).toBe("seldondeployment.machinelearning.seldon.io/churn created");
    expect(await ok("wait --for=jsonpath={.status.state}=Available sdep/churn --timeout=60s")).toBe(
      "seldondeployment.machinelearning.seldon.io/churn condition met",
    );
    expect(await ok("get deploy -o name")).toBe("deployment.apps/churn-main-0-scorer");
    expect(await ok("get pods --no-headers")).toMatch(/^churn-main-0-scorer-\w+-\w{5}\s+2\/2\s+Running\s+0\s+\d+s$/);
    expect(await ok("apply -f -", model("churn", 1))).toBe(
      "seldondeployment.machinelearning.seldon.io/churn unchanged",
    );
  });

  test("patch and rollout status: another image is rolled out, and waited for", async () => {
    const patch = JSON.stringify([{ op: "replace", path: "/spec/predictors/0/replicas", value: 2 }]);
    expect(await ok(`patch sdep churn --type=json -p ${patch}`)).toBe(
      "seldondeployment.machinelearning.seldon.io/churn patched",
    );
    await ok("wait --for=jsonpath={.spec.replicas}=2 deploy/churn-main-0-scorer --timeout=60s");
    expect(await ok("rollout status deploy/churn-main-0-scorer --timeout=60s")).toMatch(
      /deployment "churn-main-0-scorer" successfully rolled out$/,
    );
    expect((await ok("get pods -o name")).split("\n")).toHaveLength(2);
  });

  test("apply --server-side meets the fields of another manager, and takes them when it is forced", async () => {
    const side = ["-n", NAMESPACE, "apply", "--server-side", "--field-manager=somebody", "-f", "-"];
    const refused = await kubectl.run(side, model("churn", 1));
    expect(refused.error).toContain("Apply failed with 1 conflict");
    expect(refused.error).toContain(".spec.predictors");
    const forced = await kubectl.run([...side, "--force-conflicts"], model("churn", 1));
    expect(forced.out).toBe("seldondeployment.machinelearning.seldon.io/churn serverside-applied\n");
  });

  test("scale: the SeldonDeployment's own replicas, and a Deployment's", async () => {
    expect(await ok("create deployment web --image=nginx:1")).toBe("deployment.apps/web created");
    expect(await ok("scale deploy web --replicas=2")).toBe("deployment.apps/web scaled");
    await ok("wait --for=condition=Available deploy/web --timeout=60s");
    await ok("wait --for=jsonpath={.status.readyReplicas}=2 deploy/web --timeout=60s");
    expect(await ok("scale sdep churn --replicas=3")).toBe("seldondeployment.machinelearning.seldon.io/churn scaled");
    expect(await ok("get sdep churn -o jsonpath={.spec.replicas}")).toBe("3");
  });

  test("logs -f shows lines as they come, and ends with the container", async () => {
    await ok("apply -f -", pod("counter", "for-a-while", "echo one; sleep 60; echo two; sleep 60; echo three"));
    await ok("wait --for=condition=PodScheduled pod/counter --timeout=60s");
    await ok("wait --for=jsonpath={.status.phase}=Running pod/counter --timeout=60s");
    expect(await ok("logs -f counter")).toBe("one\ntwo\nthree");
  });

  test("logs --previous shows the instance before", async () => {
    await ok("apply -f -", pod("crasher", "always", "echo about to fail; sleep 2; exit 3", "Always"));
    await ok("wait --for=jsonpath={.status.containerStatuses[0].restartCount}=2 pod/crasher --timeout=60s");
    expect(await ok("logs crasher --previous")).toBe("about to fail");
    const state = "{.status.containerStatuses[0].lastState.terminated.exitCode}";
    expect(await ok(`get pod crasher -o jsonpath=${state}`)).toBe("3");
  });

  test("delete waits until all is gone that the SeldonDeployment owned", async () => {
    expect(await ok("delete sdep churn")).toContain('"churn" deleted');
    await ok("wait --for=delete deploy/churn-main-0-scorer --timeout=60s");
    expect(await ok("delete pod counter crasher")).toContain('pod "counter" deleted');
    expect(await kubectl.ok(`delete namespace ${NAMESPACE}`)).toContain(`namespace "${NAMESPACE}" deleted`);
    const { error } = await kubectl.run(["get", "namespace", NAMESPACE]);
    expect(error).toContain(`Error from server (NotFound): namespaces "${NAMESPACE}" not found`);
  });

  test("a manifest of two predictors whose traffic does not sum up is refused as the webhook refuses it", async () => {
    const { code, error } = await kubectl.run(["apply", "--dry-run=server", "-f", "-"], trafficOf110());
    expect(code).toBe(1);
    expect(error).toBe(
      'The SeldonDeployment "" is invalid: spec: Invalid value: "a": Traffic must sum to 100 for multiple predictors\n',
    );
  });
});

function model(name: string, replicas: number): string {
  const graph = {
    name: "scorer",
    implementation: "SKLEARN_SERVER",
    modelUri: "gs://seldon-models/v1.17.1/sklearn/iris",
  };
  return seldonDeployment(name, [{ name: "main", replicas, graph }]);
}

function trafficOf110(): string {
  const graph = { name: "m", implementation: "SKLEARN_SERVER", modelUri: "gs://seldon-models/v1.17.1/sklearn/iris" };
  return seldonDeployment("split", [
    { name: "a", traffic: 90, graph },
    { name: "b", traffic: 20, graph },
  ]);
}

function seldonDeployment(name: string, predictors: readonly object[]): string {
  const apiVersion = "machinelearning.seldon.io/v1";
  return JSON.stringify({ apiVersion, kind: "SeldonDeployment", metadata: { name }, spec: { predictors } });
}

function pod(name: string, container: string, script: string, restartPolicy = "Never"): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name },
    spec: { restartPolicy, containers: [{ name: container, image: "busybox:1", command: ["sh", "-c", script] }] },
  });
}
