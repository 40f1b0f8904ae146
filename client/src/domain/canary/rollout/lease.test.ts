// Plan, state and lease on the object: written whole or not at all, and never by two drivers.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { patched, predictorsOf, reasonOf, sample, sampleSplit } from "../../../../../test/support/canary-samples.ts";
import { CANARY_LEASE_ANNOTATION, CANARY_PLAN_ANNOTATION } from "../../../../../schemas/src/index.ts";
import type { SeldonDeploymentObject } from "../../health/objects.ts";
import { patchOf, type Patchable } from "../patch.ts";
import { livePredictors, splitOf, type Split } from "../split.ts";
import { forgetPatch, leasePatch, leaseReleasePatch, leaseTextOf, rolloutOf, rolloutPatch } from "./annotation.ts";
import { newRollout, pauseRollout, takeOverRollout } from "./commands.ts";
import {
  decideLease,
  LEASE_SECONDS,
  mustStop,
  newLease,
  nextHeartbeat,
  sightLease,
  type LeaseSighting,
} from "./lease.ts";
import { nextAction } from "./next.ts";
import { stepSplit } from "./steps.ts";

const START = 1_795_251_600_000;

function written(object: SeldonDeploymentObject, patchable: Patchable): SeldonDeploymentObject {
  return patched(object, patchOf(object, patchable));
}

function splitOfObject(object: SeldonDeploymentObject): Split {
  return splitOf(predictorsOf(object));
}

function begun(): SeldonDeploymentObject {
  const object = sample("main:100 canary");
  const rollout = newRollout({ canary: "canary" }, splitOfObject(object), "ann", START);
  const started = written(object, rolloutPatch(rollout, splitOfObject(object), { isDriver: false }));
  return written(started, leasePatch(newLease("ann", START)));
}

function rolloutIn(object: SeldonDeploymentObject): ReturnType<typeof newRollout> {
  const found = rolloutOf(object);
  return found.kind === "ok" ? found.value : expect.fail(found.kind);
}

describe("annotations", () => {
  test("keep plan, state and lease, and are taken off again", () => {
    const object = begun();
    expect(Object.keys(object.metadata.annotations ?? {})).toEqual([CANARY_PLAN_ANNOTATION, CANARY_LEASE_ANNOTATION]);
    expect(rolloutIn(object).plan).toMatchObject({ canary: "canary", steps: [5, 25, 50, 100] });
    expect(decideLease({ text: leaseTextOf(object), since: START }, "ann", START)).toEqual({ kind: "renew" });
    expect(written(object, forgetPatch(object)).metadata.annotations).toEqual({});
    expect(leaseTextOf(written(object, leaseReleasePatch()))).toBeUndefined();
  });

  test("that are not ours to read are told apart", () => {
    const withText = (text: string): SeldonDeploymentObject => ({
      metadata: { name: "iris", annotations: { [CANARY_PLAN_ANNOTATION]: text } },
    });
    expect(rolloutOf(sample("a:100"))).toEqual({ kind: "absent" });
    expect(reasonOf(rolloutOf(withText('{"version":2}')))).toContain("newer version");
    expect(rolloutOf(withText("{"))).toMatchObject({ kind: "unreadable" });
    const broken = JSON.stringify({ ...rolloutIn(begun()), plan: 5 });
    expect(reasonOf(rolloutOf(withText(broken)))).toContain("no rollout at plan");
  });

  test("state and split change in one patch", () => {
    const object = begun();
    const { rollout, action } = nextAction(rolloutIn(object), {
      ...{ split: splitOfObject(object), isRouted: true, sample: undefined, now: START, driver: "ann" },
    });
    const after = action.kind === "shift" ? action.after : expect.fail(action.kind);
    const moved = written(object, rolloutPatch(rollout, splitOfObject(object), { after, isDriver: true }));
    expect(splitOfObject(moved)).toEqual(sampleSplit("main:95 canary:5"));
    expect(rolloutIn(moved).state.step).toBe(0);
  });

  test("a driver that read before somebody paused it, or took over, writes nothing", () => {
    const object = begun();
    const late = patchOf(
      object,
      rolloutPatch(rolloutIn(object), splitOfObject(object), {
        after: sampleSplit("main:95 canary:5"),
        isDriver: true,
      }),
    );
    const paused = pauseRollout(rolloutIn(object), "bob", START);
    const byBob = written(object, rolloutPatch(paused, splitOfObject(object), { isDriver: false }));
    expect(() => patched(byBob, late)).toThrow();
    expect(() => patched(written(object, leasePatch(newLease("bob", START))), late)).toThrow();
    expect(() => patched(written(object, leaseReleasePatch()), late)).toThrow();
  });
});

