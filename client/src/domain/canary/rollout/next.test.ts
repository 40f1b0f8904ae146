// Guided rollouts step by step: what passes, what goes back at once, what waits and for how long, what people do.
import { describe, expect, test } from "vitest";
import { reasonOf, sampleSplit } from "../../../../../test/support/canary-samples.ts";
import type { Rollout, RolloutPlan, RolloutSample } from "../../../../../schemas/src/index.ts";
import { formatTime } from "../../time.ts";
import { splitWords, type Split } from "../split.ts";
import { abortRollout, newRollout, pauseRollout, resumeRollout, takeOverRollout } from "./commands.ts";
import { failedGate } from "./gates.ts";
import { nextAction, type Decision, type RolloutSituation } from "./next.ts";
import { rolloutReport } from "./report.ts";
import { rolloutProblems, stepSplit } from "./steps.ts";

const START = 1_795_251_600_000;
const MINUTE = 60_000;
const GATES = { maxErrorRate: 0.05, maxP95Ms: 300, minRequests: 100, maxRestarts: 0 };

function rollout(text = "main:100 canary", choice: Partial<RolloutPlan> = {}): Rollout {
  const timing = { holdSeconds: 60, waitSeconds: 120 };
  return newRollout({ canary: "canary", gates: GATES, ...timing, ...choice }, sampleSplit(text), "ann", START);
}

function sample(changes: Partial<RolloutSample> = {}): RolloutSample {
  return { at: formatTime(START), requests: 200, errors: 2, p95Ms: 120, p99Ms: 180, restarts: 0, ...changes };
}

/** A situation in which everything is as the rollout left it. @param at milliseconds since the start */
function calm(of: Rollout, at: number, changes: Partial<RolloutSituation> = {}): RolloutSituation {
  const split = stepSplit(of.plan, of.state.step);
  return { split, isRouted: true, sample: sample(), now: START + at, driver: "ann", ...changes };
}

function next(of: Rollout, at: number, changes: Partial<RolloutSituation> = {}): Decision {
  return nextAction(of, calm(of, at, changes));
}

/** At 5 %, routed since the start. */
function watching(): Rollout {
  return next(next(rollout(), 0).rollout, 0).rollout;
}

test("goes 5, 25, 50, 100 when all is well, each held for its time", () => {
  let now = rollout();
  const shifts: string[] = [];
  const kinds: string[] = [];
  for (let at = 0; at <= 10 * MINUTE && now.state.phase === "running"; at += MINUTE / 2) {
    const { action, rollout: after } = next(now, at);
    kinds.push(action.kind);
    if (action.kind === "shift") shifts.push(`${at / 1000} s: ${splitWords(action.after)}`);
    now = after;
  }
  expect(shifts).toEqual([
    "0 s: main 95 %, canary 5 %",
    "90 s: main 75 %, canary 25 %",
    "180 s: main 50 %, canary 50 %",
    "270 s: main 0 %, canary 100 %",
  ]);
  expect(kinds.at(-1)).toBe("finish");
  expect(now.state).toMatchObject({ phase: "finished", reason: "canary has reached 100 %." });
  expect(next(now, 20 * MINUTE).action).toEqual({ kind: "none" });
});

describe("a failed gate", () => {
  test.each<[string, Partial<RolloutSample>, string]>([
    ["errors", { errors: 11 }, "11 of 200 answers were errors (5.5 %), and the gate allows 5 %."],
    ["latency", { p95Ms: 301 }, "Its p95 latency is 301 ms, and the gate allows 300 ms."],
    ["restarts", { restarts: 1 }, "Its containers restarted 1 times, and the gate allows 0."],
  ])("of %s goes back at once, whatever time is left", (_, changes, reason) => {
    const { action, rollout: after } = next(watching(), 1000, { sample: sample(changes) });
    expect(action).toEqual({
      kind: "roll-back",
      after: sampleSplit("main:100 canary"),
      words: `${reason} Back to main 100 %, canary 0 %.`,
    });
    expect(after.state).toMatchObject({ phase: "rolled-back", reason });
  });

  test("of errors does not wait for requests that could not save it any more", () => {
    // Of the 100 requests that are needed, 5 may fail.
    expect(failedGate(GATES, sample({ requests: 9, errors: 5 }))).toBeUndefined();
    expect(failedGate(GATES, sample({ requests: 9, errors: 6 }))).toContain("6 of 9 answers were errors");
  });

  test("of latency waits for enough requests", () => {
    expect(failedGate(GATES, sample({ requests: 99, errors: 0, p95Ms: 9000 }))).toBeUndefined();
    expect(failedGate(GATES, sample({ requests: 100, errors: 0, p95Ms: 9000 }))).toBeDefined();
  });

  test("restores what was absent as absent", () => {
    const { action } = next(watching(), 1000, { sample: sample({ errors: 100 }) });
    expect(action.kind === "roll-back" && action.after[1]).toEqual({
      name: "canary",
      traffic: undefined,
      isShadow: false,
    });
  });
});

