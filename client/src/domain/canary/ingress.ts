// What an ingress makes of a split: the shares that requests really follow, which differ by ingress and by version.
import * as l10n from "@vscode/l10n";
import { livePredictors, type Share, type Split } from "./split.ts";

/**
 * Who routes. `ambassador-v1` are annotations on Services, `ambassador-v2` are Mapping objects; `none` is no ingress at all
 * and `unknown` an operator that could not be looked at.
 */
export type IngressTarget = "istio" | "ambassador-v1" | "ambassador-v2" | "none" | "unknown";

export interface OperatorIngress {
  /** Variables of the operator's container; undefined where it could not be read. */
  readonly env: Readonly<Record<string, string>> | undefined;
  /** Version of the operator, such as `1.17.1`. */
  readonly version?: string | undefined;
}

/** The ingresses that an operator makes routes for; it may be both kinds (S41, S42). Mapping objects exist since 1.15.0 (F20). */
export function ingressTargets({ env, version }: OperatorIngress): readonly IngressTarget[] {
  if (env === undefined) return ["unknown"];
  const targets: IngressTarget[] = [];
  if (env["ISTIO_ENABLED"] === "true") targets.push("istio");
  if (env["AMBASSADOR_ENABLED"] === "true") {
    const isOld = env["AMBASSADOR_VERSION"] === "v1" || isBefore115(version);
    targets.push(isOld ? "ambassador-v1" : "ambassador-v2");
  }
  return targets.length === 0 ? ["none"] : targets;
}

function isBefore115(version: string | undefined): boolean {
  const [, major = "", minor = ""] = /^v?(\d+)\.(\d+)/.exec(version ?? "") ?? [];
  return major === "1" && Number(minor) < 15;
}

/** How people call it. */
export function ingressName(target: IngressTarget): string {
  if (target === "istio") return "Istio";
  if (target === "ambassador-v1") return l10n.t("Ambassador v1");
  if (target === "ambassador-v2") return l10n.t("Ambassador v2");
  return target === "none" ? l10n.t("no ingress") : l10n.t("an unknown ingress");
}

/**
 * What each predictor that is no shadow will get. Istio takes the numbers. Ambassador gives the first predictor of the list
 * no weight and v1 leaves out a weight of 0, too; what has no weight shares evenly what the others leave, so that 100:0
 * becomes 50:50 there (seldon-facts §5.6, F20). Without an ingress nobody splits, so no share is known; the same goes for
 * sums that the webhook refuses.
 */
export function effectiveShares(split: Split, target: IngressTarget): readonly Share[] {
  const live = livePredictors(split);
  if (target === "none") return live.map(({ name }) => ({ predictor: name, percent: undefined }));
  if (live.length === 1) return live.map(({ name }) => ({ predictor: name, percent: 100 }));
  const isValid =
    live.every(({ traffic = 0 }) => traffic >= 0 && traffic <= 100) &&
    live.reduce((sum, { traffic = 0 }) => sum + traffic, 0) === 100;
  if (!isValid) return live.map(({ name }) => ({ predictor: name, percent: undefined }));
  if (target !== "ambassador-v1") return live.map(({ name, traffic = 0 }) => ({ predictor: name, percent: traffic }));
  const weights = live.map(predictor => {
    const isFirst = predictor === split[0];
    return isFirst || (predictor.traffic ?? 0) === 0 ? undefined : predictor.traffic;
  });
  const rest = 100 - weights.reduce<number>((sum, weight) => sum + (weight ?? 0), 0);
  const open = weights.filter(weight => weight === undefined).length;
  return live.map(({ name }, index) => ({ predictor: name, percent: weights[index] ?? rest / open }));
}

/** The predictors that would get another share than the split asks for; empty where it is followed or nothing is known. */
export function unfaithfulShares(split: Split, target: IngressTarget): readonly (Share & { readonly asked: number })[] {
  const live = livePredictors(split);
  if (live.length === 1) return [];
  return effectiveShares(split, target).flatMap((share, index) => {
    const asked = live[index]?.traffic ?? 0;
    return share.percent === undefined || share.percent === asked ? [] : [{ ...share, asked }];
  });
}

/** A percentage for people: at most one decimal. */
export function percentWords(percent: number): string {
  return `${Math.round(percent * 10) / 10} %`;
}
