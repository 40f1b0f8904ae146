// The language in which the extension speaks, which is that of VS Code where there are translations for it.
// Imported before everything else, since some texts are asked for when their module loads.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";

const { bundle } = vscode.l10n;
if (bundle) l10n.config({ contents: bundle });
