import { expect, test } from "vitest";
import { installationPage } from "./installation-page.ts";

test("names the chart's flag of each ingress, off in the chart by itself (seldon-facts §5.5, §5.6)", () => {
  const page = installationPage();
  expect(page).toContain("--set istio.enabled=true");
  expect(page).toContain("ambassador.enabled=true");
  expect(page.match(/helm install seldon-core seldon-core-operator/g)).toHaveLength(3);
});

test("has Seldon's own table of Kubernetes versions (S44)", () => {
  expect(installationPage()).toContain("| 1.16 | Kubernetes 1.23 to 1.26 |");
});
