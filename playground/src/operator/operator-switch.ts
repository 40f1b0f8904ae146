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
  // How to end those that are up. By leader election one of them reconciles; the webhook is answered by each.
  const pods = new Map<ProgramContext, () => void>();
  let leader: ProgramContext | undefined;
  // Over once no pod leads that came before the next one.
  let lease: Promise<unknown> = Promise.resolve();
  let problem: string | undefined;
  let isClosed = false;
  const log = (line: string): void => leader?.log(line, "stderr");
  let operator: Operator | undefined = await start(log);

  async function stop(): Promise<void> {
    const running = operator;
    operator = undefined;
    await running?.close();
  }

  async function run(context: ProgramContext): Promise<ProgramExit> {
    say(context, "info", "setup", "Intializing operator");
    await context.sleep(1);
    if (problem !== undefined) {
      say(context, "error", "setup", "unable to create controller", { controller: "SeldonDeployment", error: problem });
      return { exitCode: 1 };
    }
    const serving = serve(context, lease);
    lease = Promise.allSettled([lease, serving]);
    return { exitCode: (await serving) === "broken" ? 1 : 0 };
  }

  /** Waits for its turn to lead, and leads until its end. */
  async function serve(context: ProgramContext, turn: Promise<unknown>): Promise<"broken" | "stopped"> {
    const broken = new Promise<"broken">(resolve => pods.set(context, () => resolve("broken")));
    const ended = Promise.race([untilStopped(context), broken]);
    try {
      const first = await Promise.race([turn.then(() => "leads" as const), ended]);
      if (first !== "leads") return first;
      if (isClosed) return "stopped";
      leader = context;
      operator ??= await start(log);
      say(context, "info", "setup", "starting manager");
      return await ended;
    } finally {
      pods.delete(context);
      if (leader === context) {
        leader = undefined;
        await stop();
      }
    }
  }

  return {
    program: run,
    get isRunning() {
      return problem === undefined && (operator !== undefined || pods.size > 0);
    },
    log,
    async breakWith(error) {
      problem = error;
      if (error === undefined) return;
      await stop();
      for (const end of pods.values()) end();
    },
    async close() {
      isClosed = true;
      await stop();
    },
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
