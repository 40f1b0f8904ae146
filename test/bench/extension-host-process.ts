// The extension host of a VS Code server that a benchmark has started: which process it is, and what the system knows of it.
import { readdirSync, readFileSync } from "node:fs";
import { round } from "./measure.ts";

/**
 * Linux only, as /proc is.
 * @param dataDirectory of the server, by which it is told from others on the machine
 * @throws where there is none
 */
export function extensionHostPid(dataDirectory: string): number {
  const parents = new Map<number, number>();
  const commands = new Map<number, string>();
  for (const name of readdirSync("/proc").filter(entry => /^\d+$/.test(entry))) {
    try {
      const pid = Number(name);
      commands.set(pid, readFileSync(`/proc/${name}/cmdline`, "utf8"));
      parents.set(pid, Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${name}/status`, "utf8"))?.[1]));
    } catch {
      // It has ended since the folder was read.
    }
  }
  const isOurs = (pid: number): boolean => {
    if (commands.get(pid)?.includes(`--server-data-dir=${dataDirectory}\0`) === true) return true;
    const parent = parents.get(pid);
    return parent !== undefined && parent > 1 && isOurs(parent);
  };
  const found = [...commands].find(([pid, command]) => command.includes("--type=extensionHost") && isOurs(pid));
  if (!found) throw new Error("VS Code's server has no extension host.");
  return found[0];
}

/** Megabytes of a process in memory at the moment. */
export function residentMegabytes(pid: number): number {
  const text = readFileSync(`/proc/${pid}/status`, "utf8");
  return round(Number(/^VmRSS:\s*(\d+)/m.exec(text)?.[1] ?? 0) / 1_000);
}

/** Looks at it over and over. @returns how to end that, and to hear how many megabytes it had at its largest */
export function watchMemory(pid: number): () => number {
  let most = residentMegabytes(pid);
  const timer = setInterval(() => (most = Math.max(most, residentMegabytes(pid))), 100);
  return () => {
    clearInterval(timer);
    return most;
  };
}
