// Simulated time.
import { describe, expect, it } from "vitest";
import { createClock, formatTime } from "./clock.ts";

describe("a clock", () => {
  it("runs as many times as fast as it was asked to", async () => {
    const clock = createClock(1000);
    const before = clock.now();
    await clock.sleep(20);
    expect(clock.now() - before).toBeGreaterThanOrEqual(19_000);
  });

  it("rejects with the signal's reason, before and while it sleeps", async () => {
    const clock = createClock(1);
    const reason = new Error("stopped");
    await expect(clock.sleep(60, AbortSignal.abort(reason))).rejects.toBe(reason);
    const controller = new AbortController();
    const sleeping = clock.sleep(60, controller.signal);
    controller.abort(reason);
    await expect(sleeping).rejects.toBe(reason);
  });

  it("sleeps longer than a timer can", async () => {
    const controller = new AbortController();
    const sleeping = createClock(1).sleep(60 * 24 * 3600, controller.signal);
    const first = await Promise.race([sleeping, new Promise(resolve => setTimeout(() => resolve("still"), 20))]);
    expect(first).toBe("still");
    controller.abort(new Error("end"));
    await expect(sleeping).rejects.toThrow("end");
  });

  it("writes times in whole seconds", () => {
    expect(formatTime(Date.UTC(2026, 2, 1, 12, 0, 0, 999))).toBe("2026-03-01T12:00:00Z");
  });
});
