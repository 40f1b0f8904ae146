// Selectors of guides that no pod of Seldon's has ever matched (S46).
import * as l10n from "@vscode/l10n";
import { defineResourceRule, fix } from "../../lint/rule.ts";
import { findAll } from "../../files/index.ts";

export const podSelector = defineResourceRule({
  id: "pod-selector",
  severity: "hint",
  title: "Require labels that Seldon's pods have",
  why: "`kubectl wait` with a selector that matches nothing stops with `error: no matching resources found`. The manager's pods have `app=seldon` and `control-plane=seldon-controller-manager`, those of models `seldon-deployment-id`.",
  remedy:
    "Select the manager by `control-plane=seldon-controller-manager`, and a model by `seldon-deployment-id=<name>`.",
  failureModes: ["S46"],
  resources: ["ShellScript"],
  messages: {
    noSuchLabel: {
      text: 'No pod has the label {written}: "error: no matching resources found". Write {wanted}.',
    },
  },
  check({ document, resource, report }) {
    for (const { pattern, written, wanted } of SELECTORS)
      for (const range of findAll(document.text, pattern)) {
        const fixes = [fix(l10n.t`Write ${wanted}`, [{ start: range.start, end: range.end, newText: wanted }])];
        report({
          at: resource.at,
          range: { start: range.start, end: range.end },
          message: "noSuchLabel",
          data: { written, wanted },
          fixes,
        });
      }
  },
});

const SELECTORS = [
  {
    pattern: /(?:-l|--selector)[= ]["']?(?:[\w./-]+=[\w.-]+,)*(app=seldon-controller-manager)(?![\w-])/g,
    written: "app=seldon-controller-manager",
    wanted: "control-plane=seldon-controller-manager",
  },
  {
    pattern: /(?:-l|--selector)[= ]["']?(?:[\w./-]+=[\w.-]+,)*(seldon-deployment)=/g,
    written: "seldon-deployment",
    wanted: "seldon-deployment-id",
  },
] as const;
