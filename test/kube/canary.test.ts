// Canaries on a playground with live traffic: gestures, a guided rollout to the end, one that rolls back, and the proof.
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import {
  countByMetrics,
  newRollout,
  planGesture,
  proveSplit,
  rolloutOf,
  splitOf,
  splitWords,
  type Gesture,
  type SplitPlan,
} from "../../client/src/domain/canary/index.ts";
import {
  changeDeployment,
  doRoutesFollow,
  lookAtCanary,
  RolloutDriver,
  startRollout,
  type ChangeResult,
  type DeploymentName,
  type DriverState,
} from "../../client/src/live/canary/index.ts";
import { startCanaryPlayground, type CanaryPlayground } from "../support/canary-playground.ts";

const PATIENCE = { timeout: 60_000, interval: 100 };
let cluster: CanaryPlayground;

beforeAll(async () => {
  cluster = await startCanaryPlayground();
});

afterAll(() => cluster.close());

/** Sends requests until the test ends. @param body of the request that is due */
function keepPredicting(name: DeploymentName, body: () => string | undefined = () => undefined): void {
  const end = new AbortController();
  const running = (async () => {
    while (!end.signal.aborted) {
      await cluster.predict(name, body());
      await pause(2);
    }
  })();
  onTestFinished(async () => {
    end.abort();
    await running;
  });
}

function gesture(name: DeploymentName, what: Gesture): Promise<ChangeResult<SplitPlan>> {
  return changeDeployment(cluster.session, name, object =>
    planGesture(splitOf(object.spec?.predictors ?? []), what, { policy: "proportional", targets: ["istio"] }),
  );
}

function driver(name: DeploymentName, holder: string): RolloutDriver {
  return new RolloutDriver(cluster.session, name, {
    holder,
    now: () => Date.now(),
    look: (deployment, canary) => lookAtCanary(cluster.session, deployment, canary, { now: () => Date.now() }),
    isRouted: deployment => doRoutesFollow(cluster.session, deployment),
  });
}

/** Writes a rollout with short steps onto the deployment. */
async function start(name: DeploymentName, steps: readonly number[]): Promise<void> {
  const gates = { maxErrorRate: 0.1, minRequests: 10, maxRestarts: 0 };
  const choice = { canary: "canary", steps: [...steps], holdSeconds: 1, waitSeconds: 60, gates };
  await startRollout(cluster.session, name, split => newRollout(choice, split, "ann", Date.now()));
}

/** Turns until it rests. @returns the shares that were asked for, in order */
async function driveToTheEnd(window: RolloutDriver): Promise<{ readonly last: DriverState; readonly asked: string[] }> {
  const asked: string[] = [];
  for (;;) {
    const last = await window.turn();
    if (last.kind === "driving" && (last.action.kind === "shift" || last.action.kind === "roll-back")) {
      asked.push(splitWords(last.action.after));
    }
    if (last.kind === "resting") return { last, asked };
    await pause(100);
  }
}

test("one gesture moves the split and the routes, and the answers prove it", async () => {
  const name = await cluster.deployed("gesture");
  const before = await cluster.read(name);
  const result = await gesture(name, { kind: "shift", predictor: "canary", by: 30 });
  expect(result.kind === "changed" && splitWords(result.plan.after)).toBe("main 60 %, canary 40 %");
  await cluster.routed(name);
  const looks = [await lookAtCanary(cluster.session, before, "canary", { now: () => 0 })];
  const sent = 300;
  for (let batch = 0; batch < sent / 20; batch += 1) {
    expect(new Set(await Promise.all(Array.from({ length: 20 }, () => cluster.predict(name))))).toEqual(new Set([200]));
  }
  looks.push(await lookAtCanary(cluster.session, before, "canary", { now: () => 0 }));
  const [first = [], second = []] = looks.map(result => (result.kind === "look" ? result.look.executors : undefined));
  const count = countByMetrics(await cluster.split(name), first, second, sent);
  const proof = "counts" in count ? proveSplit(await cluster.split(name), count) : count;
  expect(proof).toMatchObject({ kind: "proof", by: "metrics", total: sent });
  // The draws are chance, so this allows five times what 300 of them spread; how often the interval holds is in proof.test.ts.
  const [, canary] = proof.kind === "proof" ? proof.shares : [];
  expect(Math.abs((canary?.seen ?? 0) - 40)).toBeLessThan(15);
});

test("a guided canary goes to the end, across a window that is closed in the middle", async () => {
  const name = await cluster.deployed("guided");
  await gesture(name, { kind: "set", predictor: "canary", percent: 1 });
  await cluster.routed(name);
  keepPredicting(name);
  await start(name, [5, 25, 50, 100]);
  const ann = driver(name, "ann");
  expect((await ann.turn()).kind).toBe("undriven");
  ann.drive();
  await vi.waitFor(async () => {
    expect(await ann.turn()).toMatchObject({ kind: "driving", action: { kind: "shift" } });
  }, PATIENCE);
  const bob = driver(name, "bob");
  bob.drive();
  expect(await bob.turn()).toMatchObject({ kind: "watching", by: "ann" });
  await ann.release();
  const { last, asked } = await driveToTheEnd(bob);
  expect(asked).toEqual(["main 75 %, canary 25 %", "main 50 %, canary 50 %", "main 0 %, canary 100 %"]);
  expect(last).toMatchObject({ kind: "resting", rollout: { state: { phase: "finished" } } });
  const object = await cluster.read(name);
  expect(splitWords(await cluster.split(name))).toBe("main 0 %, canary 100 %");
  expect(Object.keys(object.metadata.annotations ?? {})).not.toContain("seldon-deployments/canary-lease");
});

test("a guided canary with errors goes back by itself, and says why", async () => {
  const name = await cluster.deployed("failing");
  let count = 0;
  keepPredicting(name, () => ((count += 1) % 3 === 0 ? "{" : undefined));
  await start(name, [25, 100]);
  const ann = driver(name, "ann");
  ann.drive();
  const { asked } = await driveToTheEnd(ann);
  expect(asked).toEqual(["main 75 %, canary 25 %", "main 90 %, canary 10 %"]);
  const rollout = rolloutOf(await cluster.read(name));
  expect(rollout.kind === "ok" && rollout.value.state.reason).toMatch(/answers were errors .* the gate allows 10 %/);
  expect(splitWords(await cluster.split(name))).toBe("main 90 %, canary 10 %");
});
