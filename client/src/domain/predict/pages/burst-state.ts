// What the view of a burst shows while it runs, and what is kept of it as text.
import * as l10n from "@vscode/l10n";
import type { BurstPageState } from "../../../../../schemas/src/index.ts";
import { counted } from "../../../../../schemas/src/index.ts";
import type { BurstReading, BurstSlot } from "../burst.ts";
import { millisecondsText } from "./print.ts";

/** Percentiles of all answers until then. */
export interface LatencySample {
  /** Milliseconds since the burst began. */
  readonly at: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

type Shown = Pick<BurstPageState, "verdict" | "figures" | "rate" | "latency" | "errors" | "pods" | "done">;

/** How it stands: while it runs, at its end, or where it was stopped. */
export type BurstPhase = "runs" | "done" | "cancelled";

export function shownBurst(reading: BurstReading, samples: readonly LatencySample[], phase: BurstPhase): Shown {
  const { answered, series, errors, pods } = reading;
  // A slot that has not ended yet would look as if the rate fell.
  const whole = series.filter(({ start, length }) => phase !== "runs" || start + length <= reading.elapsed);
  return {
    done: answered,
    verdict: verdict(reading, phase),
    figures: figures(reading),
    rate: {
      seconds: whole.map(({ start }) => start / 1000),
      good: whole.map((_, at) => perSecond(whole, at, slot => slot.good, reading)),
      bad: whole.map((_, at) => perSecond(whole, at, slot => slot.bad, reading)),
    },
    latency: {
      seconds: samples.map(({ at }) => at / 1000),
      p50: samples.map(({ p50 }) => p50),
      p90: samples.map(({ p90 }) => p90),
      p99: samples.map(({ p99 }) => p99),
    },
    errors: errors.map(({ kind, count }) => ({ kind: KINDS[kind] ?? kind, count })),
    pods: pods.map(({ pod, count }) => ({ pod, count })),
  };
}

/** Of failures; statuses name themselves. */
const KINDS: Readonly<Record<string, string>> = {
  timeout: l10n.t("No answer in time"),
  cancelled: l10n.t("Cancelled"),
  "not-connected": l10n.t("No pod took the connection"),
  cut: l10n.t("On its way when the connection broke"),
};

/** Milliseconds that are averaged over: single slots hold too few requests to tell a rate. */
const WINDOW = 1_000;

/** Over the second up to the end of a slot. The last slot may be a short one. */
function perSecond(
  slots: readonly BurstSlot[],
  at: number,
  count: (slot: BurstSlot) => number,
  { elapsed }: BurstReading,
): number {
  const own = slots[at];
  if (!own) return 0;
  const end = Math.min(own.start + own.length, elapsed);
  const recent = slots.slice(Math.max(at - 4, 0), at + 1).filter(({ start, length }) => start + length > end - WINDOW);
  const lasted = end - (recent[0]?.start ?? own.start);
  const sum = recent.reduce((all, slot) => all + count(slot), 0);
  return (sum / Math.max(lasted, 1)) * 1000;
}

function verdict({ answered, good, errors }: BurstReading, phase: BurstPhase): BurstPageState["verdict"] {
  const isSeen = (kind: string): boolean => kind !== "cancelled";
  const bad = errors.filter(({ kind }) => isSeen(kind)).reduce((sum, { count }) => sum + count, 0);
  const end = { runs: l10n.t("Running"), done: l10n.t("Done"), cancelled: l10n.t("Cancelled") }[phase];
  if (answered === 0) return { tone: "quiet", words: l10n.t`${end}: no answer yet.` };
  if (bad === 0)
    return { tone: phase === "runs" ? "quiet" : "good", words: l10n.t`${end}: ${counted(good, "answer")}, no error.` };
  return { tone: "bad", words: `${end}: ${counted(good, "answer")}, ${counted(bad, "error")}.` };
}

function figures({ throughput, latency, good, answered, elapsed }: BurstReading): BurstPageState["figures"] {
  const milliseconds = (value: number | undefined): string => (value === undefined ? "–" : millisecondsText(value));
  return [
    { label: l10n.t("Requests per second"), value: String(Number(throughput.toPrecision(3))) },
    { label: "p50", value: milliseconds(latency?.p50) },
    { label: "p90", value: milliseconds(latency?.p90) },
    { label: "p99", value: milliseconds(latency?.p99) },
    { label: l10n.t("Slowest"), value: milliseconds(latency?.most) },
    { label: l10n.t("Errors"), value: String(answered - good) },
    { label: l10n.t("Time"), value: `${(elapsed / 1000).toFixed(1)} s` },
  ];
}

/** As Markdown, to be pasted. */
export function burstSummary(
  title: string,
  plan: string,
  { verdict: said, figures: all, errors, pods }: Shown,
): string {
  const table = (head: readonly [string, string], rows: readonly (readonly [string, string])[]): string[] =>
    rows.length === 0
      ? []
      : ["", `| ${head.join(" | ")} |`, "| --- | --- |", ...rows.map(row => `| ${row.join(" | ")} |`)];
  return [
    l10n.t`# Burst to ${title}`,
    "",
    `${plan}. ${said.words}`,
    ...table(
      ["", ""],
      all.map(({ label, value }) => [label, value] as const),
    ),
    ...table(
      ["error", "count"],
      errors.map(({ kind, count }) => [kind, String(count)] as const),
    ),
    ...table(
      ["pod", "answers"],
      pods.map(({ pod, count }) => [pod, String(count)] as const),
    ),
    "",
  ].join("\n");
}
