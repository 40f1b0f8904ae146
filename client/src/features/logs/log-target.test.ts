import { expect, test } from "vitest";
import { logTargetOf, targetTitle, type LogTarget } from "./log-target.ts";

const place = { context: "kind-1", namespace: "scoring", deployment: "iris" };
const TARGETS: readonly LogTarget[] = [
  { kind: "deployment", context: "kind-1", namespace: "scoring", name: "iris" },
  { kind: "predictor", ...place, predictor: "default" },
  { kind: "unit", ...place, predictor: "default", path: ["combiner", "a"] },
  { kind: "workload", ...place, predictor: undefined, workload: "iris" },
  { kind: "pod", ...place, parent: "p", pod: "iris" },
  { kind: "container", ...place, parent: "p", pod: "iris", container: "a" },
  { kind: "job", context: "kind-1", namespace: "scoring", job: "iris" },
];

test("every target has a title of its own that names place and cluster", () => {
  const titles = TARGETS.map(targetTitle);
  expect(new Set(titles).size).toBe(titles.length);
  for (const title of titles) expect(title).toMatch(/ · scoring · kind-1$/);
});

test("the same pod under two units has one log", () => {
  const under = (parent: string): string => targetTitle({ kind: "pod", ...place, parent, pod: "iris-x" });
  expect(under("a")).toBe(under("b"));
});

test("routes, namespaces and contexts have no log", () => {
  expect(logTargetOf({ kind: "namespace", context: "kind-1", namespace: "scoring" })).toBeUndefined();
  expect(logTargetOf({ kind: "routes", ...place })).toBeUndefined();
  expect(logTargetOf(undefined)).toBeUndefined();
});
