// What the answers of all tools have in common: nothing in them that an agent is not to know.
import { expect, test } from "vitest";
import type { ClusterSession } from "../../kube/port.ts";
import type { AgentMeans } from "./means.ts";
import { runTool } from "./run-tool.ts";

const { signal } = new AbortController();
const unused = (): Promise<never> => Promise.reject(new Error("unused"));

function meansFor(cluster: AgentMeans["cluster"]): AgentMeans {
  return {
    server: { lint: unused, objects: unused },
    open: unused,
    rulePage: () => Promise.resolve(undefined),
    ruleIds: () => Promise.resolve([]),
    cluster,
    now: () => Date.parse("2026-01-01T00:00:00Z"),
  };
}

function kubeError(reason: string, message: string): Error {
  return Object.assign(new Error(message), { name: "KubeError", reason, isOutcomeUnknown: false });
}

const DEPLOYMENT = {
  apiVersion: "machinelearning.seldon.io/v1",
  kind: "SeldonDeployment",
  metadata: { name: "iris", namespace: "models", uid: "1", creationTimestamp: "2026-01-01T00:00:00Z", generation: 1 },
  spec: {
    predictors: [
      {
        name: "main",
        graph: { name: "classifier" },
        componentSpecs: [
          { spec: { containers: [{ name: "classifier", env: [{ name: "DB_PASSWORD", value: "planted-value" }] }] } },
        ],
      },
    ],
  },
  status: { state: "Failed", description: "could not log in with planted-value", observedGeneration: 1 },
};

/** One that has the deployment and nothing else. */
function clusterWithIris(override: object = {}): ClusterSession {
  const session: object = {
    context: { name: "lab", server: "https://lab.example:6443", file: "/home/me/config", namespace: "models" },
    get: (ref: { readonly type: { readonly plural: string } }) =>
      ref.type.plural === "seldondeployments"
        ? Promise.resolve(DEPLOYMENT)
        : Promise.reject(kubeError("not-found", "It is not there.")),
    list: (type: { readonly plural: string }) =>
      Promise.resolve({ items: type.plural === "seldondeployments" ? [DEPLOYMENT] : [], resourceVersion: "1" }),
    findKind: () => Promise.resolve(undefined),
    serverVersion: () => Promise.resolve({ gitVersion: "v1.20.2", major: 1, minor: 20 }),
    mayI: () => Promise.resolve({ isAllowed: true }),
    ...override,
  };
  if (isSession(session)) return session;
  throw new Error("It is no session.");
}

/** As much of one as the tools need here. */
function isSession(value: object): value is ClusterSession {
  return "get" in value && "list" in value;
}

test.each([
  ["get_deployment_status", { name: "iris" }],
  ["get_deployment_status", {}],
  ["diagnose_deployment", { name: "iris" }],
] as const)("%s %j masks the credentials of the deployment, which the operator has repeated", async (tool, input) => {
  const place = { session: clusterWithIris(), namespace: "models" };
  const answer = await runTool(
    tool,
    input,
    meansFor(() => Promise.resolve(place)),
    signal,
  );
  expect(answer.isError).toBe(false);
  const told = JSON.stringify(answer.data);
  expect(told).toContain("could not log in with ••••••");
  expect(told).not.toContain("planted-value");
});

test("a context that cannot be used is told without the paths of this machine and settings of another program", async () => {
  const message = 'There is no context "lab" in /home/me/.kube/config. Correct the setting seldon.kubeconfig.';
  const means = meansFor(() => Promise.reject(kubeError("not-found", message)));
  const { isError, data } = await runTool("get_logs", { name: "iris", context: "lab" }, means, signal);
  expect(isError).toBe(true);
  expect(data["error"]).toBe(
    "The context lab cannot be used (not-found). Name another one, or ask the user whether kubectl can use it.",
  );
});

test("nor are paths told in what a cluster's session says", async () => {
  const get = (): Promise<never> =>
    Promise.reject(kubeError("invalid", "The kubeconfig /home/me/config names the file /home/me/keys/a.pem (ENOENT)."));
  const session = clusterWithIris({ get });
  const means = meansFor(() => Promise.resolve({ session, namespace: "models" }));
  const { isError, data } = await runTool("get_logs", { name: "iris" }, means, signal);
  expect(isError).toBe(true);
  expect(String(data["error"])).toContain("names the file");
  expect(String(data["error"])).not.toContain("/home/me");
});
