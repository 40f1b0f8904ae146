// From request files to cases: variables, tables, merged expectations, and where each of them stands.
import fc from "fast-check";
import { expect, test } from "vitest";
import { casesByPredictor, filesOf, runnableCases } from "./cases.ts";
import { filesHolding, onlyCase, testFile, wine } from "./testing/samples.ts";
import { fillVariables } from "./variables.ts";

const target = { deployment: "wine" };
const none = filesHolding({});

test("a request without cases is one case", () => {
  expect(onlyCase({ target, request: { ndarray: [[1]] }, expect: { status: 200 } })).toMatchObject({
    test: "wine",
    name: undefined,
    path: ["spec"],
    request: { ndarray: [[1]] },
    requestPath: ["spec", "request"],
    expect: { status: 200 },
    expectPaths: { status: ["spec", "expect", "status"] },
  });
});

test("a case's expectations go before the single shared ones, and each knows its place", () => {
  const spec = {
    target,
    variables: { a: 1, b: 2 },
    request: { ndarray: [["{{a}}", "{{b}}"]] },
    expect: { status: 200, labels: ["x"] },
    cases: [
      { name: "one", variables: { b: 3 }, expect: { labels: ["{{a}}"] } },
      { name: "two", request: { strData: "x{{a}}y" } },
    ],
  };
  const { cases, problems } = runnableCases(testFile(spec), none);
  expect(problems).toEqual([]);
  expect(cases.map(({ name, request }) => [name, request])).toEqual([
    ["one", { ndarray: [[1, 3]] }],
    ["two", { strData: "x1y" }],
  ]);
  expect(cases[0]?.expect).toEqual({ status: 200, labels: [1] });
  expect(cases[0]?.expectPaths).toEqual({
    status: ["spec", "expect", "status"],
    labels: ["spec", "cases", 0, "expect", "labels"],
  });
  expect(cases[1]?.requestPath).toEqual(["spec", "cases", 1, "request"]);
});

test("each row of a table is a case, its columns are variables with their own types", () => {
  const spec = {
    target,
    request: { ndarray: [["{{x}}", "{{id}}", "{{none}}"]] },
    casesFrom: { csv: "t.csv", name: "label" },
  };
  const { cases } = runnableCases(
    testFile(spec),
    filesHolding({ "t.csv": "\uFEFFx,id,none,label\n5.1,007,,first\n-2,a,true,\n" }),
  );
  expect(cases.map(({ name, row, request }) => [name, row, request.ndarray])).toEqual([
    ["first", 1, [[5.1, "007", null]]],
    ["row 2", 2, [[-2, "a", true]]],
  ]);
});

test("a variable that stands for nothing is told at its place, and the other cases run", () => {
  const spec = {
    target,
    request: { strData: "{{a}}" },
    cases: [{ name: "good", variables: { a: "1" } }, { name: "bad" }],
  };
  const { cases, problems } = runnableCases(testFile(spec), none);
  expect(cases.map(({ name }) => name)).toEqual(["good"]);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ path: ["spec", "request", "strData"] });
  expect(problems[0]?.message).toContain("{{a}}");
});

test("a filled-in value of the wrong type is told where the file has it", () => {
  const spec = {
    target,
    request: { tensor: { shape: ["{{n}}"], values: [1] } },
    cases: [{ name: "bad", variables: { n: "x" } }],
  };
  expect(runnableCases(testFile(spec), none).problems[0]?.path).toEqual(["spec", "request", "tensor", "shape", 0]);
  const own = {
    target,
    request: { strData: "x" },
    cases: [{ name: "bad", expect: { latencyMs: "{{n}}" }, variables: { n: 0 } }],
  };
  expect(runnableCases(testFile(own), none).problems[0]?.path).toEqual(["spec", "cases", 0, "expect", "latencyMs"]);
});

test("a table that is not there, or empty, is a problem and not nothing", () => {
  const spec = { target, request: { strData: "x" }, casesFrom: { csv: "t.csv" } };
  expect(runnableCases(testFile(spec), none).problems[0]?.path).toEqual(["spec", "casesFrom", "csv"]);
  expect(runnableCases(testFile(spec), filesHolding({ "t.csv": "a,b\n" })).problems).toHaveLength(1);
  const named = { ...spec, casesFrom: { csv: "t.csv", name: "c" } };
  expect(runnableCases(testFile(named), filesHolding({ "t.csv": "a,b\n1,2\n" })).problems).toMatchObject([
    { path: ["spec", "casesFrom", "name"], message: "The table t.csv has no column c. It has: a, b." },
  ]);
});

test("misspelt keys of the file are told", () => {
  const { cases, problems } = runnableCases(
    testFile({ target: { deployement: "x" }, request: { strData: "x" } }),
    none,
  );
  expect(cases).toEqual([]);
  expect(problems[0]?.path).toEqual(["spec", "target"]);
});

test("files are listed once each", () => {
  const spec = {
    request: { binData: { file: "a.png" } },
    cases: [
      { request: { csv: { file: "t.csv" } } },
      { request: { binData: { file: "a.png" } } },
      { request: { binData: { file: "{{x}}.png" } } },
    ],
    casesFrom: { csv: "t.csv" },
  };
  expect(filesOf(testFile(spec)).map(({ file, as }) => [file, as])).toEqual([
    ["a.png", "base64"],
    ["t.csv", "text"],
  ]);
});

test("a star asks every predictor", () => {
  const one = onlyCase({ target: { deployment: "wine", predictor: "*" }, request: { strData: "x" } });
  const ask = wine();
  const two = { ...ask, predictors: [...ask.predictors, ...ask.predictors.map(each => ({ ...each, name: "canary" }))] };
  expect(casesByPredictor(one, two).map(({ predictor }) => predictor)).toEqual(["default", "canary"]);
  expect(casesByPredictor(one, two)[1]?.spec.target.predictor).toBe("canary");
});

test("a string that is only a variable becomes its value, whatever that is; other text takes its text", () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      expect(fillVariables({ a: "{{x}}", b: "<{{ x }}>" }, { x: value }).value).toEqual({
        a: value,
        b: `<${typeof value === "string" ? value : JSON.stringify(value)}>`,
      });
    }),
  );
});

test("no file throws", () => {
  const key = fc.constantFrom(
    "spec",
    "target",
    "request",
    "cases",
    "casesFrom",
    "csv",
    "variables",
    "expect",
    "name",
    "ndarray",
  );
  const { json } = fc.letrec(tie => ({
    json: fc.oneof(
      { maxDepth: 5 },
      fc.jsonValue({ maxDepth: 1 }),
      fc.array(tie("json"), { maxLength: 3 }),
      fc.dictionary(key, tie("json"), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(json, file => {
      filesOf(file);
      runnableCases(file, none);
      runnableCases(testFile(typeof file === "object" && file !== null ? file : {}), none);
    }),
  );
});
