// What a burst sends again, and when it has waited long enough: over a wire that is made up.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Failure, PreparedRequest } from "../../domain/predict/index.ts";
import { runBurst } from "./burst.ts";
import { createSender, type Sender } from "./send-request.ts";

const REFUSED: Failure = { kind: "failure", reason: "not-connected", message: "no pod", latency: 0 };
const CUT: Failure = { kind: "failure", reason: "cut", message: "the pod went", latency: 1 };
const NO_SECRETS = { secrets: (): undefined => undefined };

function requestTo(service: string, headers: PreparedRequest["headers"] = []): PreparedRequest {
  return {
    protocol: "seldon",
    endpoint: "predict",
    route: { kind: "service", namespace: "models", service, port: 8000 },
    deployment: "wine",
    predictor: undefined,
    headers,
    timeout: 1_000,
    call: { transport: "rest", method: "POST", path: "/api/v1.0/predictions", body: "{}" },
  };
}

interface CountingSender extends Sender {
  readonly sent: PreparedRequest[];
}

function senderOf(answer: (request: PreparedRequest, count: number) => Failure): CountingSender {
  const sent: PreparedRequest[] = [];
  return {
    sent,
    send: request => Promise.resolve(answer(request, sent.push(request))),
    close: () => Promise.resolve(),
  };
}

async function burst(sender: Sender, requests: readonly PreparedRequest[], total: number): Promise<Failure[]> {
  const failures: Failure[] = [];
  const running = runBurst(
    sender,
    { requests, total, concurrency: 2 },
    {
      ...NO_SECRETS,
      onOutcome(outcome) {
        if (outcome.kind === "failure") failures.push(outcome);
      },
    },
  );
  await Promise.all([running, vi.runAllTimersAsync()]);
  return failures;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a secret without a value is final: nothing is sent again", async () => {
  const sender = createSender(undefined);
  const request = requestTo("wine", [{ name: "Authorization", text: "Bearer ", secret: "WINE_TOKEN" }]);
  const outcome = await sender.send(request, NO_SECRETS);
  expect(outcome).toMatchObject({ kind: "failure", reason: "not-connected", isFinal: true });
  const again = senderOf(() => ({ ...REFUSED, isFinal: true }));
  expect(await burst(again, [request], 5)).toHaveLength(5);
  expect(again.sent).toHaveLength(5);
});

test("a request that no pod takes is sent again until one does", async () => {
  const sender = senderOf((_, count) => (count <= 10 ? REFUSED : CUT));
  expect(await burst(sender, [requestTo("wine")], 4)).toEqual([CUT, CUT, CUT, CUT]);
  expect(sender.sent).toHaveLength(14);
});

test("a Service without pods is waited for once, not for each request, whatever others answer", async () => {
  const sender = senderOf(({ route }) => (route.kind === "service" && route.service === "gone" ? REFUSED : CUT));
  const before = performance.now();
  const failures = await burst(sender, [requestTo("gone"), requestTo("wine")], 100);
  expect(failures.filter(({ reason }) => reason === "not-connected")).toHaveLength(50);
  // Of the clock that the test moves: once 90 s, and not fifty times.
  expect(performance.now() - before).toBeLessThan(100_000);
});
