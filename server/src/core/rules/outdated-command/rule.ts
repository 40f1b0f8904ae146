// Commands and charts of older guides that no longer do what the guide says (S48, S49).
import * as l10n from "@vscode/l10n";
import { defineResourceRule, fix } from "../../lint/rule.ts";
import { findAll } from "../../files/index.ts";

export const outdatedCommand = defineResourceRule({
  id: "outdated-command",
  severity: "hint",
  title: "Disallow commands and charts that have been given up",
  why: "Kubernetes makes no Secret for a ServiceAccount since 1.24, so that its name is empty. `mc config host add` is gone, the charts at `helm.min.io` and `datawire/ambassador` are no longer kept, and newer charts know other values: what an older guide sets is ignored without a word.",
  remedy: "Use what has taken its place.",
  failureModes: ["S48", "S49"],
  resources: ["ShellScript"],
  messages: {
    tokenSecret: {
      text: "Since Kubernetes 1.24 a ServiceAccount has no Secret of its own, so this name is empty. Use kubectl create token.",
    },
    replaced: {
      text: "{old} has been given up. Use {now}.",
    },
  },
  check({ document, resource, report }) {
    for (const { start, end } of findAll(
      document.text,
      /kubectl get (?:serviceaccounts?|sa)\b[^\n]*(\{\.secrets\[0\]\.name\})/g,
    ))
      report({ at: resource.at, range: { start, end }, message: "tokenSecret" });
    for (const { pattern, old, now, newText } of OUTDATED)
      for (const { start, end } of findAll(document.text, pattern)) {
        const fixes = newText === undefined ? [] : [fix(l10n.t`Write ${newText}`, [{ start, end, newText }])];
        report({ at: resource.at, range: { start, end }, message: "replaced", data: { old, now }, fixes });
      }
  },
});

interface Outdated {
  readonly pattern: RegExp;
  readonly old: string;
  readonly now: string;
  /** What does the same, word for word. */
  readonly newText?: string;
}

const OUTDATED: readonly Outdated[] = [
  {
    pattern: /\bmc config host add\b/g,
    old: l10n.t("The command mc config host add"),
    now: "mc alias set",
    newText: "mc alias set",
  },
  {
    pattern: /https?:\/\/helm\.min\.io\/?/g,
    old: l10n.t("MinIO's chart at helm.min.io"),
    now: l10n.t("the one at https://charts.min.io, whose values are rootUser and rootPassword"),
  },
  {
    pattern: /helm (?:install|upgrade)\b[^\n]*?\s(datawire\/ambassador)(?=\s)/g,
    old: l10n.t("The chart datawire/ambassador"),
    now: l10n.t("datawire/emissary-ingress, with CRDs of getambassador.io/v3alpha1"),
  },
  {
    pattern: /\bseldon-core-analytics(?=\s+--)/g,
    old: l10n.t("The chart seldon-core-analytics"),
    now: l10n.t("kube-prometheus-stack with a ServiceMonitor, since its Grafana and Prometheus are no longer updated"),
  },
];
