// The client of the smallest language extension: starts its server for every YAML document.
import path from "node:path";
import type * as vscode from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const server = { module: path.join(context.extensionPath, "server.js"), transport: TransportKind.ipc };
  const client = new LanguageClient(
    "hello",
    "Hello",
    { run: server, debug: server },
    { documentSelector: [{ language: "yaml" }] },
  );
  context.subscriptions.push(client);
  await client.start();
}
