// Runs a compiled Mocha index inside the extension host of the browser-served VS Code, as @vscode/test-electron does
// in the desktop one, and brings back its report.
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { prepareVsCodeServer, startVsCodeServer } from "../../scripts/vscode-server.ts";
import type { VsCodeServerOptions } from "../../scripts/vscode-server.ts";
import { parseExtensionHostReport } from "./extension-host-report.ts";
import type { ExtensionHostReport } from "./extension-host-report.ts";
import { launchChromium } from "./workbench.ts";

export interface ExtensionHostRun extends Omit<VsCodeServerOptions, "trust" | "smokeTestDriver"> {
  /** Absolute path of the compiled index, which exports `run(): Promise<void>`. */
  readonly testsIndex: string;
  /** Absolute path of the unpacked extension under test. */
  readonly developmentExtension: string;
  /** Absolute path of the folder to open. */
  readonly folder: string;
  /** How long the tests may take altogether. Default: two minutes. */
  readonly timeoutMs?: number;
}

export interface ExtensionHostResult {
  /** 0 if `run()` resolved, anything else if it rejected. */
  readonly exitCode: number;
  readonly report: ExtensionHostReport;
  /** What the tests and the extension wrote to the console. */
  readonly output: string;
}

/** @throws with the output so far when the tests do not end in time or leave no report */
export async function runInExtensionHost(run: ExtensionHostRun): Promise<ExtensionHostResult> {
  const { testsIndex, developmentExtension, folder, timeoutMs = 120_000, ...serverOptions } = run;
  await prepareVsCodeServer();
  const reportName = "extension-host-report.json";
  const reportFile = path.join(path.dirname(testsIndex), reportName);
  rmSync(reportFile, { force: true });
  const server = await startVsCodeServer({
    ...serverOptions,
    trust: "all",
    smokeTestDriver: true,
    environment: { ...serverOptions.environment, SELDON_TEST_REPORT: reportFile },
  });
  try {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      const output: string[] = [];
      const listener = await listenForExit(page, output, timeoutMs);
      const url = server.folderUrl(folder, [
        ["extensionDevelopmentPath", server.remoteUri(developmentExtension)],
        ["extensionTestsPath", server.remoteUri(testsIndex)],
        ["skipWelcome", "true"],
      ]);
      await page.goto(url, { waitUntil: "commit" });
      const exitCode = await listener.exitCode;
      if (exitCode === undefined || !existsSync(reportFile)) {
        const what = exitCode === undefined ? `did not end within ${timeoutMs / 1000} seconds` : "left no report";
        throw new Error(`The tests in the extension host ${what}.\n${output.join("\n")}\n${server.log().slice(-2000)}`);
      }
      const report = parseExtensionHostReport(readFileSync(reportFile, "utf8"));
      return { exitCode, report, output: output.join("\n") };
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

/** The workbench calls these two functions of the page where the desktop program would print and exit. */
async function listenForExit(
  page: Page,
  output: string[],
  timeoutMs: number,
): Promise<{ readonly exitCode: Promise<number | undefined> }> {
  const exitCode = new Promise<number | undefined>((resolve, reject) => {
    const timer = setTimeout(() => {
      resolve(undefined);
    }, timeoutMs).unref();
    page
      .exposeFunction("codeAutomationExit", (code: unknown) => {
        clearTimeout(timer);
        resolve(typeof code === "number" ? code : 1);
      })
      .catch(reject);
  });
  await page.exposeFunction("codeAutomationLog", (_type: unknown, parts: unknown) => {
    output.push(Array.isArray(parts) ? parts.map(asText).join(" ") : asText(parts));
  });
  return { exitCode };
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
