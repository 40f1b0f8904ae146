// Runs the Mocha suites of test/e2e/suite inside the extension host, on the installed package; `npm run test:electron` runs the
// same suites in a desktop VS Code.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import * as z from "zod";
import { projectRoot } from "../../scripts/project-root.ts";
import { buildExtensionHostSuite } from "../support/extension-host-suite.ts";
import { runInExtensionHost } from "../support/extension-host.ts";
import { packagedExtension } from "../support/packaged-extension.ts";

test("every test inside the extension host passes", async () => {
  const dataDirectory = mkdtempSync(path.join(os.tmpdir(), "seldon-vscode-"));
  try {
    const { exitCode, report } = await runInExtensionHost({
      testsIndex: await buildExtensionHostSuite(),
      installVsix: [packagedExtension],
      dataDirectory,
      developmentExtension: path.join(dataDirectory, "extensions", installedName()),
      folder: path.join(projectRoot, "examples"),
    });
    expect(report.tests.filter(({ state }) => state !== "passed")).toEqual([]);
    expect(report.tests.length).toBeGreaterThan(0);
    expect(exitCode).toBe(0);
  } finally {
    rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 5 });
  }
});

/** The folder that VS Code installs the package into. */
function installedName(): string {
  const manifest = z
    .object({ publisher: z.string(), name: z.string(), version: z.string() })
    .parse(JSON.parse(readFileSync(path.join(projectRoot, "package.json"), "utf8")));
  return `${manifest.publisher}.${manifest.name}-${manifest.version}`;
}
