// Offers the class that a combiner's container runs, where the unit has none yet (S30).
import * as l10n from "@vscode/l10n";
import { combinerClassFile } from "../../creations/index.ts";
import { creation, type FixProposal } from "../../lint/rule.ts";
import type { Unit } from "../../model/index.ts";

/** @param type that the unit is to have @param version of Seldon, whose wrapper runs the class */
export function combinerClass(
  { name, container }: Unit,
  type: string,
  version: string,
): readonly (FixProposal | undefined)[] {
  if (type !== "COMBINER" || container || name === undefined) return [];
  const title = l10n.t("Create Combiner.py, a class that averages, for the image of that container");
  return [creation(title, combinerClassFile(name, version))];
}
