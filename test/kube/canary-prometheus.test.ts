// A real Prometheus server that scrapes the playground's executors: the same numbers as asking them directly.
import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { countedBetween, predictorMetrics, type CanaryLook } from "../../client/src/domain/canary/index.ts";
import {
  lookAtCanary,
  lookThroughPrometheus,
  openPrometheus,
  type DeploymentName,
  type LookResult,
} from "../../client/src/live/canary/index.ts";
import { PODS } from "../../client/src/live/index.ts";
import { createPrometheusStore } from "../../client/src/stores/prometheus/index.ts";
import { loadKubeconfig } from "../../playground/src/kubernetes/connection.ts";
import { startCanaryPlayground, type CanaryPlayground } from "../support/canary-playground.ts";
import { findPrometheus, startPrometheus, type PrometheusProgram } from "../support/prometheus-program.ts";

const found = findPrometheus();
const program = "program" in found ? found.program : "";
const why = "lacks" in found ? ` (skipped: this needs ${found.lacks})` : "";
/** Seconds between two scrapes. */
const INTERVAL = 1;
const PATIENCE = { timeout: 20_000, interval: 250 };

describe.skipIf(program === "")(`Prometheus beside the executors' own metrics${why}`, () => {
  const folder = mkdtempSync(path.join(tmpdir(), "seldon-scrape-"));
  let cluster: CanaryPlayground;
  let name: DeploymentName;
  let prometheus: PrometheusProgram;

  beforeAll(async () => {
    cluster = await startCanaryPlayground();
    name = await cluster.deployed("scraped");
    prometheus = await startPrometheus(program, await scrapeConfig());
  });

  afterAll(async () => {
    await prometheus.close();
    await cluster.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Every executor through the API server, as a Prometheus outside of a cluster does. */
  async function scrapeConfig(): Promise<object> {
    const { server, token = "", certificateAuthority = "" } = await loadKubeconfig(cluster.kubeconfig);
    writeFileSync(path.join(folder, "ca.crt"), certificateAuthority);
    writeFileSync(path.join(folder, "token"), token);
    const { items } = await cluster.session.list(PODS, { namespace: name.namespace });
    const { protocol, host } = new URL(server);
    const jobs = items.map(({ metadata }) => ({
      job_name: metadata.name,
      scheme: protocol.replace(":", ""),
      metrics_path: `/api/v1/namespaces/${name.namespace}/pods/${metadata.name}:8000/proxy/prometheus`,
      authorization: { credentials_file: path.join(folder, "token") },
      tls_config: { ca_file: path.join(folder, "ca.crt") },
      static_configs: [{ targets: [host], labels: { namespace: name.namespace, pod: metadata.name } }],
    }));
    return { global: { scrape_interval: `${INTERVAL}s`, scrape_timeout: `${INTERVAL}s` }, scrape_configs: jobs };
  }

  async function send(count: number): Promise<void> {
    for (let sent = 0; sent < count; sent += 10) {
      await Promise.all(Array.from({ length: 10 }, (_, index) => cluster.predict(name, index === 3 ? "{" : undefined)));
    }
  }

  async function direct(): Promise<CanaryLook> {
    return lookOf(await lookAtCanary(cluster.session, await cluster.read(name), "canary", { now: () => Date.now() }));
  }

  async function through(label = "namespace"): Promise<LookResult> {
    const store = createPrometheusStore(prometheus.url);
    const options = { now: () => Date.now(), namespaceLabel: label };
    return await lookThroughPrometheus(cluster.session, store, await cluster.read(name), "canary", options);
  }

  /** What was counted since the beginning, by predictor. */
  function numbers({ executors }: CanaryLook): ReturnType<typeof predictorMetrics> {
    return predictorMetrics(["main", "canary"], countedBetween([], executors), 60);
  }

  test("within one scrape its numbers are the executors' own, and so is what was counted between two looks", async () => {
    await send(200);
    await vi.waitFor(async () => expect(numbers(lookOf(await through()))).toEqual(numbers(await direct())), PATIENCE);
    const [before, beforeThrough] = [await direct(), lookOf(await through())];
    expect(numbers(before).reduce((sum, { requests }) => sum + requests, 0)).toBe(200);
    expect(numbers(before).reduce((sum, { errors }) => sum + errors, 0)).toBe(20);
    await send(100);
    const between = (from: CanaryLook, to: CanaryLook): unknown =>
      predictorMetrics(["main", "canary"], countedBetween(from.executors, to.executors), 10);
    const after = await direct();
    await vi.waitFor(
      async () => expect(between(beforeThrough, lookOf(await through()))).toEqual(between(before, after)),
      PATIENCE,
    );
    expect(lookOf(await through()).restarts).toEqual(after.restarts);
  });

  test("a label that the scrapes do not have finds nothing, and says so", async () => {
    const result = await through("kubernetes_namespace");
    expect(result).toMatchObject({ kind: "unreadable", reason: /knows nothing of iris with the label/ });
  });

  test("a server that is none, or is not there, is said in a sentence", async () => {
    const { store } = await openPrometheus(cluster.session, "http://127.0.0.1:65530");
    await expect(store.query("up")).rejects.toThrow(/The Prometheus server does not answer: .*ECONNREFUSED/);
    await expect(openPrometheus(cluster.session, "localhost")).rejects.toThrow('"localhost" is no address');
    await expect(openPrometheus(cluster.session, "http://a:b@localhost:9090")).rejects.toThrow("credentials");
  });
});

function lookOf(result: LookResult): CanaryLook {
  return result.kind === "look" ? result.look : expect.fail(result.reason);
}
