import { expect, test } from "vitest";
import { bugReport, type BugReportFacts } from "./report-text.ts";

const FACTS: BugReportFacts = {
  extension: "0.1.0",
  editor: "1.117.0",
  host: "desktop",
  remote: "ssh-remote",
  system: "linux x64",
  node: "24.1.0",
  language: "en",
  isTrusted: true,
  server: "running",
  settings: [
    { id: "seldon.version", value: "1.16.0", isShown: true },
    { id: "seldon.canary.prometheus", value: "http://prometheus.intern.example:9090", isShown: false },
  ],
  contexts: 3,
  clusters: [{ state: "live", seldon: "1.17.1", apiVersions: ["v1"], deployments: 12 }],
  document: { language: "yaml", lines: 40, findings: new Map([["traffic-sum", 2]]) },
};

test("has versions, settings, clusters and findings, in this order", () => {
  const text = bugReport(FACTS);
  expect(text).toContain("- VS Code 1.117.0 (desktop, ssh-remote)");
  expect(text).toContain('- `seldon.version`: `"1.16.0"`');
  expect(text).toContain("- Cluster 1: live, Seldon 1.17.1, serves v1, 12 deployments shown");
  expect(text).toContain("- Findings: `traffic-sum` × 2");
});

test("an address in a setting is not shown, only that there is one", () => {
  const text = bugReport(FACTS);
  expect(text).not.toContain("intern.example");
  expect(text).toContain("- `seldon.canary.prometheus`: (set)");
});

test("says where there is nothing", () => {
  const text = bugReport({ ...FACTS, settings: [], clusters: [], document: undefined });
  expect(text).toMatch(/## Settings that differ from the defaults\n\nNone\.\n/u);
  expect(text).toMatch(/## Document in the active editor\n\nNone\.\n/u);
});
