// The language in which a page speaks: the extension puts the translations into the page, unless it is English.
// Imported before everything else, since some texts are asked for when their module loads.
import * as l10n from "@vscode/l10n";

const texts = document.querySelector("#texts")?.textContent ?? "";
if (texts !== "") l10n.config({ contents: texts });
