// A simulated node at any API server, whose containers run programs of the test's own.
import type { Server } from "node:http";
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll } from "vitest";
import type { ClusterSession, KubeObject, ResourceType } from "../../../client/src/kube/port.ts";
import { startKubelet, type Kubelet } from "../../../playground/src/kubelet/kubelet.ts";
import type { Program } from "../../../playground/src/kubelet/program.ts";
import { createCertificateAuthority, issue } from "../../../playground/src/kubernetes/certificates.ts";
import { createClock } from "../../../playground/src/kubernetes/clock.ts";
import type { ClusterClient } from "../../../playground/src/kubernetes/cluster-client.ts";
import { loadKubeconfig } from "../../../playground/src/kubernetes/connection.ts";
import { createHttpsClient } from "../../../playground/src/kubernetes/https-client.ts";
import { eventually } from "./eventually.ts";
import type { Target } from "./targets.ts";

export const POD: ResourceType = { group: "", version: "v1", plural: "pods", kind: "Pod", isNamespaced: true };

export interface TestNode {
  /** Starts a pod with one container and waits until it is ready. */
  run(session: ClusterSession, namespace: string, name: string, program: Program, options?: PodOptions): Promise<void>;
}

export interface PodOptions {
  readonly labels?: Record<string, string>;
  readonly ownerReferences?: KubeObject["metadata"]["ownerReferences"];
  readonly restartPolicy?: "Always" | "Never" | "OnFailure";
  readonly ports?: readonly { name?: string; containerPort: number }[];
  /** `main` unless said otherwise. */
  readonly container?: string;
  /** Does not wait until the pod is ready. */
  readonly isQuick?: boolean;
}

/** Simulated seconds in a real one: pods start at once. */
const SPEED = 20;

/** For the cases of a topic: registers a node before the first and takes it away after the last. */
export function useNode(cluster: { readonly target: Pick<Target, "admin"> }): TestNode {
  const programs = new Map<string, Program>();
  const nodeName = `kube-test-${randomBytes(3).toString("hex")}`;
  let kubelet: Kubelet | undefined;
  let client: ClusterClient | undefined;

  beforeAll(async () => {
    client = createHttpsClient(await loadKubeconfig(cluster.target.admin));
    const certificate = issue(createCertificateAuthority("kube-test"), {
      commonName: nodeName,
      hosts: ["127.0.0.1"],
      validDays: 1,
    });
    kubelet = await startKubelet({
      client,
      clock: createClock(SPEED),
      programs: image => programs.get(image),
      nodeNames: [nodeName],
      certificate,
      allocatable: { cpu: "8", memory: "32Gi", pods: "110" },
    });
  });
  afterAll(async () => {
    await kubelet?.close();
    const node: Parameters<ClusterClient["delete"]>[0] = {
      group: "",
      version: "v1",
      plural: "nodes",
      kind: "Node",
      isNamespaced: false,
    };
    await client?.delete(node, nodeName);
    client?.close();
  });
  return {
    async run(session, namespace, name, program, options = {}) {
      const image = `kube-test/${name}-${randomBytes(3).toString("hex")}:1`;
      programs.set(image, program);
      const container = {
        name: options.container ?? "main",
        image,
        imagePullPolicy: "IfNotPresent",
        ports: options.ports ?? [],
      };
      const pod: KubeObject = {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name, namespace, labels: options.labels ?? {}, ownerReferences: options.ownerReferences ?? [] },
        spec: {
          nodeName,
          restartPolicy: options.restartPolicy ?? "Always",
          terminationGracePeriodSeconds: 1,
          containers: [container],
        },
      };
      await session.create(POD, pod);
      if (options.isQuick !== true) await eventually(() => isReady(session, namespace, name));
    },
  };
}

async function isReady(session: ClusterSession, namespace: string, name: string): Promise<boolean> {
  const pod = await session.get({ type: POD, namespace, name });
  return (
    JSON.stringify(pod["status"]).includes('"type":"Ready","status":"True"') ||
    /"status":"True"[^}]*"type":"Ready"/u.test(JSON.stringify(pod["status"]))
  );
}

/** A program that listens on a port until it is stopped. */
export function serves(port: number, makeServer: () => Server): Program {
  return async context => {
    context.network.listen(port, makeServer());
    await new Promise<void>(resolve => context.stopped.addEventListener("abort", () => resolve(), { once: true }));
    return { exitCode: 0 };
  };
}
