// Parts of an answer: the error in words, tables, charts, pictures, explanations.
import * as l10n from "@vscode/l10n";
import type { PageError, PageTable, ShownAnswer } from "../../../../schemas/src/index.ts";
import { barChart } from "../support/bars.ts";
import { columnWords } from "../support/column-words.ts";
import { element } from "../support/element.ts";
import { factList } from "../support/facts.ts";

export function shownError({ words, explanation }: PageError, openRule: (id: string) => void): Node {
  return element(
    "section",
    { class: "error" },
    element("p", { class: "bad words" }, words),
    explanation !== null &&
      element(
        "div",
        {},
        element("h2", {}, sentenceCase(explanation.title)),
        element("p", {}, explanation.meaning),
        element("p", {}, element("strong", {}, l10n.t("What to do: ")), explanation.remedy),
        explanation.rules.length > 0 && ruleLinks(explanation.rules, openRule),
      ),
  );
}

function ruleLinks(rules: readonly string[], openRule: (id: string) => void): Node {
  const links = rules.map(id =>
    element("button", { class: "link", "data-id": `rule-${id}`, onclick: () => openRule(id) }, id),
  );
  const label = rules.length === 1 ? l10n.t("Rule that looks for it:") : l10n.t("Rules that look for it:");
  return element("p", { class: "row" }, element("span", { class: "quiet" }, label), ...links);
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function shownPrediction({ table, charts, text, isTextCut, images, explanation }: ShownAnswer): Node[] {
  const parts = [
    table && section(l10n.t("Prediction"), shownTable(table)),
    charts.length > 0 && element("section", { class: "charts" }, ...charts.map(chart => barChart(chart))),
    text !== null &&
      section(
        l10n.t("Prediction"),
        element("pre", { class: "scroll", tabindex: 0 }, text),
        isTextCut && element("p", { class: "quiet" }, l10n.t("It goes on; all of it is in the raw answer.")),
      ),
    images.length > 0 && section(l10n.t("Picture"), ...images.map(picture)),
    explanation && shownExplanation(explanation),
  ];
  return parts.filter(part => part !== null && part !== false);
}

function section(title: string, ...content: readonly (Node | false)[]): Node {
  return element("section", {}, element("h2", {}, title), ...content);
}

function shownTable({ columns, rows, isNumeric, left }: PageTable): Node {
  const isNumbered = rows.length > 1;
  const name = (at: number): string | undefined => (isNumeric[at] === true ? "number" : undefined);
  const head = columns.map((_, at) => element("th", { scope: "col", class: name(at) }, columnWords(columns, at)));
  const lines = rows.map((row, line) =>
    element(
      "tr",
      {},
      isNumbered && element("th", { scope: "row", class: "quiet number" }, String(line + 1)),
      ...row.map((cell, at) => element("td", { class: name(at) }, cell)),
    ),
  );
  const more = [
    left.rows > 0 ? l10n.t`${left.rows} more rows` : "",
    left.columns > 0 ? l10n.t`${left.columns} more columns` : "",
  ].filter(part => part !== "");
  return element(
    "div",
    {},
    element(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": l10n.t("Predicted values") },
      element(
        "table",
        { class: "values" },
        element("thead", {}, element("tr", {}, isNumbered && element("th", { class: "quiet" }, "row"), ...head)),
        element("tbody", {}, ...lines),
      ),
    ),
    more.length > 0 && element("p", { class: "quiet" }, l10n.t`${more.join(l10n.t(" and "))} in the raw answer.`),
  );
}

function picture({ mediaType, base64 }: ShownAnswer["images"][number], index: number): Node {
  return element("img", { src: `data:${mediaType};base64,${base64}`, alt: l10n.t`Picture ${index + 1} of the answer` });
}

function shownExplanation({ method, anchor, facts, charts }: NonNullable<ShownAnswer["explanation"]>): Node {
  return section(
    `Explanation${method === "" ? "" : ` (${method})`}`,
    anchor.length > 0 &&
      element(
        "div",
        {},
        element("p", {}, l10n.t("The prediction stays the same as long as all of these hold:")),
        element("ul", {}, ...anchor.map(condition => element("li", {}, element("code", {}, condition)))),
      ),
    facts.length > 0 && factList(facts),
    charts.length > 0 &&
      element(
        "div",
        { class: "charts" },
        element(
          "p",
          { class: "quiet" },
          l10n.t("What each feature adds to the prediction; below zero, what it takes away:"),
        ),
        ...charts.map(chart => barChart(chart)),
      ),
  );
}
