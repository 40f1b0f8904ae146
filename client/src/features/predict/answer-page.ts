// What the page of an answer shows, as plain data: who was asked, what came back, what can be done next.
import * as l10n from "@vscode/l10n";
import { counted, ShownAnswer, type AnswerOffer, type AnswerPageState } from "../../../../schemas/src/index.ts";
import { mapTexts, textAt } from "../../domain/deploy/index.ts";
import { redact } from "../../domain/index.ts";
import type { DeploymentToAsk, ReadAnswer } from "../../domain/predict/index.ts";
import type * as predictions from "../../live/predict/index.ts";
import { RULES_OF_FAILURE_MODES } from "../../ui/rules-of-failure-modes.ts";
import type { OpenRequest } from "./open-request.ts";
import type { Destination } from "./run-request.ts";

/** What the view is asked to show. */
export interface Shown {
  readonly request: OpenRequest;
  readonly destination: Destination;
  /** Asked instead of the one that the file names. */
  readonly predictor: string | undefined;
  /** Index of the case. */
  readonly chosen: number;
  readonly endpoint: "predict" | "explain";
}

/** What was sent, with what came back. */
export type Exchange = predictions.CaseResult & {
  readonly request: NonNullable<predictions.CaseResult["request"]>;
  readonly outcome: NonNullable<predictions.CaseResult["outcome"]>;
};

/** Answers before the last feedback, and since then. */
export interface Routed {
  readonly before: readonly ReadAnswer[];
  readonly since: readonly ReadAnswer[];
}

export interface AnswerModel {
  readonly shown: Shown;
  /** `undefined` until it is loaded, which the first request does. */
  readonly live: typeof predictions | undefined;
  readonly exchange: Exchange | undefined;
  readonly ask: DeploymentToAsk | undefined;
  readonly cases: readonly string[];
  readonly problems: readonly string[];
  readonly isBusy: boolean;
  readonly routed: Routed;
}

export function answerPage(model: AnswerModel): AnswerPageState {
  const { shown, exchange, live, ask } = model;
  const { request, destination, chosen } = shown;
  const predictor = exchange?.request.predictor ?? shown.predictor;
  const shares = sharesOf(model);
  const rulesOf = (mode: string): readonly string[] => RULES_OF_FAILURE_MODES[mode] ?? [];
  return {
    title: [destination.deployment || request.name, predictor].filter(part => part !== undefined).join(" · "),
    place: placeWords(request, destination),
    source: sourceWords(request),
    cases: [...model.cases],
    chosen,
    isBusy: model.isBusy,
    problems: [...model.problems],
    answer: exchange && live ? live.shownAnswer(exchange, { ask, rulesOf }) : null,
    shares,
    offers: offersOf(model, shares.length > 0),
  };
}

/** Images are no text that could hold one. */
export function withoutSecrets(state: AnswerPageState, secrets: readonly string[]): AnswerPageState {
  if (secrets.length === 0) return state;
  const mask = (text: string): string => redact(text, secrets);
  const problems = state.problems.map(mask);
  if (!state.answer) return { ...state, problems };
  const masked = ShownAnswer.parse(mapTexts({ ...state.answer, images: [] }, mask));
  return { ...state, problems, answer: { ...masked, images: state.answer.images } };
}

export function placeWords({ value }: OpenRequest, { context, namespace }: Destination): string {
  const url = textAt(value, "spec", "target", "url");
  const written = textAt(value, "spec", "target", "namespace");
  return url ?? l10n.t`${written ?? namespace ?? ""} in ${context ?? ""}`;
}

export function sourceWords({ file, index, name }: OpenRequest): string {
  if (index === undefined) return l10n.t`${name}, from the history`;
  return `${name}, ${file.path.slice(file.path.lastIndexOf("/") + 1)}${file.scheme === "untitled" ? l10n.t(" (not saved)") : ""}`;
}

function offersOf({ shown, exchange, ask, live }: AnswerModel, hasRoutes: boolean): AnswerOffer[] {
  const isAnswered = exchange?.outcome.kind === "answer";
  const isGood = exchange?.outcome.kind === "answer" && live?.isSuccess(exchange.outcome) === true;
  const isSeldon = exchange?.request.protocol === "seldon" && exchange.request.endpoint === "predict";
  const asked = ask && live?.predictorNamed(ask, exchange?.request.predictor ?? shown.predictor);
  const isPrediction = shown.endpoint === "predict";
  const offers: readonly (readonly [AnswerOffer, boolean])[] = [
    ["explain", isPrediction && asked?.explainer !== undefined],
    ["predict", !isPrediction],
    ["compare", isPrediction && (ask?.predictors.length ?? 0) > 1],
    ["burst", isPrediction && exchange !== undefined],
    ["feedback", isGood && isSeldon],
    ["sample", hasRoutes && exchange?.request.endpoint !== "feedback"],
    ["copy", exchange !== undefined],
    ["raw", isAnswered],
    ["log", exchange !== undefined && !isGood && shown.destination.context !== undefined],
    ["request", true],
    ["history", true],
  ];
  return offers.filter(([, isOffered]) => isOffered).map(([offer]) => offer);
}

function sharesOf({ live, routed, exchange }: AnswerModel): AnswerPageState["shares"] {
  if (!live) return [];
  const isPastGateway = exchange !== undefined && exchange.request.predictor === undefined;
  const since = routed.before.length === 0 ? "" : l10n.t(" since the last feedback");
  return [
    ...sharesIn(live, routed.since, since, isPastGateway),
    ...sharesIn(live, routed.before, l10n.t(" before the last feedback"), isPastGateway),
  ];
}

function sharesIn(
  live: NonNullable<AnswerModel["live"]>,
  answers: readonly ReadAnswer[],
  when: string,
  isPastGateway: boolean,
): AnswerPageState["shares"] {
  if (answers.length === 0) return [];
  const requests = `${counted(answers.length, "request")}${when}`;
  const routers = live.routerShares(answers).map(({ router, branches }) => ({
    title: l10n.t`Router ${router}, ${requests}`,
    bars: branches.map(({ branch, share }) => ({ label: childName(branch), value: share * 100 })),
  }));
  const predictors = isPastGateway ? [...live.predictorShares(answers)] : [];
  const bars = predictors.map(([label, count]) => ({ label, value: (count / answers.length) * 100 }));
  return bars.length === 0 ? routers : [...routers, { title: l10n.t`Predictors, ${requests}`, bars }];
}

/** −1 went to all children, −2 to none (seldon-facts §7.6). */
function childName(branch: number): string {
  if (branch === -1) return l10n.t("all children");
  return branch === -2 ? l10n.t("none") : l10n.t`child ${branch + 1}`;
}
