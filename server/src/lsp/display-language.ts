// The language in which the server speaks: that of the translations which the editor names, else English.
// Imported before everything else, since some texts are asked for when their module loads.
import process from "node:process";
import * as l10n from "@vscode/l10n";

/** Set by the editor: path of a file of translations, such as `l10n/bundle.l10n.de.json`. */
const translations = process.env["SELDON_TRANSLATIONS"];

if (translations !== undefined && translations !== "") {
  try {
    l10n.config({ fsPath: translations });
  } catch (error) {
    process.stderr.write(
      `The translations in ${translations} cannot be read (${String(error)}); the server speaks English.\n`,
    );
  }
}
