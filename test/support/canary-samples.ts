// Deployments by a line of text, arbitrary splits, and JSON Patch applied as an API server does.
import fc from "fast-check";
import { applyPatch } from "rfc6902";
import { expect } from "vitest";
import type { PredictorSpec, SeldonDeploymentObject } from "../../client/src/domain/index.ts";
import { splitOf, type Patch, type Split } from "../../client/src/domain/canary/index.ts";

/** `main:90 canary:10 old s:20!`: shares after a colon, none where it is absent, shadows with `!`. */
export function sample(text: string): SeldonDeploymentObject & { metadata: { resourceVersion: string } } {
  const predictors = text.split(" ").map((part): PredictorSpec => {
    const [, name = "", traffic, shadow] = /^([\w-]+)(?::(-?\d+))?(!)?$/.exec(part) ?? [];
    return {
      ...{ name, graph: { name: "classifier", implementation: "SKLEARN_SERVER", modelUri: `s3://models/${name}` } },
      ...(traffic === undefined ? {} : { traffic: Number(traffic) }),
      ...(shadow === undefined ? {} : { shadow: true }),
    };
  });
  return { metadata: { name: "iris", namespace: "models", resourceVersion: "41" }, spec: { predictors } };
}

export function sampleSplit(text: string): Split {
  return splitOf(sample(text).spec?.predictors ?? []);
}

/** A copy of the object with the patch applied; throws where an operation does not apply. */
export function patched<T>(object: T, { operations }: Pick<Patch, "operations">): T {
  const copy = structuredClone(object);
  const failed = applyPatch(copy, structuredClone([...operations])).filter(result => result !== null);
  if (failed.length > 0) throw new Error(failed.map(({ message }) => message).join("; "));
  return copy;
}

export function predictorsOf(object: SeldonDeploymentObject): readonly PredictorSpec[] {
  return object.spec?.predictors ?? [];
}

/** Deployments of two to six predictors that share requests, accepted by the webhook, with a shadow in some. */
export const arbitraryDeployment: fc.Arbitrary<ReturnType<typeof sample>> = fc
  .record({
    cuts: fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 5 }),
    shadowAt: fc.option(fc.nat(6)),
    shadowTraffic: fc.option(fc.integer({ min: 0, max: 100 })),
    areZerosAbsent: fc.boolean(),
  })
  .map(({ cuts, shadowAt, shadowTraffic, areZerosAbsent }) => {
    const ends = [...[...cuts].sort((a, b) => a - b), 100];
    const live = ends.map((end, index) => {
      const traffic = end - (ends[index - 1] ?? 0);
      return traffic === 0 && areZerosAbsent ? `p${index}` : `p${index}:${traffic}`;
    });
    const shadow = shadowTraffic === null ? "s!" : `s:${shadowTraffic}!`;
    return sample((shadowAt === null ? live : live.toSpliced(shadowAt, 0, shadow)).join(" "));
  });

type Result = { readonly kind: "plan" } | { readonly kind: "refused"; readonly reason: string };

/** Fails with the refusal's reason where there is no plan. */
export function planned<R extends Result>(result: R): Extract<R, { readonly kind: "plan" }> {
  return isPlan(result) ? result : expect.fail(reasonOf(result));
}

/** The sentence of a refusal, or of anything else that says why; empty where it does not. */
export function reasonOf(result: object): string {
  return "reason" in result && typeof result.reason === "string" ? result.reason : "";
}

function isPlan<R extends Result>(result: R): result is Extract<R, { readonly kind: "plan" }> {
  return result.kind === "plan";
}
