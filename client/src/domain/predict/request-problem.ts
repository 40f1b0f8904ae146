// What keeps a request from being sent, and where in the file that is.
import type { PayloadFix } from "../../../../schemas/src/index.ts";
import type { ValuePath } from "../deploy/plain.ts";

export interface RequestProblem {
  /** In the file. */
  readonly path: ValuePath;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly fix?: PayloadFix;
}

export function problemAt(path: ValuePath, message: string): RequestProblem {
  return { path, severity: "error", message };
}
