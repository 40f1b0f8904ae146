// Several windows at one guided canary, and at one split: never two drivers, never a change that nobody saw.
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  newRollout,
  pauseRollout,
  planGesture,
  planUndo,
  remember,
  resumeRollout,
  rolloutOf,
  splitOf,
  splitWords,
  type PlanRefusal,
  type SplitPlan,
} from "../../client/src/domain/canary/index.ts";
import {
  applyPreviewed,
  changeDeployment,
  changeRollout,
  doRoutesFollow,
  findIngressTargets,
  forgetRollout,
  lookAtCanary,
  RolloutDriver,
  startRollout,
  UndoStore,
  type ChangeResult,
  type DeploymentName,
  type LiveDeployment,
  type Previewed,
} from "../../client/src/live/canary/index.ts";
import { startCanaryPlayground, type CanaryPlayground } from "../support/canary-playground.ts";

const LEASE = "seldon-deployments/canary-lease";
let cluster: CanaryPlayground;

beforeAll(async () => {
  cluster = await startCanaryPlayground();
});

afterAll(() => cluster.close());

function driver(name: DeploymentName, holder: string, now: () => number = () => Date.now()): RolloutDriver {
  const { session } = cluster;
  return new RolloutDriver(session, name, {
    ...{ holder, now },
    look: (deployment, canary) => lookAtCanary(session, deployment, canary, { now }),
    isRouted: deployment => doRoutesFollow(session, deployment),
  });
}

async function begun(namespace: string): Promise<DeploymentName> {
  const name = await cluster.deployed(namespace);
  const gates = { minRequests: 1_000_000 };
  const result = await startRollout(cluster.session, name, split =>
    newRollout({ canary: "canary", steps: [25, 100], holdSeconds: 1, waitSeconds: 600, gates }, split, "ann", 0),
  );
  expect(result.kind).toBe("changed");
  return name;
}

test("of many windows that want to drive at the same moment, one does", async () => {
  const name = await begun("many");
  const windows = ["ann", "bob", "cleo", "dan"].map(holder => driver(name, holder));
  for (const window of windows) window.drive();
  for (let round = 0; round < 5; round += 1) {
    const states = await Promise.all(windows.map(window => window.turn()));
    expect(states.filter(({ kind }) => kind === "driving").length).toBeLessThanOrEqual(1);
  }
  const states = await Promise.all(windows.map(window => window.turn()));
  expect(states.map(({ kind }) => kind).sort()).toEqual(["driving", "watching", "watching", "watching"]);
  const { metadata } = await cluster.read(name);
  expect(JSON.parse(metadata.annotations?.[LEASE] ?? "{}")).toMatchObject({ seconds: 60 });
});

test("a window that falls silent is taken over from once its lease has run out, and writes nothing any more", async () => {
  const name = await begun("silent");
  let clock = 1_000_000;
  const [ann, bob] = [driver(name, "ann", () => clock), driver(name, "bob", () => clock)];
  ann.drive();
  bob.drive();
  expect((await ann.turn()).kind).toBe("driving");
  expect(await bob.turn()).toMatchObject({ kind: "watching", by: "ann", until: clock + 60_000 });
  clock += 59_000;
  expect((await bob.turn()).kind).toBe("watching");
  clock += 2_000;
  expect((await bob.turn()).kind).toBe("driving");
  const taken = rolloutOf(await cluster.read(name));
  expect(taken.kind === "ok" && taken.value.state.history.at(-1)).toMatchObject({ kind: "taken-over", by: "bob" });
  expect(await ann.turn()).toMatchObject({ kind: "watching", by: "bob" });
});

test("a window that is reloaded goes on at once with its own lease", async () => {
  const name = await begun("reloaded");
  const before = driver(name, "ann");
  before.drive();
  expect((await before.turn()).kind).toBe("driving");
  const after = driver(name, "ann");
  after.drive();
  expect((await after.turn()).kind).toBe("driving");
});

