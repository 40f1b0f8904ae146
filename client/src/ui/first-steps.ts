// Ticks the steps of the walkthrough off: a context key for what the user has seen work, not for what was merely clicked.
import { CONTEXT_KEYS } from "../contributions.ts";
import type { Services } from "./services.ts";
import { setContextKey } from "./workbench-state.ts";

/** Steps that end with something that happened, named by their context keys. */
export type FirstStep =
  "hasMended" | "hasDeployed" | "hasSeenFailure" | "hasDiagnosed" | "hasPredicted" | "hasShiftedTraffic";

const done = new Set<FirstStep>();

/** May be called each time it happens. */
export function firstStepDone(services: Services, step: FirstStep): void {
  if (done.has(step)) return;
  done.add(step);
  void services.guarded("first steps", () => setContextKey(CONTEXT_KEYS[step], true))();
}
