// seldonio/seldon-core-executor: serves a predictor's graph on 8000 (REST and metrics) and 5001 (gRPC).
import type { Program, ProgramContext, ProgramExit } from "../../kubelet/program.ts";
import { httpService } from "../../support/http.ts";
import { grpcService } from "../grpc/grpc-service.ts";
import { listenAll, termination } from "../support/process.ts";
import { slashedTime } from "../support/times.ts";
import { readArguments, type ExecutorArguments } from "./arguments.ts";
import { executorAnswer } from "./executor-api.ts";
import { executorGrpc } from "./executor-grpc.ts";
import { executorLog, PANIC_STACK, type ExecutorLog } from "./executor-log.ts";
import { executorMetrics } from "./executor-metrics.ts";

/** Makes the executor; `random` (0 to 1) draws the branch of RANDOM_ABTEST. */
export function createExecutor(random: () => number = Math.random): Program {
  return async context => {
    const log = executorLog(context);
    const args = readArguments(context.command, context.env);
    if (typeof args === "string") return fatal(context, args);
    logStart(log, args, context.pod.metadata.annotations ?? {});
    await context.sleep(1);
    return run(context, args, log, random);
  };
}

async function run(
  context: ProgramContext,
  args: ExecutorArguments,
  log: ExecutorLog,
  random: () => number,
): Promise<ProgramExit> {
  let crash: (message: string) => void = () => {};
  const crashed = new Promise<string>(resolve => (crash = resolve));
  const parts = {
    context,
    args,
    log,
    random,
    metrics: executorMetrics(args),
    crash: (message: string) => crash(message),
  };
  const taken = listenAll(context, [
    { port: args.httpPort, server: httpService(call => executorAnswer(parts, call)) },
    { port: args.grpcPort, server: grpcService(executorGrpc(parts)) },
  ]);
  // Failure-modes S39: whichever of the pod's containers binds second fails.
  if (taken !== undefined)
    return fatal(context, `failed to create listener: listen tcp :${taken}: bind: address already in use`);
  log("info", "entrypoint", "Running http server ", { port: args.httpPort });
  log("info", "entrypoint", "Running grpc server ", { port: args.grpcPort });
  log("info", "SeldonRestApi", "Listening", { Address: `0.0.0.0:${args.httpPort}` });
  const panicked = await Promise.race([termination(context), crashed]);
  return typeof panicked === "string" ? panicExit(context, panicked) : { exitCode: 0 };
}

function logStart(log: ExecutorLog, args: ExecutorArguments, annotations: Readonly<Record<string, string>>): void {
  log("info", "entrypoint", "Full health checks ", { value: args.hasFullHealthChecks });
  log("info", "entrypoint.maxprocs", "maxprocs: Leaving GOMAXPROCS=2: CPU quota undefined");
  const broken = Object.entries(annotations).find(([, value]) => value.includes("="));
  if (broken !== undefined) {
    // One `=` in a value makes the executor drop all annotations (seldon-facts §6).
    const [name, value] = broken;
    log("error", "entrypoint", "Failed to load annotations", {
      error: `Invalid annotation ${name}=${JSON.stringify(value)}`,
    });
  }
  log("info", "entrypoint", "Hostname unset will use localhost");
  log("info", "entrypoint", "Starting", { worker: 1 });
}

function fatal(context: ProgramContext, message: string): ProgramExit {
  context.log(`${slashedTime(context.now())} ${message}`, "stderr");
  return { exitCode: 1 };
}

/** What the executor says of methods that it does not have (seldon-facts §7.2). */
const NOT_IMPLEMENTED = "Not Implemented";

/** A Go process that panics ends with 2 (failure-modes §4.3, F19). */
function panicExit(context: ProgramContext, message: string): ProgramExit {
  for (const line of [
    message === NOT_IMPLEMENTED ? `panic: ${message}` : `panic: runtime error: ${message}`,
    "[signal SIGSEGV: segmentation violation code=0x1 addr=0x20 pc=0x1a5f2c6]",
    "",
    ...PANIC_STACK,
  ]) {
    context.log(line, "stderr");
  }
  return { exitCode: 2 };
}
