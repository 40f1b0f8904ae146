// kubectl as people run it, where the machine has one.
import { execFile, spawn, spawnSync, type ChildProcessWithoutNullStreams } from "node:child_process";
import process from "node:process";

export const hasKubectl = spawnSync("kubectl", ["version", "--client"], { stdio: "ignore" }).status === 0;

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

export interface Kubectl {
  /** Runs a command to its end, whatever comes of it. */
  run(args: readonly string[], input?: string): Promise<Ran>;
  /** Runs a command line that has to succeed and to warn of nothing; its output. Words are parted at blanks. */
  ok(command: string, input?: string): Promise<string>;
  /** Starts a command that goes on, with more in its environment. */
  start(args: readonly string[], more?: Readonly<Record<string, string>>): ChildProcessWithoutNullStreams;
}

/**
 * @param home - a folder of the test's own: kubectl keeps there what discovery has told it
 * @param program - another kubectl than the one on the path
 */
export function createKubectl(kubeconfig: string, home: string, program = "kubectl"): Kubectl {
  const env = { ...process.env, KUBECONFIG: kubeconfig, HOME: home };
  const run: Kubectl["run"] = (args, input = "") =>
    new Promise(resolve => {
      const child = execFile(program, [...args], { env, timeout: 60_000 }, (error, out, err) =>
        resolve({ code: error ? 1 : 0, out, error: err }),
      );
      child.stdin?.end(input);
    });
  return {
    run,
    start: (args, more = {}) => spawn(program, [...args], { env: { ...env, ...more } }),
    async ok(command, input = "") {
      const { code, out, error } = await run(command.split(" "), input);
      // Of versions that are too far apart kubectl warns, and that is the machine's affair.
      const problem = error.replace(/^WARNING.*\n/gm, "");
      if (code !== 0 || problem !== "") throw new Error(`kubectl ${command} ended with ${code}: ${problem}`);
      return out.trim();
    },
  };
}
