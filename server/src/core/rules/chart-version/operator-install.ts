// The command that installs Seldon's operator, and what it sets.
import { isCommand, optionValues, type Command, type Word } from "../../files/index.ts";

/** `helm install NAME seldon-core-operator …`, also by `helm upgrade --install`. */
export function isOperatorInstall(command: Command): boolean {
  const isInstall = isCommand(command, "helm", "install") || isCommand(command, "helm", "upgrade");
  return isInstall && command.words.some(({ text }) => /(^|\/)seldon-core-operator$/.test(text));
}

/** The values of `--set` and `--set-string`. */
export function settingsOf(command: Command): readonly Word[] {
  return optionValues(command, "--set", "--set-string");
}
