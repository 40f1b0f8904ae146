// End-to-end tests: the packaged extension in a real VS Code. One file at a time, as each starts a server and a browser.
import { defineConfig } from "vitest/config";
import { summaryReporter } from "./test/support/summary-reporter.ts";

export default defineConfig({
  test: {
    name: "e2e",
    include: ["test/e2e/**/*.test.ts"],
    exclude: ["test/e2e/host/**"],
    environment: "node",
    fileParallelism: false,
    globalSetup: ["test/support/e2e-setup.ts"],
    reporters: ["verbose", summaryReporter("e2e")],
    // A key press that the browser loses on a busy machine is not the extension's fault. What needed a second try is printed.
    retry: 2,
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