test("it pauses, resumes and is forgotten from any window", async () => {
  const name = await begun("paused");
  const ann = driver(name, "ann");
  ann.drive();
  await ann.turn();
  const { session } = cluster;
  expect((await changeRollout(session, name, rollout => pauseRollout(rollout, "bob", 1))).kind).toBe("changed");
  expect(await ann.turn()).toMatchObject({ kind: "resting", rollout: { state: { phase: "paused" } } });
  expect((await cluster.read(name)).metadata.annotations).not.toHaveProperty([LEASE]);
  expect(await forgetRollout(session, name)).toMatchObject({ kind: "refused", reason: /still under way/ });
  expect((await changeRollout(session, name, rollout => resumeRollout(rollout, "bob", 2))).kind).toBe("changed");
  expect(await startRollout(session, name, () => ({ kind: "refused", reason: "" }))).toMatchObject({
    kind: "refused",
    reason: "A guided canary of canary is under way already. Abort it first.",
  });
  expect(await ann.abort("bob")).toBe(true);
  expect(splitWords(await cluster.split(name))).toBe("main 90 %, canary 10 %");
  expect((await forgetRollout(session, name)).kind).toBe("changed");
  expect(rolloutOf(await cluster.read(name)).kind).toBe("absent");
});

function toPercent(percent: number): (object: LiveDeployment) => SplitPlan | PlanRefusal {
  return ({ spec }) =>
    planGesture(
      splitOf(spec?.predictors ?? []),
      { kind: "set", predictor: "canary", percent },
      { policy: "proportional", targets: ["istio"] },
    );
}

function previewed<P>(result: ChangeResult<P>): Previewed<P> {
  return result.kind === "changed" ? result : expect.fail(result.kind);
}

test("only what was previewed is written, and a conflict says what somebody else did", async () => {
  const name = await cluster.deployed("previewed");
  const { session } = cluster;
  const plan = toPercent(30);
  const preview = previewed(await changeDeployment(session, name, plan, { isDryRun: true }));
  expect(splitWords(await cluster.split(name))).toBe("main 90 %, canary 10 %");
  await changeDeployment(session, name, toPercent(40));
  expect(await applyPreviewed(session, name, preview, plan)).toEqual({
    kind: "conflict",
    words: ["Somebody changed main from 90 % to 60 %.", "Somebody changed canary from 10 % to 40 %."],
  });
  expect(splitWords(await cluster.split(name))).toBe("main 60 %, canary 40 %");
  const again = previewed(await changeDeployment(session, name, plan, { isDryRun: true }));
  expect((await applyPreviewed(session, name, again, plan)).kind).toBe("changed");
  expect(splitWords(await cluster.split(name))).toBe("main 70 %, canary 30 %");
});

test("a split is gone back to after a restart, from what was kept", async () => {
  const name = await cluster.deployed("undone");
  const { session } = cluster;
  const kept = new Map<string, string>();
  const memory = {
    get: (key: string): unknown => JSON.parse(kept.get(key) ?? "null"),
    update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, JSON.stringify(value ?? null))),
  };
  const place = { context: "lab", ...name };
  for (const percent of [20, 30]) {
    const { plan } = previewed(await changeDeployment(session, name, toPercent(percent)));
    await new UndoStore(memory).add(place, remember(plan, percent));
  }
  for (const words of ["main 80 %, canary 20 %", "main 90 %, canary 10 %"]) {
    const store = new UndoStore(memory);
    const [last] = store.list(place);
    await changeDeployment(session, name, ({ spec }) =>
      last ? planUndo(splitOf(spec?.predictors ?? []), last, ["istio"]) : expect.fail("Nothing is kept."),
    );
    await store.drop(place);
    expect(splitWords(await cluster.split(name))).toBe(words);
  }
  expect(new UndoStore(memory).list(place)).toEqual([]);
});

test("where the operator cannot be seen, its routes tell who routes", async () => {
  const name = await cluster.deployed("routes");
  expect(await findIngressTargets(cluster.session, await cluster.read(name))).toEqual(["istio"]);
});
