// Unit tests (beside the code) and integration tests: everything that needs no browser.
import { defineConfig } from "vitest/config";
import { summaryReporter } from "./test/support/summary-reporter.ts";

export default defineConfig({
  test: {
    name: "unit",
    include: [
      "{schemas,server,client,playground}/src/**/*.test.ts",
      "scripts/**/*.test.ts",
      "test/{support,integration,architecture}/**/*.test.ts",
    ],
    environment: "node",
    reporters: ["default", summaryReporter("unit")],
    setupFiles: ["test/support/property-seed.ts"],
    // A guard against hanging only: how long things take is for the benchmarks to say.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
