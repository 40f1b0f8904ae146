// Findings as reporters may meet them, the awkward ones included.
import type { FileReport, Finding } from "../../schemas/src/index.ts";

export const EXAMPLE: Finding = {
  rule: "traffic-sum",
  messageId: "wrongTotal",
  severity: "error",
  message: "The traffic of these 2 predictors adds up to 115, not 100. The webhook refuses this.",
  refusedBy: "webhook",
  range: { start: { line: 13, character: 15 }, end: { line: 13, character: 17 } },
  path: ["spec", "predictors", 1, "traffic"],
  docs: "docs/rules/traffic-sum.md",
  fixes: [],
};

const SPAN = { start: { line: 2, character: 0 }, end: { line: 4, character: 3 } };

/** Every severity; fixes that insert, delete and do nothing; text that each format has to escape; the same finding twice. */
export const AWKWARD: readonly FileReport[] = [
  {
    path: "k8s/bad, worse: 100%.yaml",
    findings: [
      EXAMPLE,
      { ...EXAMPLE, range: { start: { line: 30, character: 0 }, end: { line: 30, character: 0 } } },
      {
        ...EXAMPLE,
        severity: "warning",
        refusedBy: null,
        range: SPAN,
        path: ["metadata", "annotations", "seldon.io/x"],
        message: 'A "quoted" <tag> & 100%,\nover two lines: \u001b[31m\u0000 \uD800 ]]>',
        fixes: [
          { title: "Remove it", kind: "fix", edits: [{ range: SPAN, newText: "" }] },
          { title: "Put it in", kind: "suggestion", edits: [{ range: EXAMPLE.range, newText: "a: b\n" }] },
          { title: "Nothing", kind: "suggestion", edits: [] },
        ],
      },
      { ...EXAMPLE, severity: "information", refusedBy: null, path: [] },
      { ...EXAMPLE, severity: "hint", refusedBy: null },
    ],
  },
  { path: "clean.yaml", findings: [] },
];
