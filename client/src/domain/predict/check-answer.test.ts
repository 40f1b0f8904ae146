// Expectations held against answers: what passes, what fails, and where in the file a failure stands.
import { describe, expect, test } from "vitest";
import type { Expectation } from "../../../../schemas/src/index.ts";
import { checkAnswer } from "./check-answer.ts";
import type { Mismatch } from "./mismatch.ts";
import type { Answer, Outcome } from "./exchange.ts";
import { answered, onlyCase, prepared, wine } from "./testing/samples.ts";

const REQUEST = prepared({ request: { ndarray: [[75.5, 3.2, 1.18]] } });
const V2 = prepared({ request: { ndarray: [[1]] } }, wine({ protocol: "v2" }));
const validateSchema = (schema: Readonly<Record<string, unknown>>): string[] =>
  "fails" in schema ? ["/data is wrong."] : [];
const PRICE = answered({ data: { names: [], ndarray: [78.3] }, meta: {} });
const CLASSES = answered({ data: { names: ["a", "b"], ndarray: [[0.9, 0.1], [0.2, 0.8]] } }); // prettier-ignore

function check(expectation: Expectation, outcome: Outcome = PRICE, request = REQUEST): Mismatch[] {
  const one = onlyCase({ target: { deployment: "wine" }, request: { strData: "" }, expect: expectation });
  return checkAnswer(one, request, outcome, { validateSchema });
}

function keys(expectation: Expectation, outcome: Outcome = PRICE, request = REQUEST): unknown[] {
  return check(expectation, outcome, request).map(({ path }) => path.slice(2));
}

test("without expectations a success passes", () => {
  expect(check({})).toEqual([]);
});

describe("status", () => {
  const bad: Partial<Answer> = { status: 400 };
  const error = {
    status: { code: -1, info: "Invalid request data type: {}", reason: "MICROSERVICE_BAD_DATA", status: 1 },
  };

  test("an error that nobody expects is told in words, with what explains it, and nothing else is", () => {
    const [only, ...others] = check({ prediction: [1], latencyMs: 1 }, answered(error, bad));
    expect(others).toEqual([]);
    expect(only?.message).toContain("MICROSERVICE_BAD_DATA: Invalid request data type: {}.");
    expect(only?.message).toContain("belong to other protocols");
    expect(only?.path).toEqual(["spec"]);
  });

  test("an expected error passes, and its body can be looked at", () => {
    expect(check({ status: 400 }, answered(error, bad))).toEqual([]);
    expect(
      check(
        { status: [400, 500], values: [{ path: "$.status.reason", equals: "MICROSERVICE_BAD_DATA" }] },
        answered(error, bad),
      ),
    ).toEqual([]);
    expect(check({ status: 400 })).toMatchObject([
      { path: ["spec", "expect", "status"], expected: "400", actual: "200" },
    ]);
  });
});

test("without an answer there is one reason", () => {
  const failure = { kind: "failure", reason: "timeout", message: "", latency: 30_000 } as const;
  expect(check({ prediction: [1] }, failure)).toMatchObject([{ message: "No answer within 30 s.", path: ["spec"] }]);
});

