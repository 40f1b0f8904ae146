// The walk beside the text and the zod contract say the same of every request file.
import fc from "fast-check";
import { expect, test } from "vitest";
import { PredictionTest } from "../../../../schemas/src/index.ts";
import { parseDocument } from "../yaml/index.ts";
import { checkShape } from "./check-shape.ts";
import { predictionTestShape } from "./prediction-test-shape.ts";

const FULL = {
  apiVersion: "seldon-deployments/v1",
  kind: "PredictionTest",
  metadata: { name: "wine", labels: { suite: "smoke" } },
  spec: {
    target: {
      deployment: "wine",
      predictor: "*",
      through: "service",
      endpoint: "predict",
      url: "http://a",
      model: "m",
    },
    protocol: "seldon",
    transport: "rest",
    headers: { "X-Trace": "1", Authorization: { secret: "TOKEN", prefix: "Bearer " } },
    timeoutSeconds: 5,
    variables: { a: 1, b: "x", c: null, d: [1], e: true },
    request: {
      tensor: { shape: [1, 2], values: [1, 2.5] },
      inputs: [{ name: "a", shape: [1], datatype: "FP64", data: [1], parameters: { p: true } }],
      dataframe: { columns: ["a"], data: [[1]] },
      csv: { file: "a.csv", columns: ["a"] },
      names: ["a", "b"],
      meta: { puid: "1", tags: { any: [] } },
      jsonData: { anything: { goes: [null] } },
      reward: 1,
    },
    expect: {
      status: [200],
      values: [{ path: "$.a", equals: 1, tolerance: 0.1, oneOf: [1], matches: "a", exists: true }],
      labels: ["a", 1, true],
      shape: [1, null],
      schema: { type: "object" },
      latencyMs: 100,
    },
    cases: [{ name: "one", variables: { a: 2 }, request: { strData: "x" }, expect: { status: 200 } }],
    casesFrom: { csv: "cases.csv", name: "id" },
  },
};

const replacement = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 3600, 3601, "", "seldon", "2a", [], {}, [1], ["a"], {
    secret: "a b",
  }),
  fc.constantFrom<unknown>([null], { name: "a" }, { a: { b: 1 } }, [{ name: "x" }], 9007199254740991, "FP32"),
);

interface Change {
  readonly step: number;
  readonly kind: "replace" | "remove" | "add" | "rename";
  readonly value: unknown;
}

const change: fc.Arbitrary<Change> = fc.record({
  step: fc.nat(200),
  kind: fc.constantFrom("replace", "remove", "add", "rename"),
  value: replacement,
});

test("they accept the same files", () => {
  expect(PredictionTest.safeParse(FULL).error).toBeUndefined();
  fc.assert(
    fc.property(fc.array(change, { maxLength: 3 }), changes => {
      const changed = changes.reduce<unknown>(apply, FULL);
      // JSON is YAML.
      const problems = checkShape(parseDocument(JSON.stringify(changed)).cursor(), predictionTestShape);
      const said = problems.map(({ kind, at }) => `${kind} at ${at.path.join(".")}`).join(", ");
      expect(PredictionTest.safeParse(changed).success, said).toBe(problems.length === 0);
    }),
    { numRuns: 3_000 },
  );
});

/** Changes the value that a walk over all values comes to after so many steps. */
function apply(value: unknown, { step, kind, value: other }: Change): unknown {
  let left = step;
  const visit = (at: unknown): unknown => {
    if (Array.isArray(at)) return at.flatMap((item: unknown) => (left-- === 0 ? change(item) : [visit(item)]));
    if (typeof at !== "object" || at === null) return at;
    return Object.fromEntries(
      Object.entries(at).flatMap(([key, item]: [string, unknown]) => {
        if (left-- !== 0) return [[key, visit(item)]];
        if (kind === "rename") return [[`${key}s`, item]];
        return kind === "add"
          ? [
              [key, item],
              [`${key}More`, other],
            ]
          : change(item).map(each => [key, each]);
      }),
    );
  };
  const change = (item: unknown): unknown[] => (kind === "remove" ? [] : kind === "replace" ? [other] : [item, other]);
  return visit(value);
}
