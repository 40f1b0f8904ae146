// What the test's editor says it can do: everything the server makes use of.
import type { ClientCapabilities } from "vscode-languageserver/node";

/** `pulls` and `configuration` say whether it asks for diagnostics and can be asked for settings. */
export function fullCapabilities(pulls: boolean, configuration: boolean): ClientCapabilities {
  return {
    workspace: {
      workspaceEdit: { documentChanges: true },
      configuration,
      diagnostics: { refreshSupport: true },
      didChangeConfiguration: { dynamicRegistration: true },
      didChangeWatchedFiles: { dynamicRegistration: true },
    },
    textDocument: {
      publishDiagnostics: {
        relatedInformation: true,
        versionSupport: true,
        codeDescriptionSupport: true,
        dataSupport: true,
      },
      codeAction: {
        codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "source", "source.fixAll"] } },
        dataSupport: true,
        isPreferredSupport: true,
        resolveSupport: { properties: ["edit"] },
      },
      completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown"] } },
      hover: { contentFormat: ["markdown"] },
      documentSymbol: { hierarchicalDocumentSymbolSupport: true },
      ...(pulls && { diagnostic: { dynamicRegistration: false } }),
    },
  };
}
