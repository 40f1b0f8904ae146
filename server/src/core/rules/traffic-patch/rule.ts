// A patch of one predictor's traffic alone is refused: every state in between is validated (S32).
import * as l10n from "@vscode/l10n";
import { defineResourceRule, suggestion } from "../../lint/rule.ts";
import { appendItem, type Cursor } from "../../yaml/index.ts";

export const trafficPatch = defineResourceRule({
  id: "traffic-patch",
  severity: "warning",
  title: "Require a patch of traffic to patch all predictors at once",
  why: "The webhook validates each state, and the shares have to add up to 100 in each. A patch that raises the canary alone is refused, and so is the one that takes it back in a hurry: `Traffic must sum to 100 for multiple predictors`.",
  remedy: "Put the shares of all predictors into one patch.",
  failureModes: ["S32"],
  resources: ["JsonPatch"],
  messages: {
    oneSided: {
      text: 'This changes the share of one predictor alone, so that the shares no longer add up to 100: "Traffic must sum to 100 for multiple predictors". Change the others in the same patch.',
    },
  },
  check({ resource: { at }, document, report }) {
    const operations = at.items().flatMap(shareOf);
    const [only, ...others] = operations;
    if (!only || others.length > 0) return;
    // Shares that come from a template or a removed predictor say nothing.
    if (at.items().some(item => /^\/spec(\/predictors(\/(\d+|-))?)?$/.test(item.key("path").string() ?? ""))) return;
    const { index, share } = only;
    if (index > 1 || share < 0 || share > 100) {
      report({ at: only.at, message: "oneSided" });
      return;
    }
    const other = { op: "replace", path: `/spec/predictors/${1 - index}/traffic`, value: 100 - share };
    const title = l10n.t`Also set the traffic of predictor ${1 - index} to ${100 - share}, if there are two predictors`;
    report({ at: only.at, message: "oneSided", fixes: [suggestion(title, appendItem(document, at, other))] });
  },
});

function shareOf(operation: Cursor): { readonly at: Cursor; readonly index: number; readonly share: number }[] {
  const index = /^\/spec\/predictors\/(\d+)\/traffic$/.exec(operation.key("path").string() ?? "")?.[1];
  const share = operation.key("value").integer();
  const isChange = ["replace", "add"].includes(operation.key("op").string() ?? "");
  return index === undefined || share === undefined || !isChange
    ? []
    : [{ at: operation.key("path"), index: Number(index), share }];
}