describe("values", () => {
  test.each<[object, boolean]>([
    [{ path: "$.data.ndarray[0]", equals: 78.3 }, true],
    [{ path: "$.data.ndarray[0]", equals: 78.4 }, false],
    [{ path: "$.data.ndarray[0]", equals: 78.4, tolerance: 0.2 }, true],
    [{ path: "$.data.ndarray[0]", equals: 78.4, relativeTolerance: 0.01 }, true],
    [{ path: "$.data.ndarray[0]", equals: "78.3" }, false],
    [{ path: "$.data", equals: { names: [], ndarray: [78.3] } }, true],
    [{ path: "$.data", equals: { ndarray: [78.3] } }, false],
    [{ path: "$.data.ndarray[0]", oneOf: [1, 78.3] }, true],
    [{ path: "$.data.ndarray[0]", oneOf: [1, 2] }, false],
    [{ path: "$.data.ndarray[0]", min: 78, max: 79 }, true],
    [{ path: "$.data.ndarray[0]", min: 79 }, false],
    [{ path: "$.data.ndarray[0]", max: 78 }, false],
    [{ path: "$.data.ndarray[0]", matches: "7" }, false],
    [{ path: "$.data.nothing" }, false],
    [{ path: "$.data.nothing", exists: false }, true],
    [{ path: "$.data.ndarray", exists: false }, false],
    [{ path: "$.data.names", exists: true }, true],
    [{ path: "data[", equals: 1 }, false],
  ])("%j passes: %s", (value, passes) => {
    const mismatches = check({ values: [{ path: "$.data.ndarray[0]" }, { path: "$", ...value }] });
    expect(mismatches.length === 0).toBe(passes);
    for (const { path } of mismatches) expect(path.slice(0, 4)).toEqual(["spec", "expect", "values", 1]);
  });

  test("every value that a path finds has to fit", () => {
    const values = [{ path: "$.data.ndarray[*][*]", min: 0.15 }];
    expect(check({ values }, CLASSES)).toMatchObject([{ path: ["spec", "expect", "values", 0, "min"], actual: "0.1" }]);
  });

  test("text is matched; a pattern that is none is told", () => {
    const text = answered({ strData: "setosa" });
    expect(check({ values: [{ path: "$.strData", matches: "^set" }] }, text)).toEqual([]);
    expect(check({ values: [{ path: "$.strData", matches: "^vir" }] }, text)).toHaveLength(1);
    expect(check({ values: [{ path: "$.strData", matches: "(" }] }, text)[0]?.message).toContain(
      "no regular expression",
    );
  });
});

describe("prediction", () => {
  const output = (shape: number[], data: unknown[]): Answer =>
    answered({ outputs: [{ name: "p", shape, datatype: "FP64", data }] });

  test("is the same whatever the protocol wraps it in", () => {
    expect(check({ prediction: 78.3 })).toEqual([]);
    expect(check({ prediction: [78.3] })).toEqual([]);
    expect(check({ prediction: [78.3] }, output([1, 1], [78.3]), V2)).toEqual([]);
    expect(check({ prediction: [1, 2] }, output([2, 1], [1, 2]), V2)).toEqual([]);
    expect(check({ prediction: [[1, 2], [3, 4]] }, output([2, 2], [1, 2, 3, 4]), V2)).toEqual([]); // prettier-ignore
    expect(check({ prediction: [1, 2, 3, 4] }, output([2, 2], [1, 2, 3, 4]), V2)).toHaveLength(1);
  });

  test("differs by more than the tolerance: by how much, where, and both printed alike", () => {
    const [only] = check({ prediction: [[0.9, 0.1], [0.25, 0.75]], tolerance: 0.01 }, CLASSES); // prettier-ignore
    expect(only).toEqual({
      path: ["spec", "expect", "prediction"],
      message: "The prediction[1][0] is 0.2, and 0.25 is expected, 0.05 off. 1 more differ.",
      expected: "[\n  [0.9, 0.1],\n  [0.25, 0.75]\n]",
      actual: "[\n  [0.9, 0.1],\n  [0.2, 0.8]\n]",
    });
  });
});

test("labels, shape, names, schema, latency and predictor", () => {
  expect(keys({ labels: [78.3, 1] })).toEqual([]);
  expect(keys({ labels: ["setosa"] })).toEqual([["labels"]]);
  expect(keys({ labels: ["setosa"] }, answered({ meta: {} }))).toEqual([["labels"]]);
  expect(keys({ shape: [2, null], names: ["a", "b"] }, CLASSES)).toEqual([]);
  expect(keys({ shape: [1, 2], names: ["a"] }, CLASSES)).toEqual([["shape"], ["names"]]);
  expect(keys({ schema: { type: "object" } })).toEqual([]);
  expect(check({ schema: { fails: true } })[0]?.message).toBe("The answer does not fit the schema: /data is wrong.");
  expect(keys({ schema: {} }, answered("no json"))).toEqual([["schema"]]);
  expect(keys({ latencyMs: 12 })).toEqual([]);
  expect(keys({ latencyMs: 11 })).toEqual([["latencyMs"]]);
  expect(keys({ predictor: "default" })).toEqual([]);
  expect(keys({ predictor: "canary" })).toEqual([["predictor"]]);
  expect(keys({ predictor: "default" }, PRICE, { ...REQUEST, predictor: undefined })).toEqual([["predictor"]]);
});
