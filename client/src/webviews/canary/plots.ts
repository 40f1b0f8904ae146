// Requests, errors and latencies of each predictor over time.
import * as l10n from "@vscode/l10n";
import type { CanaryPlots } from "../../../../schemas/src/index.ts";
import { lineChart, type Line, type LineChart } from "../support/line-chart.ts";
import { element } from "../support/element.ts";

type Predictor = CanaryPlots["predictors"][number];

const CHARTS: readonly { readonly title: string; readonly of: (predictor: Predictor) => Predictor["rate"] }[] = [
  { title: l10n.t("Requests per second"), of: ({ rate }) => rate },
  { title: l10n.t("Errors in % of the answers"), of: ({ errors }) => errors },
  { title: l10n.t("p50 in ms"), of: ({ p50 }) => p50 },
  { title: l10n.t("p95 in ms"), of: ({ p95 }) => p95 },
  { title: l10n.t("p99 in ms"), of: ({ p99 }) => p99 },
];

const COLOURS = ["blue", "yellow", "green", "purple", "red", "orange"];

export interface Plots {
  readonly place: HTMLElement;
  update(plots: CanaryPlots, problem: string | null): void;
}

/** Charts stay as long as the predictors do: made anew with each state they would flicker. */
export function plots(): Plots {
  const remark = element("p", { class: "quiet", role: "status" });
  const grid = element("div", { class: "charts" });
  const place = element("section", {}, element("h2", {}, l10n.t("Live")), remark, grid);
  let drawn = "";
  let charts: readonly LineChart[] = [];
  return {
    place,
    update({ seconds, predictors }, problem) {
      const names = predictors.map(({ name }) => name).join("\n");
      if (names !== drawn) {
        drawn = names;
        charts = CHARTS.map(({ title }) => lineChart(title, predictors.map(lineOf)));
        grid.replaceChildren(...charts.map(chart => chart.place));
      }
      remark.textContent =
        problem ?? (seconds.length < 2 ? l10n.t("Two looks at the executors are needed; a moment…") : "");
      remark.className = problem === null ? "quiet" : "warn";
      const start = seconds[0] ?? 0;
      const times = seconds.map(second => Math.round((second - start) * 10) / 10);
      for (const [index, chart] of charts.entries()) {
        const of = CHARTS[index]?.of;
        chart.show(seconds.length > 1);
        if (of) chart.draw([times, ...predictors.map(of)]);
      }
    },
  };
}

function lineOf({ name }: Predictor, index: number): Line {
  const colour = `--vscode-charts-${COLOURS[index % COLOURS.length] ?? "blue"}`;
  return { label: name, colour, ...(index === 1 && { isDashed: true }), ...(index === 2 && { isDotted: true }) };
}
