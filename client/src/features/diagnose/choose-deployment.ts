// Asks which deployment is meant: those that fail come first.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { SummaryInfo, WatchedClusters } from "../../live/index.ts";
import { noDeploymentToChoose } from "../../ui/messages.ts";
import type { Services } from "../../ui/services.ts";
import type { DeploymentTarget } from "../../ui/target.ts";

interface Item extends vscode.QuickPickItem {
  readonly target: DeploymentTarget;
  readonly info: SummaryInfo;
}

const URGENCY: readonly SummaryInfo["state"][] = ["failed", "unknown", "progressing", "ready", "stopped"];

/** @returns undefined where the user chose none, or was told that there is none */
export async function chooseDeployment(
  services: Services,
  watched: WatchedClusters,
): Promise<DeploymentTarget | undefined> {
  const title = l10n.t("Diagnose");
  if (itemsOf(watched).length === 0) await lookAtCurrent(watched);
  const items = itemsOf(watched);
  if (items.length === 0) {
    services.show(noDeploymentToChoose(title));
    return undefined;
  }
  const options = { title, placeHolder: l10n.t("Which SeldonDeployment does not serve?"), matchOnDescription: true };
  return (await vscode.window.showQuickPick(items, options))?.target;
}

/** A command of the palette may be the first to look at a cluster. */
async function lookAtCurrent(watched: WatchedClusters): Promise<void> {
  const { contexts } = await watched.contexts();
  const context = (contexts.find(({ isCurrent }) => isCurrent) ?? contexts[0])?.name;
  if (context !== undefined) await watched.look(context);
}

function itemsOf({ watched }: WatchedClusters): Item[] {
  const items = [...watched].flatMap(([context, cluster]) =>
    cluster.namespaces.flatMap(namespace =>
      cluster.deployments(namespace).map(({ name, info }): Item => ({
        label: name,
        description: `${namespace} · ${context}`,
        detail: [info.words, info.reason].filter(Boolean).join(" · "),
        target: { kind: "deployment", context, namespace, name },
        info,
      })),
    ),
  );
  return items.toSorted((a, b) => URGENCY.indexOf(a.info.state) - URGENCY.indexOf(b.info.state));
}
