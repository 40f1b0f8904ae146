// A prepackaged server has to be told where its model lies (webhook R12, F25).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion } from "../../lint/rule.ts";
import { setValue } from "../../yaml/index.ts";

/** Takes its model from the Hugging Face hub by its parameters, so the webhook lets it off (seldon-facts §2.2). */
const WITHOUT_MODEL_URI = "HUGGINGFACE_SERVER";

export const modelUriRequired = defineRule({
  id: "model-uri-required",
  severity: "error",
  title: "Require a model URI for prepackaged servers",
  why: "Seldon's admission webhook refuses the manifest: `Predictive unit modelUri required when using standalone servers`. A misspelt `modelURI` or KServe's `storageUri` is dropped before and ends the same way.",
  remedy: "Set `modelUri` to the folder that holds the model, such as `s3://bucket/path/model`.",
  failureModes: ["F25"],
  upstream: "R12",
  messages: {
    missing: {
      text: 'The unit {unit} runs {implementation} but has no modelUri. The webhook refuses this: "Predictive unit modelUri required when using standalone servers".',
      refusedBy: "webhook",
    },
  },
  check({ deployment, document, report }) {
    for (const unit of deployment.units) {
      const { implementation, modelUri } = unit;
      if (!unit.isPrepackaged || implementation === undefined || implementation === WITHOUT_MODEL_URI) continue;
      if (!modelUri.isEmpty && modelUri.string() !== "") continue;
      const hasAlias = unit.at
        .entries()
        .some(entry => /^(model|storage)_?ur[il]$/i.test(entry.name) && entry.name !== "modelUri");
      report({
        at: modelUri.exists ? modelUri : unit.at.key("implementation"),
        message: "missing",
        data: { unit: unit.name ?? l10n.t("without a name"), implementation },
        // Where a misspelt key holds the URI already, the rule for unknown fields offers to rename it.
        fixes: hasAlias
          ? []
          : [
              suggestion(
                l10n.t("Insert modelUri with a placeholder"),
                setValue(document, modelUri, "s3://<bucket>/<path>", { after: "implementation" }),
              ),
            ],
      });
    }
  },
});
