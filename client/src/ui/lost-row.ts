// Rows that are lost between the click and the command: VS Code forgets what stands below a row while it reads that row anew.
import { COMMANDS, type CommandId, type MenuPlace } from "../contributions.ts";

/**
 * Whether a command comes from the menu of a row that VS Code does not know any more. It hands over the row and the selected ones,
 * here nothing twice; the command palette hands over nothing at all.
 */
export function comesFromLostRow(id: CommandId, handedOver: readonly unknown[]): boolean {
  return handedOver.length > 1 && (handedOver[0] ?? undefined) === undefined && isForRowsOnly(id);
}

/** Buttons in the title of a view hand over nothing twice as well, for they are about no row. */
function isForRowsOnly(id: CommandId): boolean {
  const command = COMMANDS[id];
  const places: readonly MenuPlace[] = "menus" in command ? command.menus : [];
  const menus = new Set(places.map(({ menu }) => menu));
  return menus.has("view/item/context") && !menus.has("view/title");
}
