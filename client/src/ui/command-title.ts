// What a command is called in the language of VS Code.
import * as l10n from "@vscode/l10n";
import { COMMANDS, type CommandId } from "../contributions.ts";

/** As the command palette shows it, without its category. */
export function commandTitle(id: CommandId): string {
  return l10n.t(COMMANDS[id].title);
}
