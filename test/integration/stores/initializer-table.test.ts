// What we predict of the storage initializer, held against a real rclone with the same environment, URI and store. The stores are
// ours and small; rclone is Debian's 1.60.1 where 1.17.1 has 1.59.1, which ends the same way in all of these (docs/stores.md).
import { lookup } from "node:dns/promises";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  planStore,
  predictInitializer,
  storeEnvironment,
  type S3Plan,
} from "../../../client/src/domain/store/index.ts";
import { askAsInitializer, openStore } from "../../../client/src/stores/s3/index.ts";
import { createCertificateAuthority, issue } from "../../../playground/src/kubernetes/certificates.ts";
import { startClusterNetwork, type ClusterNetwork } from "../../support/cluster-network.ts";
import { findRclone, runInitializer } from "../../support/rclone-program.ts";
import { startHttpServer, startS3Server } from "../../support/s3-server.ts";
import { KEYS, MINIO, OBJECTS, ROWS, type Row } from "./initializer-rows.ts";

const found = findRclone();
const program = "program" in found ? found.program : "";
const why = "lacks" in found ? ` (skipped: this needs ${found.lacks})` : "";
/** Without a DNS server nobody says that a name does not exist, and rclone waits for one. */
const hasDns = await lookup("seldon-no-such-host.invalid").then(
  () => false,
  (error: unknown) => error instanceof Error && "code" in error && error.code === "ENOTFOUND",
);

describe.skipIf(program === "")(`rclone${why}`, () => {
  const closers: (() => Promise<void>)[] = [];
  const routes = new Map<string, number>();
  let network: ClusterNetwork;

  beforeAll(async () => {
    const keys = [
      KEYS.all,
      KEYS.temporary,
      { ...KEYS.blind, denies: ["list"] },
      { ...KEYS.lister, denies: ["read"] },
    ] as const;
    const buckets = {
      models: OBJECTS,
      small: { "model.bst": "x" },
      open: { "churn/MLmodel": "x" },
      My_Models: { "churn/MLmodel": "x" },
    };
    const common = { keys, buckets, isPublic: (bucket: string) => bucket === "open" };
    const { certificate: cert, key } = issue(createCertificateAuthority("the store's own"), {
      ...{ commonName: "tls.minio.svc", hosts: ["tls.minio.svc"], validDays: 1 },
    });
    const store = await startS3Server({ ...common, domain: "s3.test" });
    const tls = await startS3Server({ ...common, secure: { cert, key } });
    const eu = await startS3Server({ ...common, region: "eu-central-1" });
    const away = await startS3Server({ ...common, region: "eu-central-1", otherRegion: "redirect" });
    const console = await startHttpServer((_, response) => {
      const page = "<!doctype html><title>Console</title>";
      response.writeHead(200, { "content-type": "text/html", "content-length": page.length }).end(page);
    });
    const goTls = await startHttpServer((_, response) => {
      response
        .writeHead(400, { "content-type": "text/plain" })
        .end("Client sent an HTTP request to an HTTPS server.\n");
    });
    routes.set("minio.minio.svc.cluster.local:9000", store.port);
    routes.set("models.s3.test:9000", store.port);
    routes.set("tls.minio.svc:9000", tls.port);
    routes.set("eu.minio.svc:9000", eu.port);
    routes.set("away.minio.svc:9000", away.port);
    routes.set("console.minio.svc:9001", console.port);
    routes.set("go-tls.minio.svc:9000", goTls.port);
    network = await startClusterNetwork(routes);
    for (const server of [store, tls, eu, away, console, goTls, network]) closers.push(async () => server.close());
  });
  afterAll(async () => {
    await Promise.all(closers.map(async close => close()));
  });

  for (const row of ROWS) {
    const needsDns = row.mode === "S09" || row.mode === "F10";
    const lacks = needsDns && !hasDns ? " (skipped: this needs a DNS server)" : "";
    test.skipIf(lacks !== "")(`ends as predicted with ${row.what}${lacks}`, async () => {
      const environment = environmentOf(row);
      const modelUri = row.modelUri ?? "s3://models/churn";
      const { all, outcome } = await predict(modelUri, environment);
      const run = await runInitializer(program, modelUri, environment, row.isOutside ? undefined : network.url);

      const mode = "mode" in outcome ? outcome.mode : undefined;
      const exitCode = "exitCode" in outcome ? outcome.exitCode : undefined;
      const predicted = { exitCode, mode, files: outcome.kind === "copies" ? outcome.files : 0 };
      expect(predicted, inspect(outcome)).toEqual({ exitCode: row.exitCode, mode: row.mode, files: row.files ?? 0 });
      expect({ exitCode: run.exitCode, files: run.files.length }, run.output).toEqual({
        ...{ exitCode: row.exitCode, files: row.files ?? 0 },
      });
      if ("words" in outcome) expect(run.output).toContain(outcome.words);
      const said = inspect(all, { depth: 9, showHidden: true }) + JSON.stringify(all);
      expect(said.includes("planted"), said).toBe(false);
    });
  }

  function environmentOf({ options = {}, more = {} }: Row): Record<string, string> {
    const remote: Record<string, string | null> = {
      ...{ TYPE: "s3", PROVIDER: "Minio", ACCESS_KEY_ID: KEYS.all.id, SECRET_ACCESS_KEY: KEYS.all.secret },
      ...{ ENDPOINT: MINIO, ...options },
    };
    const environment: Record<string, string> = { ...more };
    for (const [name, value] of Object.entries(remote)) {
      if (value !== null) environment[`RCLONE_CONFIG_S3_${name}`] = value;
    }
    return environment;
  }

  async function predict(modelUri: string, environment: Readonly<Record<string, string>>) {
    const plan = planStore({ modelUri, environment: storeEnvironment(Object.entries(environment)) });
    if (plan.kind === "fails") return { all: [plan], outcome: plan };
    if (plan.kind === "unsupported") throw new Error(plan.reason);
    const store = openStore(plan, { via: routeOf(plan) });
    try {
      const answer = await askAsInitializer(store, plan);
      const outcome = predictInitializer(plan, answer);
      return { all: [plan, answer, outcome], outcome };
    } finally {
      store.close();
    }
  }

  function routeOf({
    endpoint,
    isPathStyle,
    bucket,
  }: S3Plan): { readonly host: string; readonly localPort: number } | undefined {
    const host = endpoint.replace(/^https?:\/\//, "");
    const localPort = routes.get(isPathStyle ? host : `${bucket}.${host}`);
    return localPort === undefined ? undefined : { host: "127.0.0.1", localPort };
  }
});

test("the table is long enough to mean something", () => {
  expect(ROWS.length).toBeGreaterThanOrEqual(30);
  expect(new Set(ROWS.map(({ what }) => what)).size).toBe(ROWS.length);
});
