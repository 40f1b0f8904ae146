// What pages show of answers, comparisons and bursts; bodies as the servers of the facts write them (seldon-facts §7.4, §7.5).
import { expect, test } from "vitest";
import { AnswerPageState, BurstPageState, ShownComparison } from "../../../../../schemas/src/index.ts";
import { burstCount } from "../burst.ts";
import { compareAnswers } from "../compare.ts";
import type { Answer, Outcome, PreparedRequest } from "../exchange.ts";
import { toleranceOf } from "../tolerance.ts";
import { shownAnswer } from "./answer-state.ts";
import { burstSummary, shownBurst } from "./burst-state.ts";
import { shownComparison } from "./comparison-state.ts";

const REQUEST: PreparedRequest = {
  protocol: "seldon",
  endpoint: "predict",
  route: { kind: "service", namespace: "models", service: "iris-main", port: 8000 },
  deployment: "iris",
  predictor: "main",
  headers: [],
  timeout: 30_000,
  call: { transport: "rest", method: "POST", path: "/api/v1.0/predictions", body: '{"data":{"ndarray":[[1]]}}' },
};
const OPTIONS = { ask: undefined, rulesOf: (mode: string) => [`rule-of-${mode}`] };

function answer(body: unknown, more: Partial<Answer> = {}): Answer {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const base = { kind: "answer", transport: "rest", status: 200, headers: [], latency: 12.345, pod: "iris-0" } as const;
  return { ...base, body: text, size: text.length, ...more };
}

function shown(outcome: Outcome): ReturnType<typeof shownAnswer> {
  const page = shownAnswer({ case: { expect: {} }, request: REQUEST, outcome, mismatches: [] }, OPTIONS);
  expect(AnswerPageState.shape.answer.parse(page)).toEqual(page);
  return page;
}

test("probabilities are a table and charts", () => {
  const page = shown(answer({ data: { names: ["t:0", "t:1"], ndarray: [[0.25, 0.75]] }, meta: {} }));
  expect(page).toMatchObject({ tone: "good", status: "HTTP 200", isExpected: null });
  expect(page.facts.map(({ value }) => value)).toEqual(["main", "12.3 ms", expect.stringMatching(/bytes$/u), "iris-0"]);
  expect(page.table).toMatchObject({ columns: ["t:0", "t:1"], rows: [["0.25", "0.75"]], isNumeric: [true, true] });
  expect(page.charts).toEqual([
    {
      title: "Probabilities",
      bars: [
        { label: "t:0", value: 0.25 },
        { label: "t:1", value: 0.75 },
      ],
    },
  ]);
});

test("large answers are cut to what a page can draw, and say how much is left", () => {
  const rows = Array.from({ length: 5_000 }, () => Array.from({ length: 100 }, (_, at) => at));
  const { table, charts } = shown(answer({ data: { ndarray: rows } }));
  expect(table?.left).toEqual({ rows: 4_800, columns: 40 });
  expect(charts).toHaveLength(5);
  const text = shown(answer({ strData: "x".repeat(50_000) }));
  expect([text.text?.length, text.isTextCut]).toEqual([10_000, true]);
});

test("a picture is shown as one", () => {
  const base64 = "iVBORw0KGgoAAAANSUhEUg==";
  expect(shown(answer({ binData: base64 }))).toMatchObject({
    images: [{ mediaType: "image/png", base64 }],
    text: null,
  });
});

test("an error is told in words, with its meaning and the rules of the manifest", () => {
  const info = "could not convert string to float: 'a'";
  const status = { status: 1, info, code: -1, reason: "MICROSERVICE_INTERNAL_ERROR" };
  const page = shown(answer({ status }, { status: 500 }));
  expect(page.tone).toBe("bad");
  expect(page.error?.words).toContain(info);
  const unready = shown(answer("", { status: 503 }));
  expect(unready.error?.explanation?.title).toBe("not ready");
});

test("what never got an answer says how far it came", () => {
  const page = shown({ kind: "failure", reason: "cut", message: "", latency: 1_500 });
  expect(page).toMatchObject({ tone: "bad", status: "Connection broke" });
  expect(page.error?.words).toContain("the model may have seen the request");
});

test("an explanation is read instead of shown as text", () => {
  const body = {
    meta: { name: "AnchorTabular" },
    data: { anchor: ["petal width <= 0.30"], precision: 0.98, coverage: 0.24 },
  };
  expect(shown(answer(body))).toMatchObject({
    text: null,
    explanation: { anchor: ["petal width <= 0.30"], facts: [{ value: "98 %" }, { value: "24 %" }] },
  });
});

test("predictors that differ are marked cell by cell", () => {
  const of = (predictor: string, rows: number[][]): Parameters<typeof compareAnswers>[0][number] => ({
    predictor,
    request: { ...REQUEST, predictor },
    outcome: answer({ data: { names: ["a", "b"], ndarray: rows } }),
  });
  const comparison = compareAnswers([of("main", [[0.1, 0.9]]), of("canary", [[0.1, 0.7]])], toleranceOf(0.01));
  const page = shownComparison([{ name: "one", comparison }]);
  expect(ShownComparison.parse(page)).toEqual(page);
  expect(page.verdict).toEqual({ tone: "bad", words: "The predictors do not predict the same." });
  expect(page.predictors.map(({ agreement }) => agreement)).toEqual(["reference", "0 of 1 (0 %)"]);
  expect(page.cases[0]?.parts[1]).toMatchObject({
    words: "Differs in 1 value, by 0.2 at most",
    rows: [[{ isDifferent: false }, { text: "0.7", isDifferent: true }]],
  });
});

test("a burst counts good and bad, and its rates are per second", () => {
  const count = burstCount();
  for (let at = 0; at < 2_000; at += 100) count.add(answer({}, { latency: 10 }), at);
  count.add({ kind: "failure", reason: "cut", message: "", latency: 5 }, 1_990);
  const reading = count.read(2_000);
  const page = shownBurst(reading, [{ at: 1_000, p50: 10, p90: 10, p99: 10 }], "done");
  const head = { title: "iris", place: "", plan: "", isRunning: false, total: 21, problems: [] };
  expect(BurstPageState.parse({ ...head, ...page })).toEqual({ ...head, ...page });
  expect(page.verdict).toEqual({ tone: "bad", words: "Done: 20 answers, 1 error." });
  expect(page.errors).toEqual([{ kind: "On its way when the connection broke", count: 1 }]);
  expect(page.rate.good.at(-1)).toBeCloseTo(10, 0);
  expect(page.rate.seconds).toHaveLength(8);
  expect(burstSummary("iris", "21 requests, 1 at a time", page)).toContain(
    "| On its way when the connection broke | 1 |",
  );
});
