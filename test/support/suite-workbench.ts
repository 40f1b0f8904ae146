// One VS Code window with the packaged extension for all tests of a file, with a picture of it wherever a test fails.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll } from "vitest";
import { projectRoot } from "../../scripts/project-root.ts";
import { packagedExtension } from "./packaged-extension.ts";
import { openWorkbench, type Workbench, type WorkbenchOptions } from "./workbench.ts";

export interface SuiteWorkbenchOptions extends Omit<WorkbenchOptions, "folder" | "installVsix"> {
  /** Files of the opened folder, by name; names may contain folders, with forward slashes. */
  readonly files: Readonly<Record<string, string>>;
  /** What the folder is called, as its explorer shows. */
  readonly folderName?: string;
  /** Name of the one that is opened with the window. */
  readonly file?: string;
}

export interface SuiteWorkbench {
  /** The window; there is none before the first test. */
  readonly window: Workbench;
  /** Absolute path of the opened folder, which is removed after the last test. */
  readonly folder: string;
  /** A file of the folder as it is on the disk. */
  readonly read: (name: string) => string;
}

/** Registers the opening and closing of the window with the test file that calls it. */
export function useSuiteWorkbench({ files, folderName = "models", ...options }: SuiteWorkbenchOptions): SuiteWorkbench {
  let opened: Workbench | undefined;
  const scratch = mkdtempSync(path.join(os.tmpdir(), "seldon-e2e-"));
  const folder = path.join(scratch, folderName);
  beforeAll(async () => {
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    opened = await openWorkbench({
      folder,
      installVsix: [packagedExtension],
      ...options,
    });
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== "fail" || opened === undefined) return;
    const name = `${task.file.name} ${task.name}`.replaceAll(/[^\w-]+/gu, "-").slice(0, 120);
    await opened.screenshot(path.join(projectRoot, ".artifacts", "e2e-failures", `${name}.png`));
  });
  afterAll(async () => {
    const foreignRequests = opened?.foreignRequests ?? [];
    await opened?.close();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
    if (foreignRequests.length > 0) {
      throw new Error(`The window asked other hosts, which nothing in it should do: ${foreignRequests.join(", ")}`);
    }
  });
  return {
    get window() {
      if (opened === undefined) throw new Error("The window is opened before the first test, not earlier.");
      return opened;
    },
    folder,
    read: name => readFileSync(path.join(folder, name), "utf8"),
  };
}
