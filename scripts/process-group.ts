// Ends a child process together with everything it started, also when this process ends first.
import { spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";

const GRACE_MS = 3_000;

/**
 * Makes sure that the child does not outlive this process, however it ends (short of SIGKILL).
 * On other systems than Windows the child must have been spawned with `detached: true`.
 * @returns a function that takes the precaution back
 */
export function stopWithThisProcess(child: ChildProcess): () => void {
  const kill = (): void => {
    signalGroup(child, "SIGKILL");
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    kill();
    forget();
    // Whoever else listens decides how to end; with no one left, the signal does what it always does.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  const forget = (): void => {
    process.removeListener("exit", kill);
    for (const signal of SIGNALS) process.removeListener(signal, onSignal);
  };
  process.once("exit", kill);
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return forget;
}

/** Asks the group to end, insists after three seconds, and resolves when the child is gone. */
export async function stopProcessGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
    signalGroup(child, "SIGKILL");
    return;
  }
  await new Promise<void>(resolve => {
    const insist = setTimeout(() => {
      signalGroup(child, "SIGKILL");
    }, GRACE_MS);
    child.once("exit", () => {
      clearTimeout(insist);
      // The leader has gone; stragglers of its group go with it.
      signalGroup(child, "SIGKILL");
      resolve();
    });
    signalGroup(child, "SIGTERM");
  });
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

function signalGroup(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): void {
  if (child.pid === undefined) return;
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(child.pid), "/t", "/f"], { stdio: "ignore" });
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already, which is what was wanted.
  }
}
