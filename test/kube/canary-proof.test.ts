// Verify Split on a playground: requests through the gateway only, counted by who answered, and how often the interval holds.
import { afterAll, beforeAll, expect, test } from "vitest";
import { isList, listAt, textAt, valueAt } from "../../client/src/domain/index.ts";
import { proveSplit, splitOf, planGesture } from "../../client/src/domain/canary/index.ts";
import type { Outcome } from "../../client/src/domain/predict/index.ts";
import { changeDeployment, verifySplit, type DeploymentName } from "../../client/src/live/canary/index.ts";
import { createSender, prepareFirst } from "../../client/src/live/predict/index.ts";
import { drawByWeight } from "../../playground/src/gateway/route.ts";
import { startCanaryPlayground, type CanaryPlayground } from "../support/canary-playground.ts";

let cluster: CanaryPlayground;

beforeAll(async () => {
  cluster = await startCanaryPlayground();
});

afterAll(() => cluster.close());

/** A request through the cluster's own gateway, as the window sends it. */
async function sender(name: DeploymentName): Promise<{ send: () => Promise<Outcome>; close: () => Promise<void> }> {
  const payload = { ndarray: [[5.1, 3.5, 1.4, 0.2]] };
  const test = {
    ...{ apiVersion: "seldon-deployments/v1", kind: "PredictionTest", metadata: { name: "iris" } },
    spec: { target: { deployment: name.name, namespace: name.namespace, through: "ingress" }, request: payload },
  };
  const place = { file: "/nowhere/iris.predict.yaml", folder: "/nowhere", namespace: name.namespace };
  const { request, problems } = await prepareFirst(test, { ...place, session: cluster.session });
  if (!request) throw new Error(problems.map(({ message }) => message).join(" "));
  const made = createSender(cluster.session);
  return { send: () => made.send(request, { secrets: () => undefined }), close: () => made.close() };
}

test("requests go through the gateway, and the executors tell who answered", async () => {
  const name = await cluster.deployed("proof");
  const way = await sender(name);
  const done: number[] = [];
  const verified = await verifySplit(cluster.session, name, {
    ...{ requests: 300, concurrency: 8, send: way.send },
    onProgress: count => done.push(count),
  });
  await way.close();
  expect(verified).toMatchObject({ unanswered: 0, errors: 0, result: { kind: "proof", by: "metrics", total: 300 } });
  expect(done.at(-1)).toBe(300);
});

test("where others send as well, it cannot tell; the same where the split changes meanwhile", async () => {
  const name = await cluster.deployed("busy");
  const way = await sender(name);
  const noisy = await verifySplit(cluster.session, name, {
    ...{ requests: 20, concurrency: 4 },
    async send() {
      await cluster.predict(name);
      return await way.send();
    },
  });
  expect(noisy.result).toMatchObject({ kind: "cannot-tell", reason: /others send requests, too/ });
  let sent = 0;
  const moved = await verifySplit(cluster.session, name, {
    ...{ requests: 20, concurrency: 1 },
    async send() {
      sent += 1;
      if (sent === 10) {
        await changeDeployment(cluster.session, name, ({ spec }) =>
          planGesture(
            splitOf(spec?.predictors ?? []),
            { kind: "even" },
            { policy: "proportional", targets: ["istio"] },
          ),
        );
      }
      return await way.send();
    },
  });
  await way.close();
  expect(moved.result).toEqual({ kind: "cannot-tell", reason: "The split was changed while requests were sent." });
});

test("the interval covers the truth in at least 93 of 100 runs, by the weights that the gateway draws by", async () => {
  const name = await cluster.deployed("coverage");
  const weights = await gatewayWeights(name);
  expect(weights.map(({ item, weight }) => [item, weight])).toEqual([
    ["main", 90],
    ["canary", 10],
  ]);
  const split = await cluster.split(name);
  const covered = Array.from({ length: 100 }, (_, seed) => {
    const random = seededRandom(seed + 1);
    const counts = new Map(split.map(predictor => [predictor.name, 0]));
    for (let sent = 0; sent < 500; sent += 1) {
      const drawn = drawByWeight(weights, random) ?? "";
      counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
    }
    const proof = proveSplit(split, { by: "metrics", counts });
    return proof.kind === "proof" && proof.isAsAsked;
  });
  expect(covered.filter(Boolean).length).toBeGreaterThanOrEqual(93);
});

/** Of the VirtualService that the operator has made, as the gateway's own routing reads it. */
async function gatewayWeights({ namespace }: DeploymentName): Promise<{ item: string; weight: number }[]> {
  const type = await cluster.session.findKind({ group: "networking.istio.io", kind: "VirtualService" });
  if (!type) throw new Error("The playground has no VirtualServices.");
  const { items } = await cluster.session.list(type, { namespace });
  const routes = items.flatMap(item => listAt(item, "spec", "http")).flatMap(http => listAt(http, "route"));
  const found = routes.flatMap(route => {
    const weight = valueAt(route, "weight");
    const predictor = (textAt(route, "destination", "subset") ?? "").replace(/^.*-/, "");
    return typeof weight === "number" ? [{ item: predictor, weight }] : [];
  });
  expect(isList(found)).toBe(true);
  // REST and gRPC have routes of their own.
  return found.filter(({ item }, index) => found.findIndex(other => other.item === item) === index);
}

/** The same numbers between 0 and 1 for the same seed (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
