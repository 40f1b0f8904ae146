import { expect, test } from "vitest";
import { counted } from "./counted.ts";

test.each([
  [0, "answer", "0 answers"],
  [1, "answer", "1 answer"],
  [2, "routing object", "2 routing objects"],
  [1234, "earlier line", "1,234 earlier lines"],
  [2, "piece of information", "2 pieces of information"],
] as const)("%i %s is said as %s", (count, what, words) => {
  expect(counted(count, what)).toBe(words);
});
