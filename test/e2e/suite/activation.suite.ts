// Inside VS Code: the extension waits for a document that may be ours, and offers what its package declares.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import { activated, theExtension } from "./manifest-document.ts";

// The file's name puts this suite first: later ones open manifests.
describe("activation", () => {
  it("does not happen before a YAML or JSON document is open", () => {
    console.log("DOCS", vscode.workspace.textDocuments.map(d => d.uri.toString() + d.languageId));
    assert.equal(theExtension().isActive, false);
  });

  it("happens with the first such document", async () => {
    await vscode.workspace.openTextDocument({ language: "yaml", content: "kind: Deployment\n" });
    await activated();
  });

  it("brings every command that the package declares, and no other of its name", async () => {
    const manifest: unknown = theExtension().packageJSON;
    const commands = (await vscode.commands.getCommands(true)).filter(id => id.startsWith("seldon."));
    assert.deepEqual(commands.sort(), declaredCommands(manifest).sort());
  });
});

function declaredCommands(manifest: unknown): string[] {
  const text = JSON.stringify(manifest);
  return [...text.matchAll(/"command":"(seldon\.[^"]+)","title"/gu)].map(([, id = ""]) => id);
}
