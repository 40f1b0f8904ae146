// "Connect to MLflow…": an address that is typed, or a Service of a cluster that is called like MLflow.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { findMlflowServices, registryPlace } from "../../live/registry/index.ts";
import type { Clusters } from "../../ui/clusters.ts";
import { noMlflowService } from "../../ui/registry-messages.ts";
import type { Services } from "../../ui/services.ts";

/** @param current what is set now @returns what the setting is to be; undefined where the user gives up */
export async function chooseRegistry(
  services: Services,
  clusters: Clusters,
  current: string,
): Promise<string | undefined> {
  const title = l10n.t("Connect to MLflow");
  const chosen = await vscode.window.showQuickPick(
    [
      { label: l10n.t("Address"), detail: l10n.t("Of a server that this machine reaches"), way: "address" as const },
      {
        label: l10n.t("Service in a Cluster"),
        detail: l10n.t("Reached through a port of this machine"),
        way: "service" as const,
      },
    ],
    { title, placeHolder: l10n.t("Where is the MLflow server?") },
  );
  if (!chosen) return undefined;
  return chosen.way === "address" ? await typeAddress(title, current) : await pickService(services, clusters, title);
}

async function typeAddress(title: string, current: string): Promise<string | undefined> {
  const typed = await vscode.window.showInputBox({
    title,
    prompt: l10n.t("Address of the server, or a Service as namespace/name:port"),
    placeHolder: "http://localhost:5000",
    value: current,
    ignoreFocusOut: true,
    validateInput: problemOf,
  });
  return typed?.trim();
}

function problemOf(text: string): string | undefined {
  try {
    registryPlace(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function pickService(services: Services, clusters: Clusters, title: string): Promise<string | undefined> {
  const gateway = await clusters.gateway();
  const { contexts } = await gateway.contexts();
  const names = contexts.toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent)).map(({ name }) => name);
  const context =
    names.length <= 1 ? names[0] : await vscode.window.showQuickPick(names, { title, placeHolder: l10n.t("Cluster") });
  if (context === undefined) return undefined;
  const found = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: l10n.t`Looking for MLflow in ${context}` },
    async () => await findMlflowServices(await gateway.connect(context)),
  );
  if (found.length === 0) {
    services.show(noMlflowService(context));
    return undefined;
  }
  const service = await vscode.window.showQuickPick([...found], { title, placeHolder: l10n.t`Service of ${context}` });
  return service && `${context}/${service}`;
}
