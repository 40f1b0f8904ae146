// What a marked line means, what to do about it, and where to read more.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { SignatureMatch } from "../../domain/index.ts";
import { RULES_OF_FAILURE_MODES } from "../../ui/rules-of-failure-modes.ts";

const READ_MORE = "seldon.openRuleDocumentation";

export function explanation(match: SignatureMatch): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.isTrusted = { enabledCommands: [READ_MORE] };
  const { verdict, failureModes } = match.signature;
  // Values from the log are in these sentences, so they are taken as plain text.
  text.appendMarkdown("**").appendText(match.title).appendMarkdown("**\n\n").appendText(match.meaning);
  if (verdict === "symptom")
    text.appendMarkdown(l10n.t("\n\nThis follows from something else: look further up, or at the other containers."));
  if (verdict === "benign") text.appendMarkdown(l10n.t("\n\n*Harmless:* healthy logs have this line, too."));
  else text.appendMarkdown(l10n.t("\n\n*What to do:* ")).appendText(match.remedy);
  const links = rulesOf(failureModes).map(
    id => `[${id}](command:${READ_MORE}?${encodeURIComponent(JSON.stringify([id]))})`,
  );
  if (links.length > 0)
    text.appendMarkdown(
      `\n\n${links.length === 1 ? l10n.t`Rule of the manifest: ${links.join("")}` : l10n.t`Rules of the manifest: ${links.join(", ")}`}`,
    );
  return text;
}

function rulesOf(failureModes: readonly string[]): string[] {
  return [...new Set(failureModes.flatMap(mode => RULES_OF_FAILURE_MODES[mode] ?? []))];
}
