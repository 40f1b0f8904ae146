// The playground cluster as a process of its own: started, watched, and ended with this window.
import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import * as l10n from "@vscode/l10n";
import { parseJson } from "../../domain/json/index.ts";

/** What the playground says of itself once it serves (playground/src/bin.ts, `--json`). */
export interface PlaygroundReady {
  readonly kubeconfig: string;
  /** Address of the simulated ingress gateway; null where it was started without one. */
  readonly gateway: string | null;
}

export interface PlaygroundStart {
  /** `dist/playground.js`. */
  readonly program: string;
  /** Where it may keep its files, its kubeconfig among them. */
  readonly folder: string;
  readonly speed: number;
  readonly log: (line: string) => void;
  /** Called once, whoever ended it. */
  readonly onEnd: (code: number | null) => void;
}

export interface RunningPlayground extends PlaygroundReady {
  /** Resolves when the process is gone. */
  stop(): Promise<void>;
}

/** The playground ends by itself when its standard input is closed, which the operating system does if we crash. */
const STOP_PATIENCE_MS = 5_000;

/** @throws when the process ends before it serves; the message has what it said last */
export async function startPlaygroundProcess(start: PlaygroundStart): Promise<RunningPlayground> {
  const child = spawn(
    process.execPath,
    [start.program, "--json", "--folder", start.folder, "--speed", String(start.speed)],
    { env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" }, stdio: ["pipe", "pipe", "pipe"], windowsHide: true },
  );
  const ended = new Promise<number | null>(resolve => {
    child.once("error", () => resolve(null));
    child.once("exit", resolve);
  });
  const ready = await readyOrEnded(child, start.log);
  void ended.then(start.onEnd);
  return { ...ready, stop: () => stop(child, ended) };
}

async function readyOrEnded(child: ChildProcess, log: (line: string) => void): Promise<PlaygroundReady> {
  return await new Promise((resolve, reject) => {
    let last = l10n.t("it said nothing");
    const hear = (line: string): void => {
      const ready = parseReady(line);
      if (ready) resolve(ready);
      else {
        last = line;
        log(line);
      }
    };
    if (child.stdout) createInterface({ input: child.stdout }).on("line", hear);
    if (child.stderr) createInterface({ input: child.stderr }).on("line", hear);
    child.once("error", reject);
    child.once("exit", code => reject(new Error(`The playground ended with exit code ${String(code)}: ${last}`)));
  });
}

function parseReady(line: string): PlaygroundReady | undefined {
  const said = parseJson(line);
  if (typeof said !== "object" || said === null || !("kubeconfig" in said)) return undefined;
  const gateway = "gateway" in said && typeof said.gateway === "string" ? said.gateway : null;
  return typeof said.kubeconfig === "string" ? { kubeconfig: said.kubeconfig, gateway } : undefined;
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.stdin?.end();
  const force = setTimeout(() => child.kill("SIGKILL"), STOP_PATIENCE_MS);
  await ended;
  clearTimeout(force);
}
