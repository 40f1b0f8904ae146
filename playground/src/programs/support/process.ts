// How programs live and end: listening until SIGTERM, and what a clash of ports looks like.
import type { ProgramContext, ProgramExit, StreamServer } from "../../kubelet/program.ts";
import { errorCode } from "../../support/http.ts";

export interface Listener {
  readonly port: number;
  readonly server: StreamServer;
}

/** Takes the ports in order. Answers the first that another container of the pod has already; `undefined` when all are free. */
export function listenAll(context: ProgramContext, listeners: readonly Listener[]): number | undefined {
  for (const { port, server } of listeners) {
    try {
      context.network.listen(port, server);
    } catch (error) {
      if (errorCode(error) !== "EADDRINUSE") throw error;
      return port;
    }
  }
  return undefined;
}

/** Waits for SIGTERM. */
export function termination(context: ProgramContext): Promise<void> {
  return new Promise(resolve => {
    if (context.stopped.aborted) resolve();
    else context.stopped.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** Serves until SIGTERM, which well-behaved servers answer with exit code 0. */
export async function serveUntilStopped(context: ProgramContext): Promise<ProgramExit> {
  await termination(context);
  return { exitCode: 0 };
}

/** The value of a variable as a port number, else the default. */
export function portOf(context: ProgramContext, variable: string, fallback: number): number {
  const port = Number(context.env.get(variable));
  return Number.isInteger(port) && port > 0 ? port : fallback;
}

/** Logs a text of several lines line by line. */
export function logLines(context: ProgramContext, text: string, stream: "stdout" | "stderr" = "stderr"): void {
  for (const line of text.split("\n")) context.log(line, stream);
}
