// The sliders, one for each predictor, with what the routes give now beside them.
import * as l10n from "@vscode/l10n";
import type { CanaryPageEvent, CanaryPageState, CanaryPredictor } from "../../../../schemas/src/index.ts";
import type { Send } from "../support/connect.ts";
import { element } from "../support/element.ts";
import { draftOf, isSameDraft, withShare, type Draft } from "./draft.ts";

type State = CanaryPageState;

export interface SplitSection {
  readonly place: HTMLElement;
  update(state: State, send: Send<CanaryPageEvent>): void;
}

/** Sliders stay while they are dragged: only what the cluster says anew is drawn anew. */
export function splitSection(): SplitSection {
  const place = element("section", { class: "split" });
  let draft: Draft = new Map();
  let asked: Draft = new Map();
  let drawn = "";
  return {
    place,
    update(state, send) {
      const now = draftOf(state.predictors);
      if (!isSameDraft(now, asked)) draft = now;
      asked = now;
      const key = JSON.stringify([
        state.predictors,
        state.policy,
        state.destination,
        state.files,
        state.obstacle,
        state.undo,
      ]);
      if (key === drawn) return;
      drawn = key;
      const rows = new Map<string, SliderRow>();
      const show = (): void => {
        for (const [name, row] of rows) row.show(draft.get(name) ?? 0);
        const isSame = isSameDraft(draft, asked);
        apply.disabled = isSame || state.obstacle !== null;
        reset.disabled = isSame;
      };
      const move = (name: string, percent: number): void => {
        draft = withShare(draft, name, percent, state.policy);
        show();
      };
      const apply = element(
        "button",
        {
          "data-id": "apply",
          onclick: () => send({ kind: "apply", shares: [...draft].map(([name, percent]) => ({ name, percent })) }),
        },
        l10n.t("Preview and Apply…"),
      );
      const reset = element(
        "button",
        {
          class: "secondary",
          onclick: () => {
            draft = asked;
            show();
          },
        },
        l10n.t("Reset"),
      );
      const list = state.predictors.map(predictor => {
        if (predictor.isShadow) return shadowRow(predictor);
        const row = sliderRow(predictor, asked.size === 1 || state.obstacle !== null, move, send);
        rows.set(predictor.name, row);
        return row.place;
      });
      place.replaceChildren(
        element("div", { class: "sliders" }, ...list),
        element("div", { class: "row toolbar" }, apply, reset, ...shortcuts(state, send)),
        element("div", { class: "row choices" }, policyChoice(state, send), destinationChoice(state, send)),
      );
      show();
    },
  };
}

interface SliderRow {
  readonly place: HTMLElement;
  show(percent: number): void;
}

function sliderRow(
  { name, isMain, asked, routed }: CanaryPredictor,
  isFixed: boolean,
  move: (name: string, percent: number) => void,
  send: Send<CanaryPageEvent>,
): SliderRow {
  const range = { min: 0, max: 100, step: 1, disabled: isFixed, "data-predictor": name };
  const slider = element("input", {
    ...{ type: "range", ...range, "aria-label": l10n.t`Share of ${name}` },
    oninput: () => move(name, slider.valueAsNumber),
  });
  const number = element("input", {
    ...{ type: "number", ...range, "aria-label": l10n.t`Percent of ${name}` },
    onchange: () => move(name, Number.isNaN(number.valueAsNumber) ? asked : number.valueAsNumber),
  });
  const isLagging = routed !== null && routed !== asked;
  const now = routed === null ? l10n.t("routes unknown") : l10n.t`routed ${routed} %`;
  const gesture = (kind: "promote" | "abort", label: string, title: string): HTMLElement =>
    element(
      "button",
      { class: "secondary small", disabled: isFixed, title, onclick: () => send({ kind, predictor: name }) },
      label,
    );
  const place = element(
    "div",
    { class: "slider" },
    element("span", { class: "name" }, name, isMain && name !== "main" && element("span", { class: "quiet" }, " main")),
    slider,
    element("span", { class: "percent" }, number, " %"),
    element("span", { class: isLagging ? "routed warn" : "routed quiet" }, now),
    gesture("promote", l10n.t("Promote"), l10n.t`Give ${name} all requests`),
    gesture("abort", "To 0 %", l10n.t`Give ${name} no requests`),
  );
  return {
    place,
    show(percent) {
      slider.value = String(percent);
      number.value = String(percent);
      place.classList.toggle("changed", percent !== asked);
    },
  };
}

function shadowRow({ name, asked }: CanaryPredictor): HTMLElement {
  const copies =
    asked === 0
      ? l10n.t("a shadow; it gets copies and takes no share")
      : l10n.t`a shadow; it gets copies of ${asked} %`;
  return element(
    "div",
    { class: "slider" },
    element("span", { class: "name" }, name),
    element("span", { class: "quiet wide" }, copies),
  );
}

function shortcuts({ undo, obstacle, predictors }: State, send: Send<CanaryPageEvent>): Node[] {
  const isFixed = obstacle !== null;
  const live = predictors.filter(({ isShadow }) => !isShadow);
  const even = element(
    "button",
    { class: "secondary", disabled: isFixed || live.length < 2, onclick: () => send({ kind: "even" }) },
    live.length === 2 ? "50 : 50" : l10n.t("All the Same"),
  );
  const back = element(
    "button",
    { class: "secondary", disabled: isFixed || undo === null, onclick: () => send({ kind: "undo" }) },
    undo === null ? l10n.t("Undo") : l10n.t`Undo: Back to ${undo}`,
  );
  return [even, back];
}

function policyChoice({ policy }: State, send: Send<CanaryPageEvent>): HTMLElement {
  return choice(l10n.t("The others"), policy, [
    ["proportional", l10n.t("make room in proportion"), () => send({ kind: "policy", policy: "proportional" })],
    ["to-main", l10n.t("stay; only main makes room"), () => send({ kind: "policy", policy: "to-main" })],
  ]);
}

function destinationChoice({ destination, files }: State, send: Send<CanaryPageEvent>): HTMLElement | string {
  if (files.length === 0)
    return element("span", { class: "quiet" }, l10n.t("Changes go to the cluster; no file here holds it."));
  const file = files.length === 1 ? (files[0] ?? "") : l10n.t`${files.length} files`;
  return choice(l10n.t("Changes go to"), destination, [
    ["cluster", l10n.t("the cluster"), () => send({ kind: "destination", destination: "cluster" })],
    ["file", file, () => send({ kind: "destination", destination: "file" })],
    ["both", l10n.t`the cluster and ${file}`, () => send({ kind: "destination", destination: "both" })],
  ]);
}

function choice(
  label: string,
  value: string,
  options: readonly (readonly [value: string, words: string, choose: () => void])[],
): HTMLElement {
  const select = element(
    "select",
    { onchange: () => options.find(([option]) => option === select.value)?.[2]() },
    ...options.map(([option, words]) => element("option", { value: option, selected: option === value }, words)),
  );
  return element("label", {}, `${label} `, select);
}
