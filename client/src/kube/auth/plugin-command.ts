// How a credential plugin is started: always an argument vector, never a line that a shell takes apart.
import * as l10n from "@vscode/l10n";
import { kubeError } from "../errors/make-error.ts";

export interface PluginCommand {
  readonly file: string;
  readonly args: readonly string[];
  /** The arguments are quoted already: Node must hand them on as they are. */
  readonly isVerbatim: boolean;
}

/**
 * Windows starts programs (`.exe`) only; a `.cmd` or `.bat` file, such as gcloud's, needs cmd.exe, which reads its arguments
 * as a shell does. There everything is quoted, and what means something to it between quotes is refused.
 */
export function pluginCommand(
  program: string,
  args: readonly string[],
  platform: string,
  comSpec: string,
): PluginCommand {
  if (platform !== "win32" || !/\.(?:cmd|bat)$/iu.test(program)) return { file: program, args, isVerbatim: false };
  const words = [program, ...args];
  if (words.some(word => /["%&|<>^!\r\n]/u.test(word))) {
    throw kubeError(
      "unauthorized",
      l10n.t`The credential plugin ${program} is a batch file, and one of its arguments has a character that cmd.exe would act on. Use the plugin's .exe in the kubeconfig.`,
    );
  }
  // With /s, cmd.exe takes off the outermost quotes and leaves the others alone.
  const quoted = words.map(word => `"${word}"`).join(" ");
  return { file: comSpec, args: ["/d", "/s", "/c", `"${quoted}"`], isVerbatim: true };
}