describe("waiting", () => {
  test("for requests, and no longer than it is told", () => {
    const few = { sample: sample({ requests: 40, errors: 0 }) };
    expect(next(watching(), MINUTE, few).action).toEqual({
      kind: "hold",
      until: START + 3 * MINUTE,
      words: "Holding on: canary at 5 % has had 40 of the 100 requests that it needs to be judged.",
    });
    const { action, rollout: after } = next(watching(), 3 * MINUTE, few);
    expect(action.kind).toBe("pause");
    expect(after.state).toMatchObject({ phase: "paused", step: 0 });
    expect(reasonOf(after.state)).toContain("40 of the 100");
  });

  test("for metrics that cannot be read, never moving on blindly", () => {
    expect(next(watching(), 2 * MINUTE, { sample: undefined }).action).toMatchObject({
      kind: "hold",
      words: "Holding on: The metrics of canary at 5 % cannot be read.",
    });
    expect(next(watching(), 4 * MINUTE, { sample: undefined }).action.kind).toBe("pause");
  });

  test("for routes, and the step's time begins only then", () => {
    const shifted = next(rollout(), 0).rollout;
    const late = { isRouted: false, sample: undefined };
    expect(next(shifted, MINUTE, late).action).toMatchObject({ kind: "hold", until: START + 2 * MINUTE });
    const routed = next(shifted, MINUTE, { sample: undefined });
    expect(routed.action).toMatchObject({ kind: "hold", until: START + 2 * MINUTE });
    expect(routed.rollout.state.routedAt).toBe(formatTime(START + MINUTE));
    expect(next(shifted, 2 * MINUTE, late).action.kind).toBe("pause");
  });
});

test("somebody else's change pauses it, and leaves the split to them", () => {
  const { action, rollout: after } = next(watching(), MINUTE, { split: sampleSplit("main:60 canary:40") });
  expect(action).toEqual({
    kind: "pause",
    words: "Somebody changed main from 95 % to 60 %. Somebody changed canary from 5 % to 40 %.",
  });
  expect(after.state.phase).toBe("paused");
  // A shadow is none of its business, and neither is the order.
  const others: readonly Split[] = [sampleSplit("main:95 canary:5 s!"), sampleSplit("canary:5 main:95")];
  for (const split of others) expect(next(watching(), 1000, { split }).action.kind).toBe("hold");
});

describe("people", () => {
  test("pause and resume: the step is watched anew", () => {
    const paused = pauseRollout(watching(), "bob", START + 1000);
    expect(paused.state).toMatchObject({ phase: "paused", reason: "bob paused it." });
    expect(next(paused, 10 * MINUTE).action).toEqual({ kind: "none" });
    const resumed = resumeRollout(paused, "bob", START + 5 * MINUTE);
    expect(resumed.state.reason).toBeUndefined();
    expect(next(resumed, 5 * MINUTE).action).toMatchObject({ kind: "hold", until: START + 6 * MINUTE });
    expect(resumeRollout(watching(), "bob", START)).toEqual(watching());
  });

  test("take over: the step is watched anew", () => {
    const taken = takeOverRollout(watching(), "bob", START + 5 * MINUTE);
    expect(next(taken, 5 * MINUTE).action).toMatchObject({ kind: "hold", until: START + 6 * MINUTE });
    expect(taken.state.history.at(-1)).toMatchObject({ kind: "taken-over", by: "bob", percent: 5 });
  });

  test("abort: back to the split before, paused or not, and once", () => {
    const aborted = abortRollout(pauseRollout(watching(), "bob", START), "bob", START);
    expect(aborted?.words).toBe("bob aborted it. Back to main 100 %, canary 0 %.");
    expect(aborted?.rollout.state.history.at(-1)).toMatchObject({ kind: "rolled-back", percent: 0 });
    expect(aborted && abortRollout(aborted.rollout, "bob", START)).toBeUndefined();
  });
});

