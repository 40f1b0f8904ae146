// The scenarios of a server that serves: noise, a hanging worker, a crash.
import type { ProgramContext } from "../kubelet/program.ts";
import { gunicornTime } from "./support/times.ts";

/** Lines a second that `noisy-log` asks for; 0 without it, 100 without a number. */
function noisyLinesPerSecond(scenarios: ReadonlySet<string>): number {
  for (const scenario of scenarios) {
    const match = /^noisy-log(?:=(\d+))?$/.exec(scenario);
    if (match !== null) return Number(match[1] ?? 100);
  }
  return 0;
}

/** Plays the scenarios of a server that has begun to serve; resolves with `"crash"` when it is to end. */
export async function playServing(context: ProgramContext, log: (line: string) => void): Promise<"crash" | "stopped"> {
  const noisy = noisyLinesPerSecond(context.scenarios);
  const crashes = context.scenarios.has("crash-after-start");
  const hangs = context.scenarios.has("worker-timeout");
  if (noisy === 0 && !crashes && !hangs) return new Promise(() => {});
  let count = 0;
  for (let second = 1; ; second++) {
    try {
      await context.sleep(1);
    } catch {
      return "stopped";
    }
    for (let line = 0; line < noisy; line++) log(`request ${++count} handled`);
    if (hangs && second % 30 === 0) loseWorker(context, 23 + second / 30);
    if (crashes && second >= 45) return "crash";
  }
}

/** Gunicorn gives a worker up that has not answered for 30 seconds (failure-modes F34). */
function loseWorker(context: ProgramContext, pid: number): void {
  const head = `[${gunicornTime(context.now())}] [8]`;
  context.log(`${head} [CRITICAL] WORKER TIMEOUT (pid:${pid})`, "stderr");
  context.log(`${head} [WARNING] Worker with pid ${pid} was terminated due to signal 9`, "stderr");
}
