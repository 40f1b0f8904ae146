// The first componentSpec has no container of a unit (F37, S30).
import { defineSignature } from "../signature.ts";

export const noPlaceForExecutor = defineSignature({
  id: "no-place-for-executor",
  failureModes: ["F37", "S30"],
  sources: ["status", "event"],
  verdict: "cause",
  pattern: /engine not separate and no (?:pu with localhost service|deployment for pu with localhost service)/,
  title: "no pod for the executor",
  meaning:
    "The executor goes into the pod of the first componentSpec, and that has no container of a graph unit: it holds only hpaSpec or a sidecar, or the graph has no unit with a container.",
  remedy: "Merge hpaSpec and spec into one item of componentSpecs, and put the unit's container into the first item.",
  samples: [{ lines: ["engine not separate and no pu with localhost service - not clear where to inject engine"] }],
});