describe("problems before it begins", () => {
  const problems = (of: Rollout, split: string, targets: Parameters<typeof rolloutProblems>[2]): readonly string[] =>
    rolloutProblems(of.plan, sampleSplit(split), targets);

  test("none with Istio and Ambassador v2", () => {
    expect(problems(rollout(), "main:100 canary", ["istio", "ambassador-v2"])).toEqual([]);
  });

  test("Ambassador v1 could not go back to 0 (F20)", () => {
    expect(problems(rollout(), "main:100 canary", ["ambassador-v1"])).toEqual([
      expect.stringContaining("Ambassador v1 cannot do main 100 %, canary 0 %"),
    ]);
    expect(problems(rollout("main:99 canary:1", { steps: [5, 50] }), "main:99 canary:1", ["ambassador-v1"])).toEqual(
      [],
    );
  });

  test.each<[string, Rollout, string, string]>([
    ["no ingress", rollout(), "main:100 canary", "Without an ingress"],
    ["another split now", rollout(), "main:90 canary:10", "The split has changed"],
    ["steps that fall", rollout(undefined, { steps: [25, 5] }), "main:100 canary", "steps have to rise from 0 %"],
    ["steps from below", rollout("main:90 canary:10"), "main:90 canary:10", "steps have to rise from 10 %"],
    ["an unknown canary", rollout(undefined, { canary: "next" }), "main:100 canary", "There is no predictor next."],
    [
      "a latency nobody sees",
      rollout(undefined, { gates: { ...GATES, maxP99Ms: 10_000 } }),
      "main:100 canary",
      "never fails",
    ],
    ["an only predictor", rollout("canary:100"), "canary:100", "is the only predictor"],
  ])("%s", (name, of, split, words) => {
    expect(problems(of, split, [name === "no ingress" ? "none" : "istio"])).toEqual([expect.stringContaining(words)]);
  });
});

test("the report tells every step, with what it was decided by", () => {
  const failing = next(watching(), 1000, { sample: sample({ errors: 60 }) }).rollout;
  expect(rolloutReport("models/iris", failing)).toBe(`# Guided canary of models/iris

**Rolled back.** 60 of 200 answers were errors (30 %), and the gate allows 5 %.

- Canary: canary, from main 100 %, canary 0 %
- Steps: 5 %, 25 %, 50 %, 100 %, each watched for 60 s at least
- The others: in proportion
- Gates: errors at most 5 %, p95 at most 300 ms, restarts at most 0, at least 100 requests
- Started: 2026-11-21T09:00:00Z by ann

| time | what | canary | requests | errors | p50 | p95 | p99 | restarts | why | driver |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |
| 2026-11-21T09:00:00Z | shifted | 5 % |  |  |  |  |  |  | main 95 %, canary 5 % | ann |
| 2026-11-21T09:00:01Z | rolled-back | 0 % | 200 | 60 |  | 120 ms | 180 ms | 0 | 60 of 200 answers were errors (30 %), and the gate allows 5 %. | ann |
`);
  expect(rolloutReport("a|b", pauseRollout(watching(), "<x>", START))).toContain(String.raw`\<x\> paused it.`);
});

test("the history stays small enough for an annotation", () => {
  let now = watching();
  for (let at = 0; at < 500; at += 1) now = resumeRollout(pauseRollout(now, "ann", START + at), "ann", START + at);
  expect(JSON.stringify(now).length).toBeLessThan(64 * 1024);
  expect(now.state.history.length).toBe(60);
});
