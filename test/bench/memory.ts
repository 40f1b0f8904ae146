// How much memory the engine holds on to, measured after the garbage is out.
import process from "node:process";
import v8 from "node:v8";
import vm from "node:vm";
import { allRules, lintText } from "../../server/src/core/index.ts";
import type { BenchInput } from "./inputs.ts";
import { round } from "./measure.ts";

v8.setFlagsFromString("--expose-gc");

/** Megabytes that the state of one linted text keeps alive, the text itself not counted. */
export function heldMemory({ text }: BenchInput): number {
  const before = heapAfterCollection();
  const states = Array.from({ length: COPIES }, () => lintText(text, { rules: allRules }).state);
  const held = heapAfterCollection() - before;
  // Looked at after the measurement, so that the states live until then.
  return states.every(state => state.documents.size > 0) ? round(held / COPIES / 1_000_000) : 0;
}

/** One alone would drown in what else the heap does. */
const COPIES = 5;

function heapAfterCollection(): number {
  // The flag takes effect in contexts made after it. Twice, since finalizers free more.
  vm.runInNewContext("gc(); gc();");
  return process.memoryUsage().heapUsed;
}
