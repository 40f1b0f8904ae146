import { describe, expect, test } from "vitest";
import { exitCodeFor, failingFrom } from "./exit-code.ts";

const error = { rule: "traffic-sum", severity: "error" } as const;
const warning = { rule: "yaml-syntax", severity: "warning" } as const;
const crash = { rule: "internal-error", severity: "warning" } as const;

describe("exit code", () => {
  test.each([
    ["clean", [], "error", undefined, 0],
    ["an error", [error], "error", undefined, 1],
    ["a warning below the threshold", [warning], "error", undefined, 0],
    ["a warning at the threshold", [warning], "warning", undefined, 1],
    ["an error above the threshold", [error], "hint", undefined, 1],
    ["as many warnings as allowed", [warning], "error", 1, 0],
    ["one warning too many", [warning], "error", 0, 1],
    ["a crashed rule", [crash], "error", undefined, 2],
    ["a crashed rule beside an error", [error, crash], "error", undefined, 2],
  ] as const)("%s", (_, findings, threshold, maxWarnings, expected) => {
    expect(exitCodeFor(findings, { threshold, maxWarnings })).toBe(expected);
  });
});

test("warnings that are too many fail like errors, others as the threshold says", () => {
  const findings = [
    { rule: "image-tag", severity: "warning" as const },
    { rule: "image-tag", severity: "hint" as const },
  ];
  expect(failingFrom(findings, { threshold: "error", maxWarnings: 0 })).toBe("warning");
  expect(failingFrom(findings, { threshold: "error", maxWarnings: 1 })).toBe("error");
  expect(failingFrom(findings, { threshold: "hint", maxWarnings: 0 })).toBe("hint");
  expect(failingFrom([], { threshold: "error", maxWarnings: 0 })).toBe("error");
});
