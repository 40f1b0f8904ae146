// The server of the smallest language extension: an error on the first word of whatever is opened.
import {
  createConnection,
  DiagnosticSeverity,
  ProposedFeatures,
  TextDocumentSyncKind,
} from "vscode-languageserver/node";

const connection = createConnection(ProposedFeatures.all);
connection.onInitialize(() => ({ capabilities: { textDocumentSync: TextDocumentSyncKind.Full } }));
connection.onDidOpenTextDocument(({ textDocument: { uri } }) => {
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 5 } };
  void connection.sendDiagnostics({
    uri,
    diagnostics: [{ range, severity: DiagnosticSeverity.Error, message: "Hello.", source: "hello" }],
  });
});
connection.listen();
