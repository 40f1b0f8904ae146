// The proof: what was asked for, and what counted answers say.
import * as l10n from "@vscode/l10n";
import type { CanaryPageEvent, CanaryPageState, ShownProof } from "../../../../schemas/src/index.ts";
import type { Send } from "../support/connect.ts";
import { element } from "../support/element.ts";

export function proofSection({ proof }: CanaryPageState, send: Send<CanaryPageEvent>): Node[] {
  const isRunning = proof?.isRunning === true;
  const button = isRunning
    ? element("button", { class: "secondary", onclick: () => send({ kind: "cancel-verify" }) }, l10n.t("Cancel"))
    : element(
        "button",
        { class: "secondary", "data-id": "verify", onclick: () => send({ kind: "verify" }) },
        l10n.t("Verify Split…"),
      );
  return [
    element("h2", {}, l10n.t("Proof")),
    element(
      "p",
      { class: "quiet" },
      l10n.t("Sends requests through the ingress, as clients do, and counts who answers them."),
    ),
    element("div", { class: "row toolbar" }, button),
    ...(proof ? shown(proof) : []),
  ];
}

function shown({ isRunning, done, total, tone, words, shares }: ShownProof): Node[] {
  const progress = element("progress", { max: total, value: done, "aria-label": l10n.t`${done} of ${total} requests` });
  return [
    ...(isRunning ? [progress] : []),
    element("p", { class: tone, role: "status", "data-id": "proof-words" }, words),
    ...shares.map(share => element("div", { class: "proof" }, element("p", {}, share.words), picture(share))),
  ];
}

/** The interval as a bar, what was seen as a line in it, and what was asked for as a mark. The words say the same. */
function picture({ asked, seen, low, high, isAsAsked }: ShownProof["shares"][number]): Node {
  const part = (name: string, left: number, width?: number): HTMLElement => {
    const made = element("span", { class: name });
    made.style.left = `${left}%`;
    if (width !== undefined) made.style.width = `${width}%`;
    return made;
  };
  return element(
    "div",
    { class: isAsAsked ? "interval" : "interval off", "aria-hidden": "true" },
    part("range", low, Math.max(0.5, high - low)),
    part("seen", seen),
    part("asked", asked),
  );
}
