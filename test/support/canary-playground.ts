// A playground with canaries on it, for tests of the engine: deployments that are routed, requests through the gateway.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, vi } from "vitest";
import { parse } from "yaml";
import { splitOf, type Split } from "../../client/src/domain/canary/index.ts";
import { valueAt } from "../../client/src/domain/index.ts";
import { createKubeGateway } from "../../client/src/kube/index.ts";
import type { ClusterSession, KubeObject } from "../../client/src/kube/port.ts";
import { doRoutesFollow, type DeploymentName, type LiveDeployment } from "../../client/src/live/canary/index.ts";
import { SELDON_DEPLOYMENTS } from "../../client/src/live/index.ts";
import { startPlayground } from "../../playground/src/playground.ts";
import { projectRoot } from "../../scripts/project-root.ts";
import { createNamespace } from "../kube/support/manifests.ts";

export interface CanaryPlayground {
  readonly session: ClusterSession;
  readonly kubeconfig: string;
  /** Of a user who may only read; its context is `seldon-playground-viewer`. */
  readonly viewerKubeconfig: string;
  /** The example's canary, 90:10, in a namespace of its own: available and routed. */
  deployed(namespace: string): Promise<DeploymentName>;
  read(name: DeploymentName): Promise<LiveDeployment>;
  split(name: DeploymentName): Promise<Split>;
  /** Waits until the routes give what the deployment asks for. */
  routed(name: DeploymentName): Promise<void>;
  /** One request through the gateway. @returns the HTTP status */
  predict(name: DeploymentName, body?: string): Promise<number>;
  close(): Promise<void>;
}

const ROWS = JSON.stringify({ data: { ndarray: [[5.1, 3.5, 1.4, 0.2]] } });
const PATIENCE = { timeout: 60_000, interval: 100 };

export async function startCanaryPlayground(): Promise<CanaryPlayground> {
  const folder = mkdtempSync(path.join(tmpdir(), "seldon-canary-"));
  const playground = await startPlayground({ folder, speed: 60, ingress: "istio", port: 0 });
  const gateway = createKubeGateway({
    sources: () => ({ kubeconfig: [playground.kubeconfig], separateFiles: [] }),
    isTrusted: () => Promise.resolve(true),
  });
  const session = await gateway.connect("seldon-playground");
  const read = (name: DeploymentName): Promise<LiveDeployment> => session.get({ type: SELDON_DEPLOYMENTS, ...name });
  const routed = async (name: DeploymentName): Promise<void> => {
    await vi.waitFor(async () => expect(await doRoutesFollow(session, await read(name))).toBe(true), PATIENCE);
  };
  return {
    ...{ session, read, routed, kubeconfig: playground.kubeconfig, viewerKubeconfig: playground.viewerKubeconfig },
    async deployed(namespace) {
      await createNamespace(session, namespace);
      const example: unknown = parse(readFileSync(path.join(projectRoot, "examples", "canary.yaml"), "utf8"));
      await session.apply<KubeObject>(SELDON_DEPLOYMENTS, {
        ...{ apiVersion: "machinelearning.seldon.io/v1", kind: "SeldonDeployment" },
        ...{ metadata: { name: "iris", namespace }, spec: valueAt(example, "spec") },
      });
      await routed({ namespace, name: "iris" });
      return { namespace, name: "iris" };
    },
    split: async name => splitOf((await read(name)).spec?.predictors ?? []),
    async predict({ namespace, name }, body = ROWS) {
      const url = `${playground.gateway ?? ""}/seldon/${namespace}/${name}/api/v1.0/predictions`;
      const answer = await fetch(url, { method: "POST", body, headers: { "content-type": "application/json" } });
      await answer.text();
      return answer.status;
    },
    async close() {
      await gateway.close();
      await playground.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
