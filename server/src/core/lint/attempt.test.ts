import { expect, test } from "vitest";
import { attempt } from "./attempt.ts";

function broken(): number {
  throw new TypeError("broken");
}

test("what works is handed through, and nothing is reported", () => {
  const reasons: string[] = [];
  const result = attempt(
    () => 42,
    (_, reason) => {
      reasons.push(reason);
    },
  );
  expect(result).toBe(42);
  expect(reasons).toEqual([]);
});

test("what is thrown is told, and the caller goes on", () => {
  const told: unknown[] = [];
  const result = attempt(broken, (error, reason) => {
    told.push(error, reason);
  });
  expect(result).toBeUndefined();
  expect(told).toEqual([new TypeError("broken"), "broken"]);
});

test("a caller may let it fly", () => {
  const rethrow = (error: unknown): never => {
    throw error;
  };
  expect(() => attempt(broken, rethrow)).toThrow("broken");
});
