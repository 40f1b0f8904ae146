// A shadow needs a predictor whose traffic it mirrors (webhook R5, F56).
import * as l10n from "@vscode/l10n";
import { defineRule, fix, type FixProposal } from "../../lint/rule.ts";
import type { Predictor } from "../../model/index.ts";
import { removeValue, setValue, type YamlDocument } from "../../yaml/index.ts";

export const shadowAlone = defineRule({
  id: "shadow-alone",
  severity: "error",
  title: "Disallow a shadow as the only predictor",
  why: "Seldon's admission webhook refuses the manifest: `Shadow can not exist as only predictor`. A shadow gets copies of another predictor's requests, and here there is none.",
  remedy: "Remove `shadow: true`, or add the predictor whose requests are to be mirrored.",
  failureModes: ["F56"],
  upstream: "R5",
  messages: {
    alone: {
      text: 'The only predictor is a shadow, so nothing answers requests. The webhook refuses this: "Shadow can not exist as only predictor". Remove shadow, or add the predictor to be mirrored.',
      refusedBy: "webhook",
    },
  },
  check({ deployment, document, report }) {
    const [only, second] = deployment.predictors;
    if (!only?.isShadow || second) return;
    const at = only.at.key("shadow");
    report({ at, message: "alone", fixes: [removeShadow(document, only)] });
  },
});

/** A share that was meant for a shadow would be refused without it: a single predictor takes all of the traffic or says nothing. */
function removeShadow(document: YamlDocument, { at, traffic = 0 }: Predictor): FixProposal | undefined {
  const shadow = removeValue(document, at.key("shadow"));
  if (traffic === 0 || traffic === 100) return fix(l10n.t("Remove shadow"), shadow);
  const all = setValue(document, at.key("traffic"), 100);
  return fix(l10n.t("Remove shadow and send it all traffic"), shadow && all && [...shadow, ...all]);
}
