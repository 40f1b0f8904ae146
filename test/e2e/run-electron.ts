// Runs the suites of test/e2e/suite in a desktop VS Code, where one can be downloaded: `npm run test:electron`.
// Usage: run-electron.ts [--version=stable|insiders|1.x.y] [--extension=FOLDER] [--folder=FOLDER]
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";
import { projectRoot } from "../../scripts/project-root.ts";
import { parseExtensionHostReport } from "../support/extension-host-report.ts";
import { buildExtensionHostSuite } from "../support/extension-host-suite.ts";

const { values } = parseArgs({
  options: {
    version: { type: "string", default: "stable" },
    extension: { type: "string", default: projectRoot },
    folder: { type: "string", default: path.join(projectRoot, "examples") },
  },
});

const vscodeExecutablePath = await download(values.version);
const reportFile = path.join(projectRoot, ".artifacts", "electron-report.json");
mkdirSync(path.dirname(reportFile), { recursive: true });
rmSync(reportFile, { force: true });
const succeeded = await runTests({
  vscodeExecutablePath,
  extensionDevelopmentPath: path.resolve(values.extension),
  extensionTestsPath: await buildExtensionHostSuite(),
  extensionTestsEnv: { SELDON_TEST_REPORT: reportFile },
  launchArgs: [
    path.resolve(values.folder),
    "--disable-extensions",
    "--disable-workspace-trust",
    "--skip-welcome",
    "--skip-release-notes",
  ],
}).then(
  code => code === 0,
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    return false;
  },
);
const { tests } = parseExtensionHostReport(readFileSync(reportFile, "utf8"));
for (const test of tests) {
  console.log(`${test.state.padEnd(8)}${test.title}${test.error === undefined ? "" : `\n${test.error}`}`);
}
const count = (state: "passed" | "failed"): number => tests.filter(test => test.state === state).length;
console.log(`${count("passed")} passed, ${count("failed")} failed`);
process.exitCode = succeeded && count("failed") === 0 ? 0 : 1;

async function download(version: string): Promise<string> {
  try {
    return await downloadAndUnzipVSCode({ version, cachePath: path.join(projectRoot, ".build", "vscode-desktop") });
  } catch (error) {
    console.error(
      `VS Code (${version}) could not be downloaded: ${error instanceof Error ? error.message : String(error)}\n` +
        "This run needs the network once. Without it, `npm run test:e2e` runs the same suites in VS Code from npm.",
    );
    process.exit(1);
  }
}
