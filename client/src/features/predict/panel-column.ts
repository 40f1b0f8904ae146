// Where a page opens: beside the text that it is about, and in the place of another page rather than beside that.
import * as vscode from "vscode";

export function panelColumn(): vscode.ViewColumn {
  const { activeTab } = vscode.window.tabGroups.activeTabGroup;
  return activeTab?.input instanceof vscode.TabInputWebview ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
}
