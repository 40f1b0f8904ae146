// The guided canary: where it stands, its gates, what it did; or the form that begins one.
import * as l10n from "@vscode/l10n";
import type { CanaryPageEvent, CanaryPageState, CanaryChoice, ShownRollout } from "../../../../schemas/src/index.ts";
import type { Send } from "../support/connect.ts";
import { element } from "../support/element.ts";

const ACTIONS: Readonly<Record<ShownRollout["actions"][number], string>> = {
  pause: l10n.t("Pause"),
  resume: l10n.t("Resume"),
  "take-over": l10n.t("Take Over"),
  "abort-rollout": l10n.t("Abort and Go Back"),
  finish: l10n.t("Make It the Main Predictor…"),
  forget: l10n.t("Begin Another One"),
};

/** The page is drawn anew with each look at the cluster; what was unfolded stays so. */
let isHistoryOpen = false;

export function shownRollout(rollout: ShownRollout, isFixed: boolean, send: Send<CanaryPageEvent>): Node[] {
  const buttons = rollout.actions.map((action, index) =>
    element(
      "button",
      {
        class: index === 0 ? "" : "secondary",
        "data-id": action,
        disabled: isFixed && action !== "forget",
        onclick: () => send({ kind: action }),
      },
      ACTIONS[action],
    ),
  );
  const report = element("button", { class: "secondary", onclick: () => send({ kind: "report" }) }, l10n.t("Report"));
  return [
    element("h2", {}, rollout.heading),
    element("p", { class: rollout.tone, "data-id": "rollout-words" }, rollout.words),
    element("p", { class: "quiet" }, rollout.driver),
    element("ol", { class: "steps", "aria-label": l10n.t("Steps") }, ...rollout.steps.map(step)),
    element("div", { class: "row toolbar" }, ...buttons, report),
    gates(rollout),
    ...(rollout.history.length > 0 ? [history(rollout)] : []),
  ];
}

function step({ percent, state }: ShownRollout["steps"][number]): Node {
  const spoken = { done: "passed", now: "now", open: l10n.t("to come") }[state];
  return element("li", { class: state, title: spoken, "aria-current": state === "now" && "step" }, `${percent} %`);
}

function gates({ gates: all }: ShownRollout): Node {
  const rows = all.map(({ gate, measured, tone }) =>
    element("tr", {}, element("td", {}, gate), element("td", { class: `number ${tone}` }, measured)),
  );
  return element(
    "table",
    { class: "gates" },
    element(
      "thead",
      {},
      element("tr", {}, element("th", {}, l10n.t("Gate")), element("th", { class: "number" }, l10n.t("In this step"))),
    ),
    element("tbody", {}, ...rows),
  );
}

function history({ history: all }: ShownRollout): Node {
  const items = all.map(({ at, percent, words }) =>
    element("li", {}, element("span", { class: "quiet" }, `${at} · ${percent} % · `), words),
  );
  const details = element(
    "details",
    { open: isHistoryOpen, ontoggle: () => (isHistoryOpen = details.open) },
    element("summary", {}, l10n.t`What happened (${all.length})`),
    element("ul", {}, ...items),
  );
  return details;
}

/** Made once: what is typed stays while the cluster goes on. */
export function rolloutForm(
  { predictors, choice, obstacle }: CanaryPageState,
  send: Send<CanaryPageEvent>,
): HTMLElement {
  const canaries = predictors.filter(({ isShadow, isMain }) => !isShadow && !isMain);
  const canary = element(
    "select",
    { "data-id": "canary" },
    ...canaries.map(({ name }) => element("option", { value: name, selected: name === choice.canary }, name)),
  );
  const steps = field("text", choice.steps.join(", "), "steps");
  const hold = field("number", choice.holdSeconds, "hold");
  const errors = field("number", choice.maxErrorPercent, "errors");
  const p95 = field("number", choice.maxP95Ms, "p95");
  const p99 = field("number", choice.maxP99Ms, "p99");
  const requests = field("number", choice.minRequests, "requests");
  const restarts = field("number", choice.maxRestarts, "restarts");
  const read = (): CanaryChoice => ({
    canary: canary.value,
    steps: steps.value
      .split(/[\s,→]+/)
      .filter(part => part !== "")
      .map(Number),
    holdSeconds: numberIn(hold) ?? choice.holdSeconds,
    maxErrorPercent: numberIn(errors),
    maxP95Ms: numberIn(p95),
    maxP99Ms: numberIn(p99),
    minRequests: numberIn(requests) ?? choice.minRequests,
    maxRestarts: numberIn(restarts),
  });
  return element(
    "form",
    {
      class: "form",
      onsubmit: event => {
        event.preventDefault();
        send({ kind: "start", choice: read() });
      },
    },
    element("h2", {}, l10n.t("Guided canary")),
    element(
      "p",
      { class: "quiet" },
      l10n.t(
        "Raises the share step by step while all gates hold, and goes back by itself when one fails. An empty gate is not looked at.",
      ),
    ),
    labelled(l10n.t("Canary"), canary),
    labelled(l10n.t("Steps in percent"), steps),
    labelled(l10n.t("Watch each step for at least"), hold, "s"),
    labelled(l10n.t("Errors at most"), errors, "%"),
    labelled(l10n.t("p95 at most"), p95, "ms"),
    labelled(l10n.t("p99 at most"), p99, "ms"),
    labelled(l10n.t("Requests per step at least"), requests),
    labelled(l10n.t("Restarts at most"), restarts),
    element(
      "div",
      { class: "row toolbar" },
      element(
        "button",
        { type: "submit", "data-id": "start", disabled: obstacle !== null },
        l10n.t("Start Guided Canary…"),
      ),
    ),
  );
}

function field(type: "text" | "number", value: string | number | null, id: string): HTMLInputElement {
  return element("input", {
    type,
    value: value ?? "",
    "data-id": id,
    ...(type === "number" && { min: 0, step: "any" }),
  });
}

function labelled(words: string, input: HTMLElement, unit = ""): HTMLElement {
  return element("label", {}, element("span", {}, words), input, unit);
}

function numberIn(input: HTMLInputElement): number | null {
  return Number.isNaN(input.valueAsNumber) ? null : input.valueAsNumber;
}
