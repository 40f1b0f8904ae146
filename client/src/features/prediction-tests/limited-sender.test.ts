import { expect, test } from "vitest";
import type { PreparedRequest } from "../../domain/predict/exchange.ts";
import { limitedSender } from "./limited-sender.ts";

const REQUEST: PreparedRequest = {
  protocol: "seldon",
  endpoint: "predict",
  route: { kind: "url", url: "http://127.0.0.1" },
  deployment: undefined,
  predictor: undefined,
  headers: [],
  timeout: 1,
  call: { transport: "rest", method: "GET", path: "/", body: undefined },
};

test("no more than so many are on their way, all get their answer, and a failure makes room, too", async () => {
  let now = 0;
  let most = 0;
  let sent = 0;
  const sender = limitedSender(
    {
      async send() {
        most = Math.max(most, ++now);
        const order = sent++;
        await new Promise(resolve => setImmediate(resolve));
        now--;
        if (order === 1) throw new Error("broken");
        return { kind: "failure", reason: "cut", message: String(order), latency: 0 };
      },
      close: () => Promise.resolve(),
    },
    2,
  );
  const all = Array.from({ length: 7 }, () => sender.send(REQUEST, { secrets: () => undefined }));
  const outcomes = await Promise.allSettled(all);
  expect(outcomes.map(({ status }) => status).filter(status => status === "fulfilled")).toHaveLength(6);
  expect(most).toBe(2);
  expect(sent).toBe(7);
});
