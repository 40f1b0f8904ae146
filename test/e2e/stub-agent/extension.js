// Calls the tool that agent-request.json in the opened folder names, and writes what came of it to agent-answer.json.
const { readFileSync, renameSync, writeFileSync } = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");

exports.activate = context => {
  context.subscriptions.push(
    vscode.commands.registerCommand("agent.call", call),
    // VS Code hides its own command where it has no chat.
    vscode.commands.registerCommand("agent.servers", () => vscode.commands.executeCommand("workbench.mcp.listServer")),
  );
};

async function call() {
  const folder = vscode.workspace.workspaceFolders[0].uri.fsPath;
  const { name, input } = JSON.parse(readFileSync(path.join(folder, "agent-request.json"), "utf8"));
  const answer = await outcome(name, input);
  const file = path.join(folder, "agent-answer.json");
  // At once as a whole, since the test reads it while it may be written.
  writeFileSync(`${file}.part`, JSON.stringify(answer));
  renameSync(`${file}.part`, file);
}

async function outcome(name, input) {
  const offered = vscode.lm.tools.filter(tool => tool.name.startsWith("seldon_")).map(tool => tool.name);
  try {
    const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
    return { offered, text: content.map(part => part.value).join("") };
  } catch (error) {
    return { offered, text: String(error) };
  }
}
