// The page of an answer: who was asked, how it went, what is predicted, and what can be done next.
import "../support/display-language.ts";
import * as l10n from "@vscode/l10n";
import {
  AnswerPageState,
  type AnswerOffer,
  type AnswerPageEvent,
  type ShownAnswer,
} from "../../../../schemas/src/index.ts";
import { barChart } from "../support/bars.ts";
import { connect, type Send } from "../support/connect.ts";
import { element } from "../support/element.ts";
import { factList } from "../support/facts.ts";
import { replaceContent } from "../support/keep-focus.ts";
import { shownError, shownPrediction } from "./parts.ts";
import "./main.css";

const page = document.getElementById("page");

connect<AnswerPageState, AnswerPageEvent>(AnswerPageState, (state, send) => replaceContent(page, content(state, send)));

const OFFERS: Readonly<Record<AnswerOffer, string>> = {
  explain: l10n.t("Explain"),
  predict: l10n.t("Predict"),
  compare: l10n.t("Compare Predictors"),
  burst: l10n.t("Burst…"),
  feedback: l10n.t("Feedback…"),
  sample: l10n.t("Send 20 Times"),
  copy: l10n.t("Copy As…"),
  raw: l10n.t("Raw Answer"),
  log: l10n.t("Follow Log"),
  request: l10n.t("Request"),
  history: l10n.t("History"),
};

const HINTS: Readonly<Record<AnswerOffer, string>> = {
  explain: l10n.t("Asks the predictor's explainer why"),
  predict: l10n.t("Asks the model itself again"),
  compare: l10n.t("Sends the same request to every predictor and shows where they differ"),
  burst: l10n.t("Sends many requests and shows how the model bears it"),
  feedback: l10n.t("Tells routers how good this answer was"),
  sample: l10n.t("To see how routers share requests out"),
  copy: l10n.t("As curl, Python or grpcurl; secrets stay names"),
  raw: l10n.t("Opens the whole answer in an editor"),
  log: l10n.t("Of the deployment, where the model says more"),
  request: l10n.t("Opens the request as a file"),
  history: l10n.t("The last requests of this workspace"),
};

function content(state: AnswerPageState, send: Send<AnswerPageEvent>): Node[] {
  const { answer, problems, isBusy } = state;
  return [
    element(
      "header",
      { class: "head" },
      element("h1", {}, state.title),
      element("p", { class: "quiet" }, `${state.place} · ${state.source}`),
    ),
    toolbar(state, send),
    isBusy && element("progress", { "aria-label": l10n.t("Waiting for the answer") }),
    problems.length > 0 &&
      element(
        "section",
        { class: "status bad", role: "alert" },
        headline("✗", l10n.t("Not sent")),
        ...problems.map(problem => element("p", {}, problem)),
      ),
    answer ? answerSection(answer, send) : waiting(state),
    state.shares.length > 0 &&
      element("section", {}, element("h2", {}, l10n.t("Shares")), ...state.shares.map(share => barChart(share, " %"))),
  ].filter(part => part !== false);
}

function toolbar({ isBusy, cases, chosen, offers }: AnswerPageState, send: Send<AnswerPageEvent>): Node {
  const again = isBusy
    ? element("button", { "data-id": "send", onclick: () => send({ kind: "cancel" }) }, l10n.t("Cancel"))
    : element("button", { "data-id": "send", onclick: () => send({ kind: "send" }) }, l10n.t("Send Again"));
  const others = offers.map(offer =>
    element(
      "button",
      {
        class: "secondary",
        "data-id": offer,
        title: HINTS[offer],
        disabled: isBusy && offer !== "request" && offer !== "history",
        onclick: () => send({ kind: "offer", offer }),
      },
      OFFERS[offer],
    ),
  );
  const select = cases.length > 1 && caseSelect(cases, chosen, send);
  return element(
    "div",
    { class: "row toolbar", role: "toolbar", "aria-label": l10n.t("Request") },
    again,
    select,
    ...others,
  );
}

function caseSelect(cases: readonly string[], chosen: number, send: Send<AnswerPageEvent>): Node {
  const options = cases.map((name, index) =>
    element("option", { value: index, selected: index === chosen }, name === "" ? l10n.t`case ${index + 1}` : name),
  );
  const select: HTMLSelectElement = element(
    "select",
    {
      "data-id": "case",
      "aria-label": l10n.t("Case that is sent"),
      onchange: () => send({ kind: "case", index: select.selectedIndex }),
    },
    ...options,
  );
  return select;
}

function waiting({ isBusy, problems }: AnswerPageState): Node | false {
  if (problems.length > 0) return false;
  return element(
    "p",
    { class: "quiet", role: "status" },
    isBusy ? l10n.t("Waiting for the answer…") : l10n.t("Nothing was sent yet."),
  );
}

function answerSection(answer: ShownAnswer, send: Send<AnswerPageEvent>): Node {
  const { tone, status, facts, isExpected, error, details, remarks } = answer;
  return element(
    "section",
    { "aria-label": l10n.t("Answer") },
    element(
      "div",
      { class: `status ${tone}`, role: "status" },
      headline(tone === "good" ? "✓" : "✗", [status, verdict(isExpected)].filter(Boolean).join(" · ")),
      factList(facts),
    ),
    mismatches(answer),
    error !== null && shownError(error, id => send({ kind: "rule", id })),
    ...remarks.map(remark => element("p", { class: "quiet" }, remark)),
    ...shownPrediction(answer),
    details.length > 0 &&
      element("details", {}, element("summary", {}, l10n.t("Details")), factList(details, "details")),
  );
}

function verdict(isExpected: boolean | null): string {
  if (isExpected === null) return "";
  return isExpected ? l10n.t("as expected") : l10n.t("not as expected");
}

function headline(mark: string, text: string): Node {
  return element("p", { class: "headline" }, element("span", { class: "mark", "aria-hidden": "true" }, mark), text);
}

function mismatches({ mismatches: all, error }: ShownAnswer): Node | false {
  if (all.length === 0 || error) return false;
  const items = all.map(({ message, expected, actual }) =>
    element(
      "li",
      {},
      message,
      expected !== null && element("pre", {}, l10n.t`expected  ${expected}\nactual    ${actual ?? "nothing"}`),
    ),
  );
  return element("ul", { class: "problems" }, ...items);
}
