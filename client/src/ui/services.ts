// What every feature is handed: the log, a way to speak to the user, and commands and listeners that cannot fail unheard.
import * as vscode from "vscode";
import { type CommandId } from "../contributions.ts";
import { commandTitle } from "./command-title.ts";
import { guard, reasonOf } from "./guard.ts";
import { comesFromLostRow } from "./lost-row.ts";
import { presentMessage } from "./message-presenter.ts";
import { commandFailed, rowIsLost, type UserMessage } from "./messages.ts";

export interface Services {
  readonly log: vscode.LogOutputChannel;
  /** Does not wait for the user to answer. */
  readonly show: (message: UserMessage) => void;
  /** Arguments are what a menu hands over, such as a row of the tree, or what another extension calls with: anything. */
  readonly registerCommand: (id: CommandId, run: (...args: readonly unknown[]) => unknown) => vscode.Disposable;
  /** Wraps a listener, or work that nobody waits for: failures go to the log under `name`. */
  readonly guarded: <A extends readonly unknown[]>(
    name: string,
    run: (...args: A) => unknown,
  ) => (...args: A) => Promise<void>;
}

export function createServices(log: vscode.LogOutputChannel): Services {
  const show = (message: UserMessage): void => {
    log.info(`Told the user: ${message.text}`);
    presentMessage(message).catch((error: unknown) => log.error(`A notification failed: ${reasonOf(error)}`));
  };
  const services = { log, show };
  return {
    ...services,
    registerCommand: (id, run) =>
      vscode.commands.registerCommand(
        id,
        guard(
          services,
          id,
          (...handedOver: readonly unknown[]) =>
            comesFromLostRow(id, handedOver) ? show(rowIsLost(commandTitle(id))) : run(...handedOver),
          reason => commandFailed(commandTitle(id), reason),
        ),
      ),
    guarded: (name, run) => guard(services, name, run),
  };
}
