// Answers of several predictors beside each other, and what a table of cases says about them.
import { describe, expect, test } from "vitest";
import { compareAnswers, differingCells, summarize, type AnswerToCompare, type ComparisonRow } from "./compare.ts";
import { comparisonReport } from "./comparison-report.ts";
import type { Outcome } from "./exchange.ts";
import { answered, prepared } from "./testing/samples.ts";
import { EXACTLY, toleranceOf } from "./tolerance.ts";

const request = prepared({ request: { ndarray: [[1]] } });

function from(predictor: string, outcome: Outcome): AnswerToCompare {
  return { predictor, request, outcome };
}

function predicting(rows: unknown, latency = 10): Outcome {
  return answered({ data: { names: [], ndarray: rows }, meta: { puid: String(latency) } }, { latency });
}

const broken = answered({ status: { code: -1, info: "no", reason: "R", status: 1 } }, { status: 500 });
const cut: Outcome = { kind: "failure", reason: "cut", message: "", latency: 5 };

describe("one request", () => {
  test("only predicted values count, within the tolerance", () => {
    const list = [from("main", predicting([[0.5, 0.5]], 10)), from("canary", predicting([[0.51, 0.49]], 20))];
    expect(compareAnswers(list, toleranceOf(0.02)).agrees).toBe(true);
    const { agrees, reference, answers } = compareAnswers(list, EXACTLY);
    expect([agrees, reference]).toEqual([false, "main"]);
    expect(answers[1]?.differences.map(({ path }) => path)).toEqual([[0, 0], [0, 1]]); // prettier-ignore
    expect(answers[1]?.largest).toBeCloseTo(0.01);
    expect(answers.map(({ latency }) => latency)).toEqual([10, 20]);
    expect([...differingCells(answers[1] ?? answers[0] ?? fail())]).toEqual(["0:0", "0:1"]);
  });

  test("an error agrees with nothing, and nothing with an error", () => {
    const one = compareAnswers([from("main", predicting([1])), from("canary", broken), from("third", cut)], EXACTLY);
    expect(one.agrees).toBe(false);
    expect(one.answers.map(({ agrees }) => agrees)).toEqual([true, false, false]);
    expect(one.answers[1]?.problem).toBe("The model's server answered HTTP 500 R: no");
    const other = compareAnswers([from("main", broken), from("canary", predicting([1]))], EXACTLY);
    expect([other.agrees, ...other.answers.map(({ agrees }) => agrees)]).toEqual([false, false, false]);
  });

  test("other shapes and other words are differences without a number", () => {
    const { answers } = compareAnswers([from("a", predicting(["x"])), from("b", predicting(["x", "y"]))], EXACTLY);
    expect(answers[1]).toMatchObject({ agrees: false, largest: undefined, differences: [{ path: [], by: undefined }] });
  });
});

describe("a table of cases", () => {
  const row = (name: string, main: Outcome, canary: Outcome): ComparisonRow => ({
    name,
    comparison: compareAnswers([from("main", main), from("canary", canary)], toleranceOf(0.01)),
  });
  const rows = [
    row("same", predicting([[1]], 10), predicting([[1.001]], 30)),
    row("off", predicting([[1]], 10), predicting([[3]], 30)),
    row("far | off", predicting([[1]], 10), predicting([[9]], 30)),
    row("broken", predicting([[1]], 10), broken),
  ];

  test("tells how often predictors agree, how fast they are, and where they differ most", () => {
    const { cases, reference, predictors, biggest } = summarize(rows);
    expect([cases, reference]).toEqual([4, "main"]);
    expect(
      predictors.map(({ predictor, agreeing, compared, errors }) => [predictor, agreeing, compared, errors]),
    ).toEqual([
      ["main", 4, 4, 0],
      ["canary", 1, 3, 1],
    ]);
    expect(predictors[1]?.p50).toBeCloseTo(30, 0);
    expect(biggest.map(({ name, by }) => [name, by])).toEqual([["far | off", 8], ["off", 2]]); // prettier-ignore
  });

  test("makes a report in Markdown whose cells hold", () => {
    const report = comparisonReport(rows, { title: "wine", about: "models" });
    expect(report).toContain("| `canary` | 1 of 3 (33.3 %) | 1 |");
    expect(report).toContain("| far \\| off | `canary` | `[0][0]` | `1` | `9` | 8 |");
    expect(report).toContain("- broken: `canary`: The model's server answered HTTP 500 R: no");
    expect(report).toMatch(/^# wine\n\nmodels\n\n4 cases, held against the predictor `main`\.\n/);
  });

  test("of no case at all is a report, too", () => {
    expect(comparisonReport([], { title: "x" })).toContain("0 cases");
  });
});

function fail(): never {
  throw new Error("nothing compared");
}
