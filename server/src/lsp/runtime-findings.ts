// Keeps what the client says that clusters show (`seldon/runtimeFindings`), cluster by cluster.
import { NotificationType } from "vscode-languageserver/node";
import type { ObservedFailure, RuntimeFindingsParams } from "../../../schemas/src/index.ts";
import { readFailures } from "../core/index.ts";

/** The name is `RUNTIME_FINDINGS_METHOD`'s; its module is not loaded here, since zod would slow the start. */
export const RuntimeFindingsNotification = new NotificationType<RuntimeFindingsParams>("seldon/runtimeFindings");

export class RuntimeFindings {
  readonly #byContext = new Map<string, readonly ObservedFailure[]>();
  readonly #warn: (message: string) => void;
  #all: readonly ObservedFailure[] = [];

  constructor(warn: (message: string) => void) {
    this.#warn = warn;
  }

  /** Of all clusters. The same array as long as nothing changes. */
  get all(): readonly ObservedFailure[] {
    return this.#all;
  }

  /** Takes what holds for a context from now on. True where that is something else than before. */
  replace(params: unknown): boolean {
    const { context, failures } = fieldsOf(params);
    if (typeof context !== "string") {
      this.#warn("seldon/runtimeFindings names no context. It is ignored.");
      return false;
    }
    const problems: string[] = [];
    const read = readFailures(failures, "failures", problems);
    for (const problem of problems)
      this.#warn(`seldon/runtimeFindings of ${context}: ${problem}. The entry is ignored.`);
    if (JSON.stringify(this.#byContext.get(context) ?? []) === JSON.stringify(read)) return false;
    if (read.length === 0) this.#byContext.delete(context);
    else this.#byContext.set(context, read);
    this.#all = [...this.#byContext.values()].flat();
    return true;
  }
}

function fieldsOf(params: unknown): Readonly<Record<string, unknown>> {
  return typeof params === "object" && params !== null ? { ...params } : {};
}
