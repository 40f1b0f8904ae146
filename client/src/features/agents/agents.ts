// What agents get of us: tools for VS Code's language models, and the MCP server where it is switched on. All of it only reads.
import * as vscode from "vscode";
import { LANGUAGE_MODEL_TOOLS, MCP_PROVIDER } from "../../contributions.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import type { Services } from "../../ui/services.ts";
import type { AgentSources } from "./agent-means.ts";
import { agentTool } from "./agent-tool.ts";
import { McpProvider } from "./mcp-provider.ts";
import { previewTool } from "./preview-tool.ts";

export class Agents implements vscode.Disposable {
  readonly #services: Services;
  readonly #sources: AgentSources;
  readonly #store = new DisposableStore();
  readonly #mcp: McpProvider;

  constructor(services: Services, sources: AgentSources) {
    this.#services = services;
    this.#sources = sources;
    this.#mcp = this.#store.add(new McpProvider(sources.packageRoot));
  }

  activate(): void {
    for (const { name, tool } of LANGUAGE_MODEL_TOOLS) {
      const made = tool === "preview" ? previewTool(this.#services) : agentTool(this.#services, this.#sources, tool);
      this.#store.add(vscode.lm.registerTool(name, made));
    }
    this.#mcp.activate(MCP_PROVIDER.id);
  }

  dispose(): void {
    this.#store.dispose();
  }
}
