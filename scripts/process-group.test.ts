// What a crashed or interrupted test run leaves behind is decided here, so it is tried with real processes.
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { Readable } from "node:stream";
import { expect, test } from "vitest";
import { stopProcessGroup } from "./process-group.ts";

const modulePath = path.join(import.meta.dirname, "process-group.ts");

/** Runs until it is killed, and holds on to the output it was given: the stream ends when the last holder has ended. */
const HOLDER = `console.log("up"); setInterval(() => {}, 1000);`;

test("stopping ends what the child has started, and does no harm twice", async () => {
  const starter = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(HOLDER)}], { stdio: "inherit" });
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["-e", starter], { stdio: ["ignore", "pipe", "inherit"], detached: true });
  await once(child.stdout, "data");

  await stopProcessGroup(child);
  await stopProcessGroup(child);

  await ended(child.stdout);
  expect(child.signalCode).toBe("SIGTERM");
});

test("a child does not outlive the process that forgot to stop it", async () => {
  const forgetful = spawn(
    process.execPath,
    [
      "--disable-warning=ExperimentalWarning",
      "--input-type=module",
      "-e",
      `import { spawn } from "node:child_process";
       import { stopWithThisProcess } from ${JSON.stringify(modulePath)};
       const options = { detached: true, stdio: "inherit" };
       stopWithThisProcess(spawn(process.execPath, ["-e", ${JSON.stringify(HOLDER)}], options));`,
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  await once(forgetful.stdout, "data");

  forgetful.kill("SIGTERM");

  await ended(forgetful.stdout);
  await expect.poll(() => forgetful.signalCode).toBe("SIGTERM");
});

async function ended(stream: Readable): Promise<void> {
  stream.resume();
  if (!stream.readableEnded) await once(stream, "end");
}
