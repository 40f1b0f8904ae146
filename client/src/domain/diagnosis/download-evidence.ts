// Beside a server that misses its model: what the initializer did bring, so that nobody has to look it up (S12, F01, S23).
import * as l10n from "@vscode/l10n";
import type { PodNode } from "../health/tree.ts";
import type { Judged } from "./causes-seen.ts";
import type { Cause, CauseEvidence } from "./cause.ts";
import type { Known } from "./known.ts";
import { logOf } from "./log-choice.ts";

/** Files that are named; a folder of a model has few that matter. */
const MAX_LINES = 3;

/** The cause with what lay in the store, where it is about a file that was not among that. */
export function withDownload(cause: Cause, known: Known, { tree }: Judged): Cause {
  if (cause.step !== "model" || !cause.failureModes.includes("F01")) return cause;
  const pods = tree.predictors.flatMap(({ workloads }) => workloads).flatMap(workload => workload.pods);
  const shown = cause.evidence[0]?.log?.pod;
  const pod = pods.find(({ object }) => object.metadata.name === shown);
  const files = pod ? copied(pod, cause.part.unit, known) : [];
  if (files.length === 0) return cause;
  // The prefix is not empty, then.
  const failureModes = cause.failureModes.filter(mode => mode !== "F01");
  return { ...cause, failureModes, evidence: [...cause.evidence, ...files] };
}

function copied(pod: PodNode, unit: string | undefined, known: Known): CauseEvidence[] {
  const initializer = pod.containers.find(container => container.role === "initializer" && container.unit === unit);
  const log = initializer && logOf(pod, initializer);
  const lines = (log && known.get(log, "log")?.lines) ?? [];
  const told = lines.filter(line => line.includes(": Copied (new)")).slice(0, MAX_LINES);
  return told.map((line, index) => ({
    object: l10n.t`Container ${initializer?.name ?? ""} of pod ${pod.object.metadata.name}`,
    line,
    ...(log && index === 0 && { log: { pod: log.pod, container: log.container, isPrevious: log.isPrevious } }),
  }));
}
