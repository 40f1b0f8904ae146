// Offers our MCP server to whatever in VS Code speaks the Model Context Protocol, where the user has switched that on.
import * as vscode from "vscode";
import type { SettingId } from "../../contributions.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { booleanSetting, stringListSetting } from "../../ui/workbench-state.ts";

const SETTINGS: readonly SettingId[] = ["seldon.agents.mcp.enabled", "seldon.agents.mcp.contexts", "seldon.kubeconfig"];

export class McpProvider implements vscode.McpServerDefinitionProvider, vscode.Disposable {
  readonly #packageRoot: vscode.Uri;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<void>());
  readonly onDidChangeMcpServerDefinitions = this.#changed.event;

  constructor(packageRoot: vscode.Uri) {
    this.#packageRoot = packageRoot;
  }

  /** @param id of the provider, as package.json declares it */
  activate(id: string): void {
    this.#store.add(vscode.lm.registerMcpServerDefinitionProvider(id, this));
    this.#store.add(
      vscode.workspace.onDidChangeConfiguration(change => {
        if (SETTINGS.some(setting => change.affectsConfiguration(setting))) this.#changed.fire();
      }),
    );
    this.#store.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire()));
    this.#store.add(vscode.workspace.onDidChangeWorkspaceFolders(() => this.#changed.fire()));
  }

  provideMcpServerDefinitions(): vscode.McpStdioServerDefinition[] {
    const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === "file");
    if (!booleanSetting("seldon.agents.mcp.enabled") || !vscode.workspace.isTrusted || !folder) return [];
    const program = vscode.Uri.joinPath(this.#packageRoot, "dist", "mcp.js").fsPath;
    const args = [program, "--stdio", "--folder", folder.uri.fsPath, ...clusterArguments()];
    // The program that runs VS Code's extensions is Node.js, and in a desktop only if it is told to be.
    const env = { ELECTRON_RUN_AS_NODE: "1" };
    return [new vscode.McpStdioServerDefinition("Seldon Deployments", process.execPath, args, env)];
  }

  dispose(): void {
    this.#store.dispose();
  }
}

/** Without a context that the user has named, no cluster is looked at. */
function clusterArguments(): string[] {
  const contexts = stringListSetting("seldon.agents.mcp.contexts");
  if (contexts.length === 0) return [];
  const files = stringListSetting("seldon.kubeconfig").flatMap(file => ["--kubeconfig", file]);
  return ["--allow-cluster", ...contexts.flatMap(context => ["--context", context]), ...files];
}
