import { describe, expect, test } from "vitest";
import { EXAMPLE as finding } from "../../../../test/support/example-findings.ts";
import { textReport } from "./text.ts";

const plain = { color: false, width: 60, fixed: 0, known: 0, isDryRun: false };

const edits = [{ range: finding.range, newText: "10" }];

describe("text report", () => {
  test("places count from one, messages are wrapped, the page is named", () => {
    expect(textReport([{ path: "a/b.yaml", findings: [finding] }], plain)).toBe(
      `a/b.yaml:14:16  error  traffic-sum (refused by the webhook)
  The traffic of these 2 predictors adds up to 115, not 100.
  The webhook refuses this.
  docs/rules/traffic-sum.md

1 problem in 1 file: 1 error.
`,
    );
  });

  test("says what can be mended, and how", () => {
    const fixable = { ...finding, fixes: [{ title: "Remove it", kind: "fix" as const, edits }] };
    const choice = {
      ...finding,
      severity: "warning" as const,
      fixes: [{ title: "Split", kind: "suggestion" as const, edits }],
    };
    const report = textReport(
      [
        { path: "a.yaml", findings: [fixable, choice] },
        { path: "b.yaml", findings: [] },
      ],
      plain,
    );
    expect(report).toContain("  fixed by --fix · docs/rules/traffic-sum.md\n");
    expect(report).toContain("  1 suggestion in the editor · docs/rules/traffic-sum.md\n");
    expect(report).toMatch(/\n2 problems in 1 of 2 files: 1 error, 1 warning\. --fix mends 1 of them\.\n$/);
  });

  test("a clean run says how much it looked at", () => {
    expect(textReport([{ path: "a.yaml", findings: [] }], plain)).toBe("No problems in 1 file.\n");
    expect(textReport([], plain)).toBe("No problems in 0 files.\n");
  });

  test("a fixing run says what it mended, or would mend", () => {
    expect(textReport([{ path: "a.yaml", findings: [] }], { ...plain, fixed: 2 })).toBe(
      "Fixed 2 problems. No further problems in 1 file.\n",
    );
    expect(textReport([{ path: "a.yaml", findings: [] }], { ...plain, fixed: 1, isDryRun: true })).toBe(
      "--fix would mend 1 problem. No further problems in 1 file.\n",
    );
  });

  test("what a baseline holds is counted, not shown", () => {
    const known = { ...plain, known: 3 };
    expect(textReport([{ path: "a.yaml", findings: [] }], known)).toBe(
      "No problems in 1 file. 3 problems of the baseline left out.\n",
    );
    expect(textReport([{ path: "a.yaml", findings: [finding] }], known)).toMatch(
      /1 error\. 3 problems of the baseline left out\.\n$/,
    );
  });

  test("color is only added, never the only sign", () => {
    const files = [{ path: "a.yaml", findings: [finding] }];
    const colored = textReport(files, { ...plain, color: true });
    expect(colored.replaceAll(/\u001b\[\d+m/g, "")).toBe(textReport(files, plain));
    expect(colored).toContain("\u001b[31merror\u001b[0m");
  });

  test("a manifest cannot send commands to the terminal", () => {
    const nasty = { ...finding, message: "The name \u001b]0;owned\u0007 is odd." };
    const report = textReport([{ path: "\u001b[2J.yaml", findings: [nasty] }], plain);
    expect(report).not.toContain("\u001b");
    expect(report).toContain("\\u001b]0;owned\\u0007");
  });
});
