// What is said of Secrets for model stores: facts in; what happened and what to do next out.
import * as l10n from "@vscode/l10n";
import type { UserMessage } from "./messages.ts";

export function secretMayNotBeRead(
  name: string,
  { context, namespace }: { readonly context: string; readonly namespace: string },
): UserMessage {
  const text = l10n.t`The Secret ${name} of namespace ${namespace} in ${context} is there, and you may not read it (RBAC). Ask whoever runs the cluster for the right to get Secrets there, or to mend it.`;
  return { severity: "warning", text, actions: [] };
}

/** @param variables that the command reads */
export function secretCommandIsCopied(variables: readonly string[]): UserMessage {
  const words = variables.join(", ");
  const text =
    variables.length === 0
      ? l10n.t("The command is copied.")
      : l10n.t`The command is copied. Before it is run, set these variables in the shell: ${words}.`;
  return { severity: "information", text, actions: [] };
}
