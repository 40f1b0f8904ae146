// The conformance suite of the port to Kubernetes, against the playground and a real API server: see scripts/test-kube.ts.
import { defineConfig } from "vitest/config";
import { summaryReporter } from "./test/support/summary-reporter.ts";

export default defineConfig({
  test: {
    name: "kube",
    include: ["test/kube/**/*.test.ts"],
    environment: "node",
    // The files share one real API server, and some stop it.
    fileParallelism: false,
    reporters: ["verbose", summaryReporter("kube")],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
