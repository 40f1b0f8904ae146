import { expect, test } from "vitest";
import { DEFAULT_FILTER, filterWords, minutesWords } from "./stream-filter.ts";

test("what is not shown is said in words", () => {
  expect(filterWords(DEFAULT_FILTER)).toBe("");
  expect(filterWords({ level: "debug", text: "" })).toBe("");
  expect(
    filterWords({ containers: new Set(["classifier", "router"]), level: "warning", text: "exit", sinceMinutes: 15 }),
  ).toBe('classifier, router · level warning and above · lines with "exit" · the last 15 minutes');
  expect(filterWords({ level: "error", text: "/exit \\d/" })).toBe("level error · lines that match /exit \\d/");
});

test.each([
  [1, "minute"],
  [90, "90 minutes"],
  [60, "hour"],
  [360, "6 hours"],
  [1_440, "day"],
])("%d minutes", (minutes, words) => {
  expect(minutesWords(minutes)).toBe(words);
});
