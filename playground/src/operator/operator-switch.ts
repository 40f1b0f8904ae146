// The operator as a process of its pod: runs from the start, ends with the pod, and starts again with the next one.
import type { Program, ProgramContext, ProgramExit } from "../kubelet/program.ts";
import type { Operator } from "./operator.ts";

export interface OperatorSwitch {
  /** What runs in the operator's pod. */
  readonly program: Program;
  /** Whether an operator runs, and with it the webhook. */
  readonly isRunning: boolean;
  /** Lines for the log of the operator's pod. */
  readonly log: (line: string) => void;
  /** What keeps it from running: the error of its next starts; `undefined` lets it run again. */
  breakWith(error: string | undefined): Promise<void>;
  close(): Promise<void>;
}

/** Starts the operator at once: nobody has to wait for its pod. */
export async function createOperatorSwitch(
  start: (log: (line: string) => void) => Promise<Operator>,
): Promise<OperatorSwitch> {
  let pod: ProgramContext | undefined;
  let problem: string | undefined;
  let end: () => void = () => {};
  const log = (line: string): void => pod?.log(line, "stderr");
  let operator: Operator | undefined = await start(log);

  async function stop(): Promise<void> {
    const running = operator;
    operator = undefined;
    await running?.close();
  }

  async function run(context: ProgramContext): Promise<ProgramExit> {
    pod = context;
    say(context, "info", "setup", "Intializing operator");
    await context.sleep(1);
    if (problem !== undefined) {
      say(context, "error", "setup", "unable to create controller", { controller: "SeldonDeployment", error: problem });
      return { exitCode: 1 };
    }
    operator ??= await start(log);
    say(context, "info", "setup", "starting manager");
    const broken = new Promise<"broken">(resolve => {
      end = () => resolve("broken");
    });
    const how = await Promise.race([untilStopped(context), broken]);
    pod = undefined;
    await stop();
    return { exitCode: how === "broken" ? 1 : 0 };
  }

  return {
    program: run,
    get isRunning() {
      return operator !== undefined;
    },
    log,
    async breakWith(error) {
      problem = error;
      if (error === undefined) return;
      await stop();
      end();
    },
    close: stop,
  };
}

function untilStopped({ stopped }: ProgramContext): Promise<"stopped"> {
  return new Promise(resolve => {
    if (stopped.aborted) resolve("stopped");
    else stopped.addEventListener("abort", () => resolve("stopped"), { once: true });
  });
}

function say(
  context: ProgramContext,
  level: "info" | "error",
  logger: string,
  msg: string,
  more: Readonly<Record<string, string>> = {},
): void {
  context.log(JSON.stringify({ level, ts: context.now() / 1000, logger, msg, ...more }), "stderr");
}
