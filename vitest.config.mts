// Unit tests (beside the code) and integration tests: everything that needs no browser.
import { defineConfig } from "vitest/config";
import { summaryReporter } from "./test/support/summary-reporter.ts";

export default defineConfig({
  test: {
    name: "unit",
    include: [
      "{schemas,server,client}/src/**/*.test.ts",
      "scripts/**/*.test.ts",
      "test/{support,integration,architecture}/**/*.test.ts",
    ],
    environment: "node",
    reporters: ["default", summaryReporter("unit")],
    testTimeout: 20_000,
  },
});
