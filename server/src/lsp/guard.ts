// The one way handlers are registered: a handler that throws is logged and answers with nothing, and the server goes on.
import { ResponseError, type Connection } from "vscode-languageserver/node";

/** Makes a handler of a request that never rejects but on purpose, with a `ResponseError`. */
export function guarded<A extends readonly unknown[], R>(
  connection: Connection,
  name: string,
  nothing: R,
  handle: (...args: A) => Promise<R> | R,
): (...args: A) => Promise<R> {
  return async (...args) => {
    try {
      return await handle(...args);
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      connection.console.error(`${name} failed, and its answer is left empty: ${describe(error)}`);
      return nothing;
    }
  };
}

/** Runs something nobody waits for. */
export function attempt(connection: Connection, name: string, run: () => Promise<void> | void): void {
  void guarded(connection, name, undefined, run)();
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
