// The page of a comparison: whether predictors predict the same, and where they do not, side by side.
import "../support/display-language.ts";
import * as l10n from "@vscode/l10n";
import { ComparisonPageState, type ComparedPart, type ComparisonPageEvent } from "../../../../schemas/src/index.ts";
import { connect, type Send } from "../support/connect.ts";
import { element } from "../support/element.ts";
import { columnWords } from "../support/column-words.ts";
import { replaceContent } from "../support/keep-focus.ts";
import "./main.css";

type Case = ComparisonPageState["cases"][number];

const page = document.getElementById("page");

connect<ComparisonPageState, ComparisonPageEvent>(ComparisonPageState, (state, send) =>
  replaceContent(page, content(state, send)),
);

function content(state: ComparisonPageState, send: Send<ComparisonPageEvent>): Node[] {
  const { isBusy, done, total, verdict, problems, cases, more } = state;
  return [
    element(
      "header",
      { class: "head" },
      element("h1", {}, l10n.t`Predictors of ${state.title}`),
      element("p", { class: "quiet" }, `${state.place} · ${state.source}`),
    ),
    toolbar(state, send),
    isBusy &&
      element("progress", {
        "aria-label": l10n.t("Requests that are answered"),
        ...(total > 0 && { value: done, max: total }),
      }),
    problems.length > 0 &&
      element("ul", { class: "problems", role: "alert" }, ...problems.map(problem => element("li", {}, problem))),
    verdict &&
      element(
        "div",
        { class: `status ${verdict.tone}`, role: "status" },
        element(
          "p",
          { class: "headline" },
          verdict.tone !== "quiet" && element("span", { class: "mark", "aria-hidden": "true" }, MARKS[verdict.tone]),
          isBusy ? l10n.t`${verdict.words} (${done} of ${total} answered)` : verdict.words,
        ),
        verdict.tone === "good" &&
          element("p", { class: "quiet" }, l10n.t`Numbers count as the same within ${state.tolerance}.`),
      ),
    verdict === null &&
      problems.length === 0 &&
      element(
        "p",
        { class: "quiet", role: "status" },
        isBusy ? l10n.t("Waiting for the first answers…") : l10n.t("Nothing was sent yet."),
      ),
    state.predictors.length > 0 && cases.length > 1 && summary(state),
    state.biggest.length > 0 && cases.length > 1 && biggest(state),
    ...cases.map(one => caseSection(one, cases.length > 1)),
    more > 0 && element("p", { class: "quiet" }, l10n.t`${more} more cases are in the report.`),
  ].filter(part => part !== false && part !== null);
}

const MARKS = { good: "✓", bad: "≠" } as const;

function toolbar({ isBusy, tolerance, verdict }: ComparisonPageState, send: Send<ComparisonPageEvent>): Node {
  const input: HTMLInputElement = element("input", {
    id: "tolerance",
    "data-id": "tolerance",
    type: "number",
    min: 0,
    step: "any",
    value: tolerance,
    onchange: () => {
      const value = Number(input.value);
      if (input.value !== "" && Number.isFinite(value) && value >= 0) send({ kind: "tolerance", value });
    },
  });
  return element(
    "div",
    { class: "row toolbar", role: "toolbar", "aria-label": l10n.t("Comparison") },
    isBusy
      ? element("button", { "data-id": "send", onclick: () => send({ kind: "cancel" }) }, l10n.t("Cancel"))
      : element("button", { "data-id": "send", onclick: () => send({ kind: "send" }) }, l10n.t("Send Again")),
    element(
      "button",
      { class: "secondary", "data-id": "report", disabled: verdict === null, onclick: () => send({ kind: "report" }) },
      l10n.t("Report as Markdown"),
    ),
    element("label", { class: "row quiet" }, l10n.t("Numbers differ beyond"), input),
  );
}

function summary({ predictors }: ComparisonPageState): Node {
  const rows = predictors.map(({ name, agreement, errors, latencies }) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, name),
      element("td", {}, agreement),
      element("td", { class: errors > 0 ? "number bad" : "number" }, String(errors)),
      ...latencies.map(latency => element("td", { class: "number" }, latency)),
    ),
  );
  return table([l10n.t("Predictor"), l10n.t("Agrees"), l10n.t("Errors"), "p50", "p90", "p99"], rows, 2);
}

function biggest({ biggest: all }: ComparisonPageState): Node {
  const rows = all.map(({ name, predictor, place, reference, here, by }) =>
    element(
      "tr",
      {},
      ...[name, predictor, place].map(cell => element("td", {}, cell)),
      ...[reference, here, by].map(cell => element("td", { class: "number" }, cell)),
    ),
  );
  return element(
    "section",
    {},
    element("h2", {}, l10n.t("Largest differences")),
    table(
      [l10n.t("Case"), l10n.t("Predictor"), l10n.t("Where"), l10n.t("Reference"), l10n.t("Here"), l10n.t("Difference")],
      rows,
      3,
    ),
  );
}

/** @param numbersFrom index of the first column whose heading stands right-aligned */
function table(columns: readonly string[], rows: readonly Node[], numbersFrom: number): Node {
  const head = columns.map((column, at) =>
    element("th", { scope: "col", class: at >= numbersFrom ? "number" : undefined }, column),
  );
  return element(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": columns.join(", ") },
    element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows)),
  );
}

function caseSection({ name, agrees, parts }: Case, isOneOfSeveral: boolean): Node {
  const sides = element("div", { class: "sides" }, ...parts.map(side));
  if (!isOneOfSeveral) return element("section", {}, element("h2", {}, l10n.t("Answers")), sides);
  return element(
    "details",
    { open: !agrees },
    element("summary", {}, `${name}: ${agrees ? l10n.t("the same") : l10n.t("not the same")}`),
    sides,
  );
}

function side({ predictor, tone, words, latency, columns, rows, more }: ComparedPart): Node {
  const head = columns.map((_, at) => element("th", { scope: "col" }, columnWords(columns, at)));
  const lines = rows.map(row =>
    element(
      "tr",
      {},
      ...row.map(({ text, isDifferent }) =>
        element(
          "td",
          { class: isDifferent ? "different" : undefined },
          isDifferent && element("span", { "aria-label": l10n.t("differs: ") }, "≠ "),
          text,
        ),
      ),
    ),
  );
  return element(
    "section",
    { class: "side", "aria-label": predictor },
    element("h3", {}, predictor),
    element(
      "p",
      { class: tone === "bad" ? "bad" : "quiet" },
      tone === "quiet" ? "" : element("span", { "aria-hidden": "true" }, tone === "good" ? "✓ " : "≠ "),
      `${words} · ${latency}`,
    ),
    rows.length > 0 &&
      element(
        "div",
        { class: "scroll", tabindex: 0, role: "region", "aria-label": l10n.t`Values of ${predictor}` },
        element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...lines)),
      ),
    more > 0 && element("p", { class: "quiet" }, l10n.t`${more} more rows`),
  );
}
