import { expect, test } from "vitest";
import type { Answer, PreparedRequest } from "../../domain/predict/exchange.ts";
import { exchangeText, forTerminal } from "./result-text.ts";

const REQUEST: PreparedRequest = {
  protocol: "seldon",
  endpoint: "predict",
  route: { kind: "service", namespace: "models", service: "wine-main", port: 8000 },
  deployment: "wine",
  predictor: "main",
  headers: [{ name: "Authorization", text: "Bearer ", secret: "TOKEN" }],
  timeout: 30_000,
  call: { transport: "rest", method: "POST", path: "/api/v1.0/predictions", body: "{}" },
};
const ANSWER: Answer = {
  kind: "answer",
  transport: "rest",
  status: 200,
  headers: [],
  body: '{"data":{"names":[],"ndarray":[5.6]}}',
  latency: 12.3456,
  size: 37,
  pod: "wine-main-0",
};

test("a request and its answer are told in four lines", () => {
  expect(exchangeText("wine", REQUEST, ANSWER)).toBe(
    [
      "wine",
      "  POST /api/v1.0/predictions → wine-main.models:8000 (wine · main)",
      "  HTTP 200 in 12.3 ms, 37 bytes from pod wine-main-0",
      '  {"data": {"names": [], "ndarray": [5.6]}}',
      "",
    ].join("\n"),
  );
});

test("a failure says why there is no answer", () => {
  const failure = { kind: "failure", reason: "timeout", message: "no answer", latency: 30_000 } as const;
  expect(exchangeText("wine", REQUEST, failure)).toContain("  timeout: no answer\n");
});

test("a body that is no JSON is shown as it is, a long one in part", () => {
  expect(exchangeText("wine", REQUEST, { ...ANSWER, body: "404 page not found" })).toContain("  404 page not found\n");
  const long = exchangeText("wine", REQUEST, { ...ANSWER, body: "x".repeat(30_000) });
  expect(long).toContain("… and 10000 more characters");
});

test("an answer cannot speak to the terminal", () => {
  expect(forTerminal("a\u001B[2Jb\nc")).toBe("a\uFFFD[2Jb\r\nc");
});
