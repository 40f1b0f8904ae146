// The playground's operator, controllers and kubelet on a real API server: see scripts/test-kube.ts.
import { defineConfig } from "vitest/config";
import { summaryReporter } from "./test/support/summary-reporter.ts";

export default defineConfig({
  test: {
    name: "simulation",
    include: [
      "playground/src/operator/operator.test.ts",
      "playground/src/workloads/cluster.test.ts",
      "playground/src/kubernetes/https-client.test.ts",
    ],
    environment: "node",
    // They share one API server.
    fileParallelism: false,
    reporters: ["verbose", summaryReporter("simulation")],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