describe("the lease", () => {
  const text = JSON.stringify(newLease("ann", START));

  test.each<[string, string | undefined, number, ReturnType<typeof decideLease>]>([
    ["nobody's", undefined, 0, { kind: "acquire" }],
    ["another's", text, 59, { kind: "held", by: "ann", until: START + 60_000 }],
    ["another's that is silent", text, 60, { kind: "take-over", from: "ann" }],
    ["unreadable", "{}", 59, { kind: "held", by: "somebody", until: START + 60_000 }],
    ["unreadable and silent", "{}", 60, { kind: "take-over", from: "somebody" }],
  ])("%s", (_, found, seconds, decision) => {
    expect(decideLease({ text: found, since: START }, "bob", START + seconds * 1000)).toEqual(decision);
  });

  test("runs out by what was seen here, not by what another clock wrote", () => {
    const wrong = JSON.stringify(newLease("ann", START - 3_600_000));
    const first = sightLease(undefined, wrong, START);
    expect(decideLease(first, "bob", START + 1000).kind).toBe("held");
    const beaten = sightLease(first, JSON.stringify(newLease("ann", START - 3_580_000)), START + 20_000);
    expect(decideLease(beaten, "bob", START + 70_000).kind).toBe("held");
    expect(decideLease(sightLease(beaten, beaten.text, START + 80_000), "bob", START + 80_000).kind).toBe("take-over");
  });

  test("is renewed three times within its length, and given up before others may take it", () => {
    expect(nextHeartbeat(START) - START).toBe((LEASE_SECONDS * 1000) / 3);
    expect(mustStop(START, START + 39_999)).toBe(false);
    expect(mustStop(START, START + 40_000)).toBe(true);
  });
});

/** A window that drives: it reads, thinks for a while, and writes what it thought of then. */
interface Window {
  readonly name: string;
  readonly skew: number;
  sighting: LeaseSighting | undefined;
  pending: { readonly write: ReturnType<typeof patchOf>; readonly isShift: boolean } | undefined;
}

test("two windows with wrong clocks and slow networks never drive both, and the split is always the state's", () => {
  const turn = fc.record({
    who: fc.nat(1),
    what: fc.constantFrom("read", "read", "write", "forget"),
    after: fc.constantFrom(0, 500, 15_000, 45_000, 70_000),
  });
  fc.assert(
    fc.property(
      fc.array(turn, { minLength: 60, maxLength: 150 }),
      fc.integer({ min: -3_600_000, max: 3_600_000 }),
      (turns, skew) => {
        const windows: Window[] = [
          { name: "ann", skew: 0, sighting: undefined, pending: undefined },
          { name: "bob", skew, sighting: undefined, pending: undefined },
        ];
        let [object, clock, version] = [begun(), START, 100];
        for (const { who, what, after } of turns) {
          clock += after;
          const window = windows[who] ?? expect.fail("no window");
          if (what === "read") look(window, object, clock + window.skew);
          if (what === "forget") window.pending = undefined;
          const { pending } = window;
          if (what !== "write" || pending === undefined) continue;
          window.pending = undefined;
          const before = object;
          try {
            object = patched(object, pending.write);
          } catch {
            continue;
          }
          version += 1;
          object = { ...object, metadata: { ...object.metadata, ...{ resourceVersion: String(version) } } };
          const holder = decideLease({ text: leaseTextOf(before), since: clock }, window.name, clock).kind;
          if (pending.isShift) expect(holder).toBe("renew");
          expectConsistent(object);
        }
      },
    ),
    { numRuns: 300 },
  );
});

function look(window: Window, object: SeldonDeploymentObject, now: number): void {
  window.sighting = sightLease(window.sighting, leaseTextOf(object), now);
  const decision = decideLease(window.sighting, window.name, now);
  if (decision.kind === "held") return;
  if (decision.kind !== "renew") {
    window.pending = { write: patchOf(object, leasePatch(newLease(window.name, now))), isShift: false };
    return;
  }
  const split = splitOfObject(object);
  const evidence = { at: "2026-11-21T09:00:00Z", requests: 1000, errors: 0 };
  const { rollout, action } = nextAction(takeOverIfNew(rolloutIn(object), window.name, now), {
    ...{ split, isRouted: true, sample: evidence, now, driver: window.name },
  });
  const after = action.kind === "shift" ? action.after : undefined;
  window.pending = { write: patchOf(object, rolloutPatch(rollout, split, { after, isDriver: true })), isShift: true };
}

function takeOverIfNew(rollout: ReturnType<typeof rolloutIn>, name: string, now: number): ReturnType<typeof rolloutIn> {
  const last = rollout.state.history.at(-1)?.by ?? name;
  return last === name ? rollout : takeOverRollout(rollout, name, now);
}

function expectConsistent(object: SeldonDeploymentObject): void {
  const { plan, state } = rolloutIn(object);
  const live = livePredictors(splitOfObject(object));
  expect(live.reduce((sum, { traffic = 0 }) => sum + traffic, 0)).toBe(100);
  expect(live).toEqual(stepSplit(plan, state.step));
}
