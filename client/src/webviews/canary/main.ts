// The traffic panel: sliders, the guided canary with its gates, plots, and the proof.
import "../support/display-language.ts";
import * as l10n from "@vscode/l10n";
import { CanaryPageState, type CanaryPageEvent } from "../../../../schemas/src/index.ts";
import { connect, type Send } from "../support/connect.ts";
import { element } from "../support/element.ts";
import { replaceContent } from "../support/keep-focus.ts";
import { plots } from "./plots.ts";
import { proofSection } from "./proof-section.ts";
import { rolloutForm, shownRollout } from "./rollout-section.ts";
import { splitSection } from "./split-section.ts";
import "./main.css";

const page = document.getElementById("page");
const head = element("div");
const split = splitSection();
const rollout = element("section");
const live = plots();
const proof = element("section");
let form: { readonly key: string; readonly place: HTMLElement } | undefined;

page?.replaceChildren(head, split.place, rollout, live.place, proof);

connect<CanaryPageState, CanaryPageEvent>(CanaryPageState, (state, send) => {
  replaceContent(head, heading(state));
  split.update(state, send);
  showRollout(state, send);
  live.update(state.plots, state.metricsProblem);
  replaceContent(proof, proofSection(state, send));
});

function heading({ title, place, obstacle, remarks }: CanaryPageState): Node[] {
  return [
    element("h1", {}, l10n.t`Traffic of ${title}`),
    element("p", { class: "quiet" }, place),
    ...(obstacle === null ? [] : [element("p", { class: "warn", role: "status" }, obstacle)]),
    ...remarks.map(({ tone, words }) => element("p", { class: tone }, words)),
  ];
}

function showRollout(state: CanaryPageState, send: Send<CanaryPageEvent>): void {
  if (state.rollout) {
    form = undefined;
    replaceContent(rollout, shownRollout(state.rollout, state.obstacle !== null, send));
    return;
  }
  const canaries = state.predictors.filter(({ isShadow }) => !isShadow).map(({ name, isMain }) => [name, isMain]);
  const key = JSON.stringify([canaries, state.choice, state.obstacle]);
  if (form?.key === key) return;
  form = { key, place: rolloutForm(state, send) };
  rollout.replaceChildren(canaries.length < 2 ? "" : form.place);
}
