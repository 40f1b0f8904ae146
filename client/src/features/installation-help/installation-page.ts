// The page that says how Seldon Core gets into a cluster that has none. Facts only; nothing is run from here.
import * as l10n from "@vscode/l10n";
import { helmInstall, KUBERNETES_COMPATIBILITY, rangeWords, type Ingress } from "../../domain/index.ts";

const INGRESSES: readonly { readonly ingress: Ingress; readonly title: string; readonly note: string }[] = [
  {
    ingress: "istio",
    title: l10n.t("Your cluster has Istio"),
    note: l10n.t("Requests come in through the gateway `istio-system/seldon-gateway`, which has to exist."),
  },
  {
    ingress: "ambassador",
    title: l10n.t("Your cluster has Ambassador (Emissary)"),
    note: l10n.t(
      "The operator makes Mappings. With a flag for an ingress that is not installed the operator does not start.",
    ),
  },
  {
    ingress: "none",
    title: l10n.t("Neither of them"),
    note: l10n.t("Deployments work and are reached by port-forward. A traffic split has no effect without an ingress."),
  },
];

/** Markdown. */
export function installationPage(): string {
  return [
    l10n.t("# How to install Seldon Core"),
    "",
    l10n.t(
      "Ask whoever looks after the cluster, or run one of these commands yourself. It takes the rights to create a CustomResourceDefinition and cluster roles.",
    ),
    ...INGRESSES.flatMap(({ ingress, title, note }) => [
      "",
      `## ${title}`,
      "",
      "```sh",
      shellLines(helmInstall(ingress)),
      "```",
      "",
      note,
    ]),
    "",
    l10n.t("## Which Kubernetes for which Seldon Core"),
    "",
    l10n.t("| Seldon Core | needs |"),
    "| --- | --- |",
    ...KUBERNETES_COMPATIBILITY.map(row => `| ${row.seldon.join(", ")} | ${rangeWords(row)} |`),
    "",
    l10n.t("## Only to try it"),
    "",
    l10n.t(
      "*Seldon: Start Playground Cluster* starts a cluster on this machine with an operator and simulated pods. Nothing is installed, and nothing of yours is touched.",
    ),
    "",
  ].join("\n");
}

/** A flag begins a new line, as people write long commands. */
function shellLines(words: readonly string[]): string {
  return words.reduce((line, word) => (word.startsWith("--") ? `${line} \\\n  ${word}` : `${line} ${word}`));
}
