// Plans of canaries as JSON Patch on every API server there is: they end in the planned state, or fail whole.
import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  applyEdits,
  finishPromotion,
  inversePatchOf,
  patchOf,
  planGesture,
  planShadow,
  removePredictors,
  splitOf,
  type EditPlan,
  type PlanRefusal,
  type Split,
} from "../../client/src/domain/canary/index.ts";
import { isKubeError, type ClusterSession, type KubeObject } from "../../client/src/kube/port.ts";
import { changeDeployment, type LiveDeployment } from "../../client/src/live/canary/index.ts";
import { SELDON_DEPLOYMENTS } from "../../client/src/live/index.ts";
import { arbitraryDeployment, planned, sample } from "../support/canary-samples.ts";
import { conformance } from "./support/cluster.ts";

const OPTIONS = { policy: "proportional", targets: ["istio"] } as const;

conformance("Canary patches", cluster => {
  /** Makes the deployment, new each time. */
  async function made(
    session: ClusterSession,
    namespace: string,
    from: ReturnType<typeof sample>,
  ): Promise<LiveDeployment> {
    const ref = { type: SELDON_DEPLOYMENTS, namespace, name: "iris" };
    await session.delete(ref).catch((error: unknown) => {
      if (!isKubeError(error) || error.reason !== "not-found") throw error;
    });
    const about = { apiVersion: "machinelearning.seldon.io/v1", kind: "SeldonDeployment" };
    await session.create<KubeObject>(SELDON_DEPLOYMENTS, {
      ...about,
      metadata: { name: "iris", namespace },
      spec: from.spec,
    });
    return await session.get(ref);
  }

  test("shares end as planned, and go back exactly", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    const cases = fc.sample(fc.tuple(arbitraryDeployment, fc.integer({ min: 0, max: 100 })), { numRuns: 25, seed: 8 });
    for (const [deployment, percent] of cases) {
      const before = await made(session, namespace, deployment);
      const predictor = splitIn(before).find(({ isShadow }) => !isShadow)?.name ?? "";
      const plan = planned(planGesture(splitIn(before), { kind: "set", predictor, percent }, OPTIONS));
      const ref = { type: SELDON_DEPLOYMENTS, namespace, name: "iris" };
      const after = await session.jsonPatch(ref, patchOf(before, plan).operations);
      expect(splitIn(after.object)).toEqual(plan.after);
      const back = await session.jsonPatch(ref, inversePatchOf(before, after.object, plan).operations);
      expect(back.object.spec).toEqual(before.spec);
    }
  });

  test("a thousand gestures from two clients at once never leave a sum other than 100", async () => {
    const namespace = await cluster.namespace();
    const name = { namespace, name: "iris" };
    const sessions = [await cluster.connect(), await cluster.connect()];
    await made(await cluster.connect(), namespace, sample("main:90 canary:10"));
    const client = async (session: ClusterSession, predictor: string): Promise<string[]> => {
      const kinds: string[] = [];
      for (let index = 0; index < 500; index += 1) {
        const percent = (index * 37) % 101;
        const result = await changeDeployment(session, name, object =>
          planGesture(splitIn(object), { kind: "set", predictor, percent }, OPTIONS),
        );
        kinds.push(result.kind);
        // Out of step: else one reads while the other writes, each time.
        await pause((index * 7 + predictor.length) % 5);
        if (result.kind !== "changed") continue;
        expect(splitIn(result.after).reduce((all, { traffic = 0 }) => all + traffic, 0)).toBe(100);
      }
      return kinds;
    };
    const outcomes = await Promise.all(
      sessions.map((session, index) => client(session, index === 0 ? "main" : "canary")),
    );
    const total = (kind: string): number => outcomes.flat().filter(each => each === kind).length;
    expect(total("changed")).toBeGreaterThan(0);
    expect(total("changed") + total("conflict")).toBe(1000);
    const last = await sessions[0]?.get({ type: SELDON_DEPLOYMENTS, ...name });
    expect(last && splitIn(last).reduce((all, { traffic = 0 }) => all + traffic, 0)).toBe(100);
  }, 300_000);

  describe.each<[string, string, (object: LiveDeployment) => EditPlan | PlanRefusal]>([
    ["a shadow", "main:90 canary:10", object => planShadow(splitIn(object), "canary", true, OPTIONS)],
    [
      "a finished promotion",
      "main canary:100",
      object => finishPromotion(object, { promoted: "canary", isRenamed: true, takesReplicas: true, targets: [] }),
    ],
    ["a removal", "main:60 a:30 canary:10", object => removePredictors(object, ["a", "canary"])],
  ])("%s", (_, text, plan) => {
    test("ends as planned", async () => {
      const session = await cluster.connect();
      const namespace = await cluster.namespace();
      const before = await made(session, namespace, sample(text));
      const result = await changeDeployment(session, { namespace, name: "iris" }, plan);
      expect(result.kind === "changed" && result.after.spec).toEqual(
        specOf(applyEdits(before, planned(plan(before)).edits)),
      );
    });

    test("fails whole where somebody was quicker", async () => {
      const session = await cluster.connect();
      const namespace = await cluster.namespace();
      await made(session, namespace, sample(text));
      const name = { namespace, name: "iris" };
      const stale = await session.get({ type: SELDON_DEPLOYMENTS, ...name });
      const quicker = await changeDeployment(session, name, object =>
        planGesture(splitIn(object), { kind: "set", predictor: "canary", percent: 37 }, OPTIONS),
      );
      const late = session.jsonPatch(
        { type: SELDON_DEPLOYMENTS, ...name },
        patchOf(stale, planned(plan(stale))).operations,
      );
      await expect(late).rejects.toMatchObject({ reason: "conflict" });
      const now = await session.get({ type: SELDON_DEPLOYMENTS, ...name });
      expect(quicker.kind === "changed" && quicker.after.spec).toEqual(now.spec);
    });
  });
});

function splitIn({ spec }: LiveDeployment): Split {
  return splitOf(spec?.predictors ?? []);
}

function specOf(object: unknown): unknown {
  return typeof object === "object" && object !== null && "spec" in object ? object.spec : undefined;
}
