// Inside VS Code: diagnostics and code actions as other extensions and the editor get them.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import { diagnosticsOf, MANIFEST_WITH_PARAMETER, openManifest, quickFixesAt } from "./manifest-document.ts";

describe("problems", () => {
  it("have a code that links to the rule's page in the package", async () => {
    const document = await openManifest(MANIFEST_WITH_PARAMETER);
    const [problem] = await diagnosticsOf(document, ["server-parameters"]);
    assert.ok(problem);
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(document.getText(problem.range), "model_file_name");
    assert.ok(typeof problem.code === "object");
    const page = await vscode.workspace.fs.readFile(problem.code.target);
    assert.match(new TextDecoder().decode(page), /^# server-parameters$/mu);
  });

  it("follow the text, and are gone with the document's kind", async () => {
    const document = await openManifest(MANIFEST_WITH_PARAMETER);
    await diagnosticsOf(document, ["server-parameters"]);
    const edit = new vscode.WorkspaceEdit();
    const kind = document.getText().indexOf("SeldonDeployment");
    edit.replace(document.uri, rangeAt(document, kind, "SeldonDeployment".length), "ConfigMap");
    const version = document.getText().indexOf("machinelearning.seldon.io/v1");
    edit.replace(document.uri, rangeAt(document, version, "machinelearning.seldon.io/v1".length), "v1");
    assert.ok(await vscode.workspace.applyEdit(edit));
    await diagnosticsOf(document, []);
  });
});

describe("code actions", () => {
  it("mend a problem by an edit that keeps the comments", async () => {
    const document = await openManifest(MANIFEST_WITH_PARAMETER);
    const [problem] = await diagnosticsOf(document, ["server-parameters"]);
    assert.ok(problem);
    const actions = await quickFixesAt(document, problem.range);
    const fix = actions.find(({ isPreferred }) => isPreferred);
    assert.ok(fix?.edit);
    assert.equal(fix.title, "Remove the parameter model_file_name");
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await diagnosticsOf(document, []);
    assert.match(document.getText(), /^# kept$/mu);
    assert.doesNotMatch(document.getText(), /model_file_name$/mu);
  });

  it("mend all at once through the command", async () => {
    const document = await openManifest(MANIFEST_WITH_PARAMETER);
    await diagnosticsOf(document, ["server-parameters"]);
    await vscode.commands.executeCommand("seldon.fixAll");
    await diagnosticsOf(document, []);
  });
});

function rangeAt(document: vscode.TextDocument, start: number, length: number): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(start + length));
}
