// The history as a list to choose from: sends a request again, opens it as a file, forgets it.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { textAt } from "../../domain/deploy/index.ts";
import { noHistory } from "../../ui/prediction-messages.ts";
import type { HistoryEntry } from "./history-entry.ts";
import type { PredictParts } from "./predict-parts.ts";

interface HistoryItem extends vscode.QuickPickItem {
  readonly entry?: HistoryEntry;
}

export interface HistoryActions {
  send(entry: HistoryEntry): unknown;
  openAsFile(entry: HistoryEntry): unknown;
}

const OPEN = { iconPath: new vscode.ThemeIcon("go-to-file"), tooltip: l10n.t("Open as File") };
const FORGET = { iconPath: new vscode.ThemeIcon("trash"), tooltip: l10n.t("Forget") };

export function showHistory({ history, services }: PredictParts, title: string, actions: HistoryActions): void {
  if (history.entries.length === 0) {
    services.show(noHistory());
    return;
  }
  const picker = vscode.window.createQuickPick<HistoryItem>();
  picker.title = title.replace("…", "");
  picker.placeholder = l10n.t("Choose a request to send it again");
  picker.matchOnDescription = true;
  picker.items = itemsOf(history.entries);
  picker.onDidTriggerItemButton(
    services.guarded("prediction history", async ({ item: { entry }, button }) => {
      if (!entry) return;
      if (button === OPEN) {
        picker.hide();
        await actions.openAsFile(entry);
        return;
      }
      await history.remove(entry);
      if (history.entries.length === 0) picker.hide();
      else picker.items = itemsOf(history.entries);
    }),
  );
  picker.onDidAccept(
    services.guarded("prediction history", async () => {
      const [chosen] = picker.selectedItems;
      picker.hide();
      if (!chosen) return;
      if (!chosen.entry) await history.clear();
      else if (chosen.entry.value === undefined || chosen.entry.isMasked) await actions.openAsFile(chosen.entry);
      else await actions.send(chosen.entry);
    }),
  );
  picker.onDidHide(() => picker.dispose());
  picker.show();
}

function itemsOf(entries: readonly HistoryEntry[]): HistoryItem[] {
  const items = entries.map((entry): HistoryItem => {
    const { value, deployment, predictor, namespace, context, at, result } = entry;
    const who = [deployment, predictor].filter(Boolean).join(" · ");
    const where = context === undefined ? "" : l10n.t`${namespace ?? ""} in ${context}`;
    const name = textAt(value, "metadata", "name") ?? deployment;
    return {
      label: name,
      description: [who === name ? "" : who, where, result].filter(Boolean).join(" · "),
      detail: `${new Date(at).toLocaleString()}${whyNotSent(entry)}`,
      buttons: [OPEN, FORGET],
      entry,
    };
  });
  return [...items, { label: "", kind: vscode.QuickPickItemKind.Separator }, { label: l10n.t("$(trash) Forget all") }];
}

function whyNotSent({ value, isMasked }: HistoryEntry): string {
  if (value === undefined) return l10n.t(" · too large to be kept; opens its file");
  return isMasked ? l10n.t(" · a credential was left out; opens as a file to be completed") : "";
}
