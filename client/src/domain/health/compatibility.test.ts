// Seldon's table of Kubernetes versions (seldon-facts §9.1) and the chart's flags (S41).
import { expect, test } from "vitest";
import { compatibility, helmInstall, KUBERNETES_COMPATIBILITY, rangeWords } from "./compatibility.ts";

test.each([
  ["1.17.1", "v1.27.3", "fits"],
  ["1.17.1", "v1.22.0", "too-old"],
  ["1.16.0", "1.23+", "fits"],
  ["1.15.0", "v1.25.4", "too-new"],
  ["1.15.0", "v1.24.7", "fits"],
  ["1.11.2", "v1.22.0", "too-new"],
  ["v1.18.2", "v1.30.0", "fits"],
  ["1.9.0", "v1.22.0", "unknown"],
  ["latest", "v1.22.0", "unknown"],
  ["1.17.1", "", "unknown"],
] as const)("Seldon %s on Kubernetes %s: %s", (seldon, kubernetes, verdict) => {
  expect(compatibility(seldon, kubernetes).verdict).toBe(verdict);
});

test("ranges in words", () => {
  expect(KUBERNETES_COMPATIBILITY.map(rangeWords)).toEqual([
    "Kubernetes 1.21",
    "Kubernetes 1.21 to 1.24",
    "Kubernetes 1.23 to 1.26",
    "Kubernetes 1.23 or later",
  ]);
});

test("the flag names the ingress that is there, and the version is pinned", () => {
  expect(helmInstall("istio").slice(-2)).toEqual(["--set", "istio.enabled=true"]);
  expect(helmInstall("ambassador").join(" ")).not.toContain("istio");
  expect(helmInstall("none").join(" ")).not.toContain("enabled=true");
  expect(helmInstall("none")).toContain("--version");
});
