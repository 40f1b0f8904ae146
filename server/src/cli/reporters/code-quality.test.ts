// GitLab's Code Quality report, of the shape GitLab documents for custom tools.
import { expect, test } from "vitest";
import * as z from "zod";
import { AWKWARD, EXAMPLE } from "../../../../test/support/example-findings.ts";
import { codeQualityReport } from "./code-quality.ts";

const Issues = z.array(
  z.strictObject({
    description: z.string().min(1),
    check_name: z.string().min(1),
    fingerprint: z.string().min(1),
    severity: z.enum(["info", "minor", "major", "critical", "blocker"]),
    location: z.strictObject({
      path: z.string().regex(/^(?!\.\/|\/)/),
      lines: z.strictObject({ begin: z.int().min(1) }),
    }),
  }),
);

test("findings are issues, from what is refused down to hints", () => {
  const issues = Issues.parse(JSON.parse(codeQualityReport(AWKWARD)));
  expect(issues.map(({ severity }) => severity)).toEqual(["blocker", "blocker", "major", "minor", "info"]);
  expect(issues[0]).toMatchObject({
    description: EXAMPLE.message,
    check_name: "traffic-sum",
    location: { path: "k8s/bad, worse: 100%.yaml", lines: { begin: 14 } },
  });
  expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(5);
});

test("an error that nobody refuses is critical", () => {
  const files = [{ path: "a.yaml", findings: [{ ...EXAMPLE, refusedBy: null }] }];
  expect(Issues.parse(JSON.parse(codeQualityReport(files)))[0]?.severity).toBe("critical");
});

test("without findings it is an empty list", () => {
  expect(codeQualityReport([{ path: "a.yaml", findings: [] }])).toBe("[]\n");
});
