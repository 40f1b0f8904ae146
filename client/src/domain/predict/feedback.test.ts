// Feedback on an answer that came back, and the shares of routers (seldon-facts §7.4, §7.6).
import { expect, test } from "vitest";
import { feedbackRequest, predictorShares, routerShares } from "./feedback.ts";
import { answered, prepared, wine } from "./testing/samples.ts";

const IRIS = { ndarray: [[5.1]] };
const response = { data: { names: [], ndarray: [1] }, meta: { routing: { eg: 0 } } };

test("holds the request and the whole answer, so that routers find their branch", () => {
  const request = prepared({ request: IRIS });
  const feedback = feedbackRequest(request, answered(response), { reward: 1, truth: 0 });
  expect(feedback?.route).toEqual(request.route);
  expect(feedback?.call).toMatchObject({ path: "/api/v1.0/feedback" });
  expect(feedback?.call.transport === "rest" && JSON.parse(feedback.call.body ?? "")).toEqual({
    request: { data: IRIS },
    response,
    reward: 1,
    truth: { data: { ndarray: [0] } },
  });
});

test("goes to SendFeedback over gRPC", () => {
  const feedback = feedbackRequest(prepared({ transport: "grpc", request: IRIS }), answered(response), { reward: 0.5 });
  expect(feedback?.call).toEqual({
    transport: "grpc",
    service: "seldon.protos.Seldon",
    method: "SendFeedback",
    message: { request: { data: IRIS }, response, reward: 0.5 },
  });
});

test("is nothing in other protocols, which only echo it", () => {
  const v2 = prepared({ request: IRIS }, wine({ protocol: "v2" }));
  expect(feedbackRequest(v2, answered({}), { reward: 1 })).toBeUndefined();
});

test("counts the branch of every router, and the predictor of every answer", () => {
  const routings = [{ eg: 0 }, { eg: 1 }, { eg: 1 }, { eg: -1, inner: 0 }, {}];
  expect(routerShares(routings.map(routing => ({ routing })))).toEqual([
    {
      router: "eg",
      branches: [
        { branch: -1, count: 1, share: 0.25 },
        { branch: 0, count: 1, share: 0.25 },
        { branch: 1, count: 2, share: 0.5 },
      ],
    },
    { router: "inner", branches: [{ branch: 0, count: 1, share: 1 }] },
  ]);
  expect([...predictorShares([{ predictor: "a" }, { predictor: undefined }, { predictor: "a" }])]).toEqual([["a", 2]]);
});
