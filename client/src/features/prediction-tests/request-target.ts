// Whom a request file asks, as far as a run has its own word in it.
import path from "node:path";
import { mapAt } from "../../domain/deploy/index.ts";

/** Each predictor is asked, whatever the file says. */
export function toAllPredictors(value: unknown): unknown {
  const spec = mapAt(value, "spec");
  return { ...mapAt(value), spec: { ...spec, target: { ...mapAt(spec, "target"), predictor: "*" } } };
}

/** Scheme, host and port. */
export function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : path.posix.dirname(url);
}
