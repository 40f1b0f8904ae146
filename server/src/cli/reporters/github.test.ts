// Annotations of GitHub Actions: one command on one line for each finding, whatever is in it.
import { expect, test } from "vitest";
import { AWKWARD, EXAMPLE } from "../../../../test/support/example-findings.ts";
import { githubReport } from "./github.ts";

test("a finding is a command with its place", () => {
  expect(githubReport([{ path: "k8s/a.yaml", findings: [EXAMPLE] }])).toBe(
    `::error file=k8s/a.yaml,line=14,endLine=14,col=16,endColumn=18,title=traffic-sum::${EXAMPLE.message}
1 problem in 1 file: 1 error.
`,
  );
});

test("severities are GitHub's, and nothing in a finding ends or begins a command", () => {
  const lines = githubReport(AWKWARD).trimEnd().split("\n");
  expect(lines).toHaveLength(6);
  expect(lines.map(line => /^::(\w+) /.exec(line)?.[1])).toEqual([
    "error",
    "error",
    "warning",
    "notice",
    "notice",
    undefined,
  ]);
  expect(lines[0]).toContain("file=k8s/bad%2C worse%3A 100%25.yaml,line=");
  expect(lines[2]).toContain("line=3,endLine=5,title=");
  expect(lines[2]).toContain('::A "quoted" <tag> & 100%25,%0Aover two lines: \\u001b[31m\\u0000');
});

test("without findings it is the summary alone", () => {
  expect(githubReport([{ path: "a.yaml", findings: [] }])).toBe("No problems in 1 file.\n");
});
