// The executor's log: one JSON object a line (seldon-facts §10.2).
import type { ProgramContext } from "../../kubelet/program.ts";

export type ExecutorLog = (
  level: "info" | "error",
  logger: string,
  message: string,
  fields?: Readonly<Record<string, unknown>>,
) => void;

export function executorLog(context: ProgramContext): ExecutorLog {
  return (level, logger, message, fields = {}) =>
    context.log(JSON.stringify({ level, ts: context.now() / 1000, logger, msg: message, ...fields }), "stderr");
}

/** Where a unit without an endpoint is asked for its port (failure-modes F19). */
export const PANIC_STACK: readonly string[] = [
  "goroutine 42 [running]:",
  "github.com/seldonio/seldon-core/executor/predictor.(*PredictorProcess).getPort(...)",
  "github.com/seldonio/seldon-core/executor/predictor.(*PredictorProcess).transformInput(...)",
];
