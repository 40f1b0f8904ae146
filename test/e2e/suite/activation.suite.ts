// Inside VS Code: the extension waits for a document that may be ours, and offers what its package declares.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import { activated, theExtension } from "./manifest-document.ts";

describe("activation", () => {
  it("is asked for by documents of two languages, by request files and by a panel of ours, and by nothing else", () => {
    const manifest: unknown = theExtension().packageJSON;
    assert.ok(typeof manifest === "object" && manifest !== null && "activationEvents" in manifest);
    // VS Code itself opens JSON while it starts, so that it is active at once cannot be told from that it asked to be.
    assert.deepEqual(manifest.activationEvents, [
      // A traffic panel that VS Code brings back after a reload.
      "onWebviewPanel:seldon.canary",
      "onLanguage:yaml",
      "onLanguage:json",
      // The Test Explorer shows requests before one of them is opened.
      "workspaceContains:**/*.predict.{yaml,yml}",
    ]);
  });

  it("happens with the first such document", async () => {
    await vscode.workspace.openTextDocument({ language: "yaml", content: "kind: Deployment\n" });
    await activated();
  });

  it("brings every command that the package declares, and no other of its name", async () => {
    const manifest: unknown = theExtension().packageJSON;
    const all = await vscode.commands.getCommands(true);
    const commands = all.filter(id => id.startsWith("seldon.") && !ADDED_FOR_VIEWS.test(id));
    assert.deepEqual(commands.sort(), declaredCommands(manifest).sort());
  });
});

/** What VS Code itself adds for each view. */
const ADDED_FOR_VIEWS =
  /^seldon\.(explorer|forwards|models)\.(focus|open|removeView|resetViewLocation|toggleVisibility)$/u;

function declaredCommands(manifest: unknown): string[] {
  const text = JSON.stringify(manifest);
  return [...text.matchAll(/"command":"(seldon\.[^"]+)","title"/gu)].map(([, id = ""]) => id);
}
