// Creating a conda environment: how long it takes and how much memory, by what conda.yaml asks for (seed 000 §7-10, failure-modes S15, S16).
import { parse } from "yaml";
import type { ProgramContext, ProgramExit } from "../../kubelet/program.ts";
import { isObject, listAt, textsAt } from "../../support/json.ts";

const GIBIBYTE = 1024 ** 3;

/** What an environment costs. Times in simulated seconds. */
interface CondaCost {
  /** Names of packages with their versions, conda's before pip's. */
  readonly conda: readonly string[];
  readonly pip: readonly string[];
  /** Bytes at the height of reading the package index. */
  readonly peakMemory: number;
  readonly collecting: number;
  readonly solving: number;
  readonly installing: number;
}

/**
 * Estimates an environment. The diary's model (12 packages) needs about 400 s and 4.6 GiB, as the seed tells: more than
 * a limit of 4Gi, and more than the default liveness budget of 75 s or one of 210 s, but less than 600 s.
 */
export function condaCost(condaYaml: string): CondaCost {
  const dependencies = listAt(readYaml(condaYaml), "dependencies");
  const conda = textsAt(dependencies);
  const pip = dependencies.filter(isObject).flatMap(item => textsAt(item["pip"]));
  const count = conda.length + pip.length;
  const unpinned = [...conda, ...pip].filter(name => !/[=<>]/.test(name)).length;
  return {
    conda,
    pip,
    peakMemory: (1.6 + 0.25 * count) * GIBIBYTE,
    collecting: 40 + 20 * count,
    solving: 10 + 2.5 * count + 10 * unpinned,
    installing: 15 + 2 * count,
  };
}

/** The index is read into memory within this time; what follows needs no more. */
const SECONDS_TO_PEAK = 60;
const MEMORY_AT_REST = 0.25 * GIBIBYTE;

/** Plays `conda env create`. An exit is answered when the memory limit ends it; otherwise the environment is there. */
export async function createCondaEnvironment(
  context: ProgramContext,
  cost: CondaCost,
): Promise<ProgramExit | undefined> {
  const slow = context.scenarios.has("slow-conda") ? 3 : 1;
  context.log("Collecting package metadata (repodata.json): ...working...");
  const limit = context.memoryLimit;
  if (limit !== undefined && limit < cost.peakMemory) {
    const share = (limit - MEMORY_AT_REST) / (cost.peakMemory - MEMORY_AT_REST);
    await context.sleep(Math.max(0, share) * SECONDS_TO_PEAK);
    return { exitCode: 137, reason: "OOMKilled" };
  }
  await context.sleep(cost.collecting * slow);
  context.log("done");
  context.log("Solving environment: ...working...");
  await context.sleep(cost.solving * slow);
  context.log("done");
  await download(context, cost, slow);
  return undefined;
}

async function download(context: ProgramContext, cost: CondaCost, slow: number): Promise<void> {
  context.log("");
  context.log("Downloading and Extracting Packages");
  for (const name of cost.conda) context.log(`${name.replace(/[=<>]+/, "-").padEnd(20)} | ########## | 100% `);
  for (const step of ["Preparing", "Verifying", "Executing"]) {
    context.log(`${step} transaction: ...working...`);
    await context.sleep((cost.installing * slow) / 3);
    context.log("done");
  }
  if (cost.pip.length === 0) return;
  context.log("Installing pip dependencies: ...working...");
  for (const name of cost.pip) {
    context.log(`Collecting ${name}`);
    await context.sleep(1.5 * slow);
  }
  context.log(`Successfully installed ${cost.pip.map(name => name.replace(/[=<>]+/, "-")).join(" ")}`);
  context.log("done");
}

function readYaml(text: string): unknown {
  try {
    const value: unknown = parse(text);
    return value;
  } catch {
    return undefined;
  }
}
