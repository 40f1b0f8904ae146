// Beside predictors: the share that counts, where the manifest writes none or another one.
import * as l10n from "@vscode/l10n";
import type { Deployment, Predictor } from "../model/index.ts";
import type { Cursor } from "../yaml/index.ts";
import type { HintAt } from "./inlay-hints.ts";

/** None where every share is written and counts as it is written. */
export function trafficHints(deployment: Deployment): readonly HintAt[] {
  const live = deployment.predictors.filter(({ isShadow }) => !isShadow);
  const hints = deployment.predictors.flatMap(predictor =>
    predictor.isShadow ? shadowHints(predictor) : shareHints(predictor, live),
  );
  return [...hints, ...sumHints(live)];
}

/** Absent counts as 0 beside others, and a single one gets everything (seldon-facts §1.3, §2.2). */
function shareHints(predictor: Predictor, live: readonly Predictor[]): readonly HintAt[] {
  const { traffic, at } = predictor;
  const isOnly = live.length === 1;
  if (isOnly && (traffic === undefined || traffic === 0 || traffic === 100)) return [];
  if (isOnly) {
    const tooltip = l10n.t("The only predictor that is no shadow gets all requests, whatever it says.");
    return hintBehind(at.key("traffic"), l10n.t("counts as 100 %"), tooltip);
  }
  // What is there and no whole number is a problem of its own.
  if (traffic !== undefined || at.key("traffic").exists) return [];
  const tooltip = l10n.t("Without `traffic` a predictor beside others gets no requests.");
  return hintBehind(at.key("name"), l10n.t("traffic: 0 %"), tooltip);
}

/** The two ingresses make different things of it (seldon-facts §5.5, §5.6). */
function shadowHints({ traffic, at }: Predictor): readonly HintAt[] {
  if (traffic !== undefined && traffic > 0) return [];
  const tooltip = l10n.t(
    "A shadow's `traffic` is the part of the requests that it gets copies of. Absent or 0 means all of them on Istio, and none on Ambassador v2.",
  );
  const place = at.key("traffic").exists ? at.key("traffic") : at.key("name");
  return hintBehind(place, l10n.t("copies of all requests (Istio) or none (Ambassador v2)"), tooltip);
}

/** The webhook wants 100 (seldon-facts §2.2, R20). */
function sumHints(live: readonly Predictor[]): readonly HintAt[] {
  const sum = live.reduce((total, { traffic = 0 }) => total + traffic, 0);
  const last = live.findLast(({ traffic }) => traffic !== undefined);
  const isHalfWritten = live.some(({ traffic, at }) => traffic === undefined && at.key("traffic").exists);
  if (live.length < 2 || sum === 100 || !last || isHalfWritten) return [];
  return hintBehind(
    last.at.key("traffic"),
    l10n.t`together ${sum} %`,
    l10n.t("The webhook wants the shares to add up to 100."),
  );
}

function hintBehind(at: Cursor, label: string, tooltip: string): readonly HintAt[] {
  const range = at.exists ? at.valueRange() : undefined;
  return range ? [{ at: range.end, label, tooltip }] : [];
}
