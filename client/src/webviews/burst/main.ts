// The page of a burst: figures, and how requests per second and latencies went, drawn while it runs.
import "../support/display-language.ts";
import * as l10n from "@vscode/l10n";
import { BurstPageState, type BurstPageEvent } from "../../../../schemas/src/index.ts";
import { connect, type Send } from "../support/connect.ts";
import { element } from "../support/element.ts";
import { factList } from "../support/facts.ts";
import { replaceContent } from "../support/keep-focus.ts";
import { lineChart, type LineChart } from "../support/line-chart.ts";
import "./main.css";

const page = document.getElementById("page");
const words = element("div");
const below = element("div");
let charts: { readonly rate: LineChart; readonly latency: LineChart } | undefined;

connect<BurstPageState, BurstPageEvent>(BurstPageState, (state, send) => {
  // Charts stay: made anew with each state they would flicker.
  const drawn = (charts ??= addCharts());
  replaceContent(words, head(state, send));
  replaceContent(below, tables(state));
  const hasSeries = state.rate.seconds.length > 1;
  drawn.rate.show(hasSeries);
  drawn.latency.show(hasSeries && state.latency.seconds.length > 1);
  drawn.rate.draw([state.rate.seconds, state.rate.good, state.rate.bad]);
  drawn.latency.draw([state.latency.seconds, state.latency.p50, state.latency.p90, state.latency.p99]);
});

function addCharts(): NonNullable<typeof charts> {
  const rate = lineChart(l10n.t("Requests per second"), [
    { label: l10n.t("good"), colour: "--vscode-charts-green" },
    { label: l10n.t("errors"), colour: "--vscode-charts-red", isDashed: true },
  ]);
  const latency = lineChart(l10n.t("Latency in ms, of all answers until then"), [
    { label: "p50", colour: "--vscode-charts-blue" },
    { label: "p90", colour: "--vscode-charts-yellow", isDashed: true },
    { label: "p99", colour: "--vscode-charts-purple", isDotted: true },
  ]);
  page?.replaceChildren(words, rate.place, latency.place, below);
  return { rate, latency };
}

function head(state: BurstPageState, send: Send<BurstPageEvent>): Node[] {
  const { isRunning, verdict, done, total, figures, problems } = state;
  return [
    element(
      "header",
      { class: "head" },
      element("h1", {}, l10n.t`Burst to ${state.title}`),
      element("p", { class: "quiet" }, `${state.place} · ${state.plan}`),
    ),
    element(
      "div",
      { class: "row toolbar", role: "toolbar", "aria-label": l10n.t("Burst") },
      isRunning
        ? element("button", { "data-id": "main", onclick: () => send({ kind: "cancel" }) }, l10n.t("Cancel"))
        : element("button", { "data-id": "main", onclick: () => send({ kind: "again" }) }, l10n.t("Send Again")),
      element(
        "button",
        { class: "secondary", "data-id": "copy", disabled: done === 0, onclick: () => send({ kind: "copy" }) },
        l10n.t("Copy as Markdown"),
      ),
    ),
    element("progress", { value: done, max: total, "aria-label": l10n.t`${done} of ${total} requests` }),
    element("p", { class: "quiet" }, l10n.t`${done} of ${total} requests`),
    problems.length > 0 &&
      element("ul", { class: "problems", role: "alert" }, ...problems.map(problem => element("li", {}, problem))),
    element(
      "div",
      { class: `status ${verdict.tone}` },
      element(
        "p",
        // Said at the end only: a screen reader would not come to rest while it runs.
        { class: "headline", role: isRunning ? undefined : "status" },
        verdict.tone !== "quiet" &&
          element("span", { class: "mark", "aria-hidden": "true" }, verdict.tone === "good" ? "✓" : "✗"),
        verdict.words,
      ),
      figures.length > 0 && factList(figures),
    ),
  ].filter(part => part !== false);
}

function tables({ errors, pods }: BurstPageState): Node[] {
  return [
    errors.length > 0 &&
      counts(
        l10n.t("Errors"),
        [l10n.t("Kind"), l10n.t("Requests")],
        errors.map(({ kind, count }) => [kind, count] as const),
      ),
    pods.length > 0 &&
      counts(
        l10n.t("Pods"),
        [l10n.t("Pod"), l10n.t("Answers")],
        pods.map(({ pod, count }) => [pod, count] as const),
      ),
  ].filter(part => part !== false);
}

function counts(
  title: string,
  [name, count]: readonly [string, string],
  rows: readonly (readonly [string, number])[],
): Node {
  return element(
    "section",
    {},
    element("h2", {}, title),
    element(
      "table",
      {},
      element("thead", {}, element("tr", {}, element("th", {}, name), element("th", { class: "number" }, count))),
      element(
        "tbody",
        {},
        ...rows.map(([label, number]) =>
          element("tr", {}, element("td", {}, label), element("td", { class: "number" }, String(number))),
        ),
      ),
    ),
  );
}
