// Explanations are asked for at another path and Service than guides say (S38).
import * as l10n from "@vscode/l10n";
import { defineResourceRule, fix } from "../../lint/rule.ts";
import { findAll } from "../../files/index.ts";

export const explainAddress = defineResourceRule({
  id: "explain-address",
  severity: "hint",
  title: "Require the path that explainers answer at",
  why: "An explainer is a Service of its own, `<deployment>-<predictor>-explainer` on port 9000, and answers at `/api/v1.0/explain`. At the predictor, or at `/explanations`, there is nothing: 404 or 405.",
  remedy:
    "Send requests to `/api/v1.0/explain` of the explainer's Service, or through the ingress to `/seldon/<namespace>/<deployment>-explainer/<predictor>/api/v1.0/explain`.",
  failureModes: ["S38"],
  resources: ["Page", "ShellScript"],
  messages: {
    noSuchPath: {
      text: "No explainer answers at {path}: 404 or 405. The path is /api/v1.0/explain, at the Service <deployment>-<predictor>-explainer on port 9000.",
    },
  },
  check({ document, resource, isExcerpt, report }) {
    // The page holds its examples.
    if (isExcerpt) return;
    for (const { start, end } of findAll(document.text, /\/api\/v\d\.\d\/(explanations)\b/g)) {
      const fixes = [fix(l10n.t("Write explain"), [{ start, end, newText: "explain" }])];
      report({
        at: resource.at,
        range: { start, end },
        message: "noSuchPath",
        data: { path: "/api/v1.0/explanations" },
        fixes,
      });
    }
  },
});
