// The engine alone: a full pass over a text, and a pass after one key press with the state of the pass before.
import { allRules, lintText, type LintOptions, type LintState } from "../../server/src/core/index.ts";
import type { BenchInput } from "./inputs.ts";
import { typingPlace } from "./manifests.ts";
import { measureSync, type Timing } from "./measure.ts";

export interface EngineResult {
  readonly findings: number;
  readonly full: Timing;
  readonly keystroke: Timing;
}

const OPTIONS: LintOptions = { rules: allRules, fileName: "manifest.yaml" };

export function benchEngine({ text, runs }: BenchInput): EngineResult {
  const warmUp = Math.max(5, Math.round(runs / 3));
  const { findings, state: first } = lintText(text, OPTIONS);
  const full = measureSync(() => lintText(text, OPTIONS), { runs, warmUp });
  let state: LintState = first;
  const place = typingPlace(text);
  const versions = ["0", "1", "2", ""].map(typed => text.slice(0, place) + typed + text.slice(place));
  const keystroke = measureSync(
    round => {
      state = lintText(versions[round % versions.length] ?? text, OPTIONS, state).state;
    },
    { runs: runs * 2, warmUp },
  );
  return { findings: findings.length, full, keystroke };
}
