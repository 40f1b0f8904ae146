// What the annotation `playground.seldon/scenario` of a pod can ask for, beyond what its manifest brings about.
import type { ProgramContext } from "../kubelet/program.ts";

interface Scenario {
  readonly name: string;
  /** Which programs heed it. */
  readonly programs: "initializer" | "mlflow" | "servers";
  readonly effect: string;
}

/** All scenarios. `noisy-log` may carry a number: `noisy-log=500` lines a second. */
const SCENARIOS: readonly Scenario[] = [
  { name: "bucket-missing", programs: "initializer", effect: "the store says that the bucket does not exist" },
  { name: "credentials-rejected", programs: "initializer", effect: "the store does not know the access key" },
  { name: "slow-conda", programs: "mlflow", effect: "creating the conda environment takes three times as long" },
  {
    name: "crash-after-start",
    programs: "servers",
    effect: "the server exits with code 1 a while after it began to serve",
  },
  { name: "noisy-log", programs: "servers", effect: "the server logs many lines a second while it serves" },
];

/** The scenarios that nobody knows, such as misspelt ones. */
export function unknownScenarios(scenarios: ReadonlySet<string>): string[] {
  return [...scenarios].filter(asked => !SCENARIOS.some(({ name }) => name === asked.split("=", 1)[0]));
}

/** All names with their effects, for messages. */
export function describeScenarios(): string {
  return SCENARIOS.map(({ name, programs, effect }) => `${name} (${programs}): ${effect}`).join("; ");
}

/** Lines a second that `noisy-log` asks for; 0 without it, 100 without a number. */
function noisyLinesPerSecond(scenarios: ReadonlySet<string>): number {
  for (const scenario of scenarios) {
    const match = /^noisy-log(?:=(\d+))?$/.exec(scenario);
    if (match !== null) return Number(match[1] ?? 100);
  }
  return 0;
}

/** Plays the scenarios of a server that has begun to serve; resolves with `"crash"` when it is to end. */
export async function playServing(context: ProgramContext, log: (line: string) => void): Promise<"crash" | "stopped"> {
  const noisy = noisyLinesPerSecond(context.scenarios);
  const crashes = context.scenarios.has("crash-after-start");
  if (noisy === 0 && !crashes) return new Promise(() => {});
  let count = 0;
  for (let second = 1; ; second++) {
    try {
      await context.sleep(1);
    } catch {
      return "stopped";
    }
    for (let line = 0; line < noisy; line++) log(`request ${++count} handled`);
    if (crashes && second >= 45) return "crash";
  }
}
