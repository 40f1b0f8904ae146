// A rollout as a page of Markdown: the plan, every step with what was measured, and how it ended.
import type { Rollout, RolloutEvent, RolloutGates, RolloutSample } from "../../../../../schemas/src/index.ts";
import { asSplit } from "../remember.ts";
import { splitWords } from "../split.ts";

/** @param deployment such as `models/iris` */
export function rolloutReport(deployment: string, { plan, state }: Rollout): string {
  const before = asSplit(plan.baseline);
  return [
    `# Guided canary of ${escaped(deployment)}`,
    "",
    `**${outcome(state.phase)}**${state.reason === undefined ? "" : ` ${escaped(state.reason)}`}`,
    "",
    `- Canary: ${escaped(plan.canary)}, from ${escaped(splitWords(before))}`,
    `- Steps: ${plan.steps.map(step => `${step} %`).join(", ")}, each watched for ${plan.holdSeconds} s at least`,
    `- The others: ${plan.policy === "proportional" ? "in proportion" : `${escaped(plan.main ?? before[0]?.name ?? "main")} makes room`}`,
    `- Gates: ${gateWords(plan.gates)}`,
    `- Started: ${plan.startedAt} by ${escaped(plan.startedBy)}`,
    "",
    "| time | what | canary | requests | errors | p50 | p95 | p99 | restarts | why | driver |",
    "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |",
    ...state.history.map(row),
    "",
  ].join("\n");
}

/** For people. */
export function gateWords({ maxErrorRate, maxP95Ms, maxP99Ms, minRequests, maxRestarts }: RolloutGates): string {
  return [
    ...(maxErrorRate === undefined ? [] : [`errors at most ${Math.round(maxErrorRate * 1000) / 10} %`]),
    ...(maxP95Ms === undefined ? [] : [`p95 at most ${maxP95Ms} ms`]),
    ...(maxP99Ms === undefined ? [] : [`p99 at most ${maxP99Ms} ms`]),
    ...(maxRestarts === undefined ? [] : [`restarts at most ${maxRestarts}`]),
    `at least ${minRequests} requests`,
  ].join(", ");
}

function outcome(phase: Rollout["state"]["phase"]): string {
  if (phase === "finished") return "Finished.";
  if (phase === "rolled-back") return "Rolled back.";
  return phase === "paused" ? "Paused." : "Running.";
}

function row({ at, kind, percent, by, words, sample }: RolloutEvent): string {
  const cells = [at, kind, `${percent} %`, ...sampleCells(sample), escaped(words), escaped(by)];
  return `| ${cells.join(" | ")} |`;
}

function sampleCells(sample: RolloutSample | undefined): string[] {
  const { requests, errors, p50Ms, p95Ms, p99Ms, restarts } = sample ?? {};
  const latencies = [p50Ms, p95Ms, p99Ms].map(ms => (ms === undefined ? "" : `${Math.round(ms)} ms`));
  return [count(requests), count(errors), ...latencies, count(restarts)];
}

function count(value: number | undefined): string {
  return value === undefined ? "" : String(Math.round(value));
}

/** Names and reasons come from clusters: they stay text. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|#]/g, String.raw`\$&`).replace(/\s*\n\s*/g, " ");
}
