// Lets an agent open the preview of a deploy for the user to look at. It applies nothing: only the user's own command does.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { ManifestInput } from "../../../../schemas/src/index.ts";
import type { CommandId } from "../../contributions.ts";
import type { Services } from "../../ui/services.ts";
import { inFolders } from "./agent-means.ts";
import { failedResult, toolResult } from "./agent-tool.ts";

const PREVIEW: CommandId = "seldon.diffWithCluster";

export function previewTool(services: Services): vscode.LanguageModelTool<ManifestInput> {
  return {
    prepareInvocation: ({ input }) => ({
      invocationMessage: l10n.t("Opening the preview of a deploy"),
      confirmationMessages: {
        title: l10n.t("Let the model open the preview of a deploy?"),
        message: l10n.t`${input.path ?? l10n.t("A manifest of the model's")} is compared with what the cluster holds: the cluster is asked what it would make of it, and nothing is changed.`,
      },
    }),
    invoke: async ({ input }) => {
      try {
        if (!vscode.workspace.isTrusted) throw new Error("This workspace is not trusted, so no cluster is contacted.");
        await vscode.window.showTextDocument(await documentOf(input), { preview: false });
        // Not waited for: the user may be asked where the manifest goes, and looks at the answer for as long as they like.
        void services.guarded("an agent's preview", () => vscode.commands.executeCommand(PREVIEW))();
        const note = "The preview is being opened for the user. Nothing is applied; the user may deploy it from there.";
        return toolResult({ isError: false, data: { note } });
      } catch (error) {
        return failedResult(error);
      }
    },
  };
}

async function documentOf({ text, path }: ManifestInput): Promise<vscode.TextDocument> {
  if ((text === undefined) === (path === undefined)) throw new Error("Give either text or path.");
  if (text !== undefined) return await vscode.workspace.openTextDocument({ language: "yaml", content: text });
  const { fileInside } = await import("../../live/agents/index.ts");
  return await vscode.workspace.openTextDocument(await inFolders(folder => fileInside(folder, path ?? "")));
}
