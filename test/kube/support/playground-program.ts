// The playground as a program of its own, run from its sources.
import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { projectRoot } from "../../../scripts/project-root.ts";

export interface PlaygroundProgram {
  readonly process: ChildProcess;
  readonly kubeconfig: string;
  /** The exit code. */
  readonly ended: Promise<number | null>;
}

const children: ChildProcess[] = [];

/** Resolves once the program has said where its kubeconfig is; rejects where it ends before. */
export async function startPlaygroundProgram(...flags: readonly string[]): Promise<PlaygroundProgram> {
  const child = launchPlayground(flags);
  const ended = exitOf(child);
  const kubeconfig = await new Promise<string>((resolve, reject) => {
    if (!child.stdout) throw new Error("The playground has no output.");
    createInterface({ input: child.stdout }).on("line", line => {
      const found = /"kubeconfig":"([^"]+)"|export KUBECONFIG=(\S+)/.exec(line);
      if (found) resolve(found[1] ?? found[2] ?? "");
    });
    void ended.then(code => reject(new Error(`The playground ended with ${String(code)}.`)));
  });
  return { process: child, kubeconfig, ended };
}

/** Starts the program and waits for nothing. */
export function launchPlayground(flags: readonly string[]): ChildProcess {
  const program = path.join(projectRoot, "playground", "src", "bin.ts");
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", program, ...flags], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  // What it says must be read, or it waits for a reader.
  child.stderr.resume();
  children.push(child);
  return child;
}

export function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise(resolve => child.once("exit", resolve));
}

/** Ends all that still run. */
export function endPrograms(): void {
  for (const child of children.splice(0)) child.kill("SIGKILL");
}
