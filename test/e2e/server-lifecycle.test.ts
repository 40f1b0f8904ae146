// The language server comes when it is needed, comes back when it dies, and can be called back when it was given up.
import { kill } from "node:process";
import { expect, test, vi } from "vitest";
import { readDiary } from "../support/diary.ts";
import { languageServerProcesses } from "../support/language-server-process.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const PARAMETER = "07-unknown-parameter.yaml";
const ORIGINAL = "model_file_name\n";

const suite = useSuiteWorkbench({ files: { [PARAMETER]: readDiary(PARAMETER) }, file: PARAMETER });

test("Show Log opens the log, which tells that the server runs", async () => {
  const { window } = suite;
  await window.problemsWhen(all => all.length === 1);
  const line = window.page.locator(".output-view .view-line", { hasText: "Language server: running." }).first();
  await vi.waitFor(
    async () => {
      await window.runCommand("Seldon: Show Log");
      await line.waitFor({ timeout: 10_000 });
    },
    { timeout: 60_000 },
  );
});

test("Restart Language Server brings a new process, and the problems with it", async () => {
  const { window } = suite;
  const before = await theOneServer();
  await window.focusEditor();
  await window.runCommand("Seldon: Restart Language Server");
  await otherServerThan(before);
  await expectLiveProblems();
});

test("a server that is killed is started again, and the problems come back", async () => {
  const { window } = suite;
  const before = await theOneServer();
  kill(before, "SIGKILL");
  await otherServerThan(before);
  await expectLiveProblems();
  expect(await window.notifications()).toEqual([]);
});

test("a server that keeps ending is given up, which is said with what to do; a restart brings it back", async () => {
  const { window } = suite;
  await window.runCommand("Seldon: Restart Language Server");
  let current = await theOneServer();
  // Four unexpected ends are mended, the fifth is not.
  for (let ends = 1; ends <= 4; ends++) {
    await expectLiveProblems();
    kill(current, "SIGKILL");
    current = await otherServerThan(current);
  }
  await expectLiveProblems();
  kill(current, "SIGKILL");
  await window.page.locator("#status\\.languageStatus [aria-label*='The language server is not running']").waitFor();
  expect(await window.notifications()).toEqual([
    expect.stringContaining("The Seldon language server ended unexpectedly 5 times within 3 minutes"),
  ]);
  await window.focusEditor();
  await window.runCommand("Seldon: Restart Language Server");
  await otherServerThan(current);
  await expectLiveProblems();
});

/** Changes the text and back, so that what is shown cannot be left over from a server that is gone. */
async function expectLiveProblems(): Promise<void> {
  const { window } = suite;
  await window.goto(await window.positionOf(ORIGINAL));
  await window.type("x");
  await window.problemsWhen(all => all.some(({ message }) => message.includes("with xmodel_file_name")));
  await window.undo();
  await window.problemsWhen(all => all.some(({ message }) => message.includes("with model_file_name")));
}

async function theOneServer(): Promise<number> {
  return await otherServerThan(undefined);
}

/** Waits until exactly one server runs, and it is not that one. */
async function otherServerThan(previous: number | undefined): Promise<number> {
  return await vi.waitFor(
    () => {
      const running = languageServerProcesses(suite.window.server.extensionsDirectory);
      const [id] = running;
      if (id === undefined || id === previous || running.length > 1) {
        throw new Error(
          `One language server other than ${String(previous)} was to run. Running: ${running.join(", ")}`,
        );
      }
      return id;
    },
    { timeout: 15_000, interval: 100 },
  );
}
