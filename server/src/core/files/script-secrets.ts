// The values of secrets in the commands of a script, which are to be shown to nobody.
import type { Range } from "../yaml/index.ts";
import { isCommand, optionValues, readScript, type Command } from "./shell.ts";

/** Where they stand: behind `--from-literal`, in settings of charts, in the last words of MinIO's client. */
export function scriptSecrets(text: string): readonly Range[] {
  return readScript(text).commands.flatMap(command => [
    ...optionValues(command, "--from-literal").flatMap(behindEquals),
    ...optionValues(command, "--set", "--set-string").filter(word => /secret|password|token|key/i.test(word.text)),
    ...clientKeys(command),
  ]);
}

function behindEquals({ text, start, end }: Range & { readonly text: string }): readonly Range[] {
  const name = text.indexOf("=");
  // With quotes around it the word is longer than its text.
  return name === -1 ? [] : [{ start: Math.min(start + name + 1, end), end }];
}

function clientKeys(command: Command): readonly Range[] {
  const isClient = isCommand(command, "mc", "alias", "set") || isCommand(command, "mc", "config", "host", "add");
  return isClient ? command.words.slice(-2) : [];
}
