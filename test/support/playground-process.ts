// A playground cluster as a program of its own, as a user's terminal runs it: it can be frozen, killed, and started again.
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { projectRoot } from "../../scripts/project-root.ts";
import { stopProcessGroup, stopWithThisProcess } from "../../scripts/process-group.ts";

export interface PlaygroundProcess {
  /** Of a user who may do everything; its context is `seldon-playground`. */
  readonly kubeconfig: string;
  /** Of a user who may only read; its context is `seldon-playground-viewer`. */
  readonly viewerKubeconfig: string;
  /** It answers nothing any more, and its connections stay. */
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
}

/** @param speed how much faster than a real cluster it lives */
export async function startPlaygroundProcess({ speed = 40 }: { speed?: number } = {}): Promise<PlaygroundProcess> {
  const folder = mkdtempSync(path.join(tmpdir(), "seldon-e2e-playground-"));
  const child = spawn(
    process.execPath,
    [path.join(projectRoot, "dist", "playground.js"), "--json", "--folder", folder, "--speed", String(speed)],
    { stdio: ["pipe", "pipe", "inherit"], detached: process.platform !== "win32" },
  );
  const forget = stopWithThisProcess(child);
  const kubeconfig = await kubeconfigOf(child);
  return {
    kubeconfig,
    viewerKubeconfig: path.join(path.dirname(kubeconfig), "kubeconfig-viewer"),
    freeze: () => void child.kill("SIGSTOP"),
    thaw: () => void child.kill("SIGCONT"),
    async close() {
      child.kill("SIGCONT");
      await stopProcessGroup(child);
      forget();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function kubeconfigOf(child: ChildProcess): Promise<string> {
  return await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", code => reject(new Error(`The playground ended at its start with code ${String(code)}.`)));
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).once("line", line => {
      const ready: unknown = JSON.parse(line);
      if (typeof ready === "object" && ready !== null && "kubeconfig" in ready) resolve(String(ready.kubeconfig));
      else reject(new Error(`The playground said ${line} instead of where its kubeconfig is.`));
    });
  });
}
