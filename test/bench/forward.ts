// Predictions through our forward, beside a direct connection to the same server, and beside `kubectl port-forward` where it works.
import { fork, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import type { PreparedRequest, Route } from "../../client/src/domain/predict/index.ts";
import { createKubeGateway } from "../../client/src/kube/index.ts";
import type { ClusterSession } from "../../client/src/kube/port.ts";
import { createSender, runBurst } from "../../client/src/live/predict/index.ts";
import { hasRealApiServer, startRealApiServer } from "../support/real-api-server.ts";
import { answer, hasKubectl } from "./bench-process.ts";
import { FORWARDED, Serving } from "./forward-messages.ts";
import { round } from "./measure.ts";

export interface Load {
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Requests without a good answer. */
  readonly failed: number;
}

export interface ForwardResult {
  readonly cluster: string;
  /** Of the round with the middle speed. */
  readonly direct: Load;
  readonly ours: Load;
  /** The same, or why it could not be measured. */
  readonly kubectl: Load | string;
  /** Ours over direct: speed, and slowest hundredth. */
  readonly speedRatio: number;
  readonly p99Ratio: number;
}

const REQUESTS = 2_000;
const CONCURRENCY = 8;
const ROUNDS = 5;
const BODY = JSON.stringify({ data: { ndarray: [[5.1, 3.5, 1.4, 0.2]] } });

/** On the playground's API server, and on a real one where there is one; pods are simulated on both. */
export async function benchForward(): Promise<ForwardResult[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "seldon-bench-"));
  try {
    const kubeconfig = path.join(folder, "kubeconfig");
    const own = await benchOn("the playground's API server", kubeconfig, "own");
    if (!hasRealApiServer()) return [own];
    const server = await startRealApiServer();
    try {
      return [own, await benchOn("a real API server, simulated kubelet", server.admin, "given")];
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchOn(name: string, kubeconfig: string, kind: "own" | "given"): Promise<ForwardResult> {
  const cluster = fork(path.join(import.meta.dirname, "forward-cluster.ts"), [kubeconfig, kind]);
  const gateway = createKubeGateway({
    sources: () => ({ kubeconfig: [kubeconfig], separateFiles: [] }),
    isTrusted: () => Promise.resolve(true),
  });
  let kubectl: ChildProcess | undefined;
  try {
    const { directPort } = await answer(cluster, Serving);
    const [context] = (await gateway.contexts()).contexts;
    const session = await gateway.connect(context?.name ?? "");
    const direct: Route = { kind: "url", url: `http://127.0.0.1:${directPort}` };
    const { name: service, namespace, port } = FORWARDED;
    const ours: Route = { kind: "service", namespace, service, port };
    // Also waits for the pod, and finds all code cold.
    await load(ours, session, REQUESTS / 4);
    await load(direct, session, REQUESTS / 4);
    const started = await startKubectl(kubeconfig);
    kubectl = typeof started === "string" ? undefined : started.child;
    const rounds: Record<"direct" | "ours" | "kubectl", Load[]> = { direct: [], ours: [], kubectl: [] };
    for (let turn = 0; turn < ROUNDS; turn++) {
      rounds.direct.push(await load(direct, session, REQUESTS));
      rounds.ours.push(await load(ours, session, REQUESTS));
      if (typeof started !== "string")
        rounds.kubectl.push(await load({ kind: "url", url: started.url }, session, REQUESTS));
    }
    const [plain, forwarded, theirs] = [middle(rounds.direct), middle(rounds.ours), middle(rounds.kubectl)];
    if (!plain || !forwarded) throw new Error("Nothing was measured.");
    return {
      ...{ cluster: name, direct: plain, ours: forwarded },
      kubectl: theirs ?? (typeof started === "string" ? started : "nothing was measured"),
      speedRatio: round(forwarded.requestsPerSecond / plain.requestsPerSecond),
      p99Ratio: round(forwarded.p99 / plain.p99),
    };
  } finally {
    kubectl?.kill();
    await gateway.close();
    cluster.kill();
  }
}

async function load(route: Route, session: ClusterSession, total: number): Promise<Load> {
  const request: PreparedRequest = {
    ...{ protocol: "seldon", endpoint: "predict", route, deployment: undefined, predictor: undefined },
    ...{ headers: [], timeout: 30_000 },
    call: { transport: "rest", method: "POST", path: "/api/v1.0/predictions", body: BODY },
  };
  const sender = createSender(session);
  const latencies: number[] = [];
  const start = performance.now();
  try {
    const burst = { requests: [request], total, concurrency: CONCURRENCY };
    await runBurst(sender, burst, {
      secrets: () => undefined,
      onOutcome(outcome) {
        if (outcome.kind === "answer" && outcome.status === 200) latencies.push(outcome.latency);
      },
    });
  } finally {
    await sender.close();
  }
  const seconds = (performance.now() - start) / 1000;
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return {
    ...{ requestsPerSecond: Math.round(total / seconds), p50: at(0.5), p99: at(0.99), failed: total - sorted.length },
  };
}

function middle(loads: readonly Load[]): Load | undefined {
  return loads.toSorted((a, b) => a.requestsPerSecond - b.requestsPerSecond)[Math.floor(loads.length / 2)];
}

/** Started and asked once: kubectl listens before it knows whether the cluster speaks its protocol. A text says why not. */
async function startKubectl(kubeconfig: string): Promise<{ child: ChildProcess; url: string } | string> {
  if (!hasKubectl()) return "there is no kubectl";
  const { namespace, name, port } = FORWARDED;
  const target = [`service/${name}`, `:${port}`, "--namespace", namespace];
  const child = spawn("kubectl", ["--kubeconfig", kubeconfig, "port-forward", ...target], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  for (let waited = 0; waited < 100 && child.exitCode === null; waited++) {
    const [, local] = /Forwarding from 127\.0\.0\.1:(\d+)/.exec(said) ?? [];
    if (local !== undefined) {
      const url = `http://127.0.0.1:${local}`;
      const isAnswered = await fetch(url, { method: "POST", body: BODY, signal: AbortSignal.timeout(5_000) }).then(
        ({ ok }) => ok,
        () => false,
      );
      if (isAnswered) return { child, url };
      break;
    }
    await setTimeout(100);
  }
  child.kill();
  const why = said.split("\n").findLast(line => /error|unable|upgrade/i.test(line)) ?? "it did not begin to forward";
  return `not measured, its protocol is not spoken here: ${why.trim().slice(0, 160)}`;
}
