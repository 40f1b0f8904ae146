// A language that nobody speaks: every text in brackets and with accents. Imported before what is to speak it, as some texts are
// asked for when their module loads.
import { readFileSync } from "node:fs";
import path from "node:path";
import * as l10n from "@vscode/l10n";
import { getL10nPseudoLocalized, type l10nJsonFormat } from "@vscode/l10n-dev";
import * as z from "zod";
import { projectRoot } from "../../scripts/project-root.ts";

const OPEN = "⟦";
const CLOSE = "⟧";

/** Translations of a bundle or of package.nls.json, by key. */
export function pseudoTexts(file: "l10n/bundle.l10n.json" | "package.nls.json"): Record<string, string> {
  const texts = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(path.join(projectRoot, file), "utf8")));
  const accented: l10nJsonFormat = getL10nPseudoLocalized(texts);
  return Object.fromEntries(
    Object.entries(accented).map(([key, value]) => [key, `${OPEN}${z.string().parse(value)}${CLOSE}`]),
  );
}

/** Words that stand outside all brackets, so that no translation reaches them; values within a text may be in any language. */
export function untranslated(text: string): string {
  let depth = 0;
  let rest = "";
  for (const character of text) {
    if (character === OPEN) depth++;
    if (depth === 0) rest += character;
    if (character === CLOSE) depth--;
  }
  return /\p{L}/u.test(rest) ? rest : "";
}

l10n.config({ contents: pseudoTexts("l10n/bundle.l10n.json") });
