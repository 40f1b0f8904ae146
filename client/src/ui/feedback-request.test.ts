// Only requests to the endpoint of feedback count as writes.
import { expect, test } from "vitest";
import { isFeedbackRequest } from "./feedback-request.ts";

test.each([
  [{ deployment: "wine", endpoint: "feedback" }, true],
  [{ url: "http://localhost:8003", endpoint: "feedback" }, true],
  [{ deployment: "wine", endpoint: "predict" }, false],
  [{ deployment: "wine", endpoint: "explain" }, false],
  [{ deployment: "feedback" }, false],
])("the target %j", (target, isWrite) => {
  expect(isFeedbackRequest({ kind: "PredictionTest", spec: { target } })).toBe(isWrite);
});

test("what is no request file", () => {
  for (const value of [undefined, null, "feedback", { spec: "feedback" }, { endpoint: "feedback" }])
    expect(isFeedbackRequest(value)).toBe(false);
});
