// Offers the tools over the Model Context Protocol.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { AGENT_TOOLS, type AgentTool, type AgentToolName } from "../../../../schemas/src/index.ts";
import { openManifest, runTool, type AgentMeans } from "../../live/agents/index.ts";
import type { ServeOptions } from "./arguments.ts";
import { createAllowedClusters } from "./cluster.ts";
import { createLinter } from "./linter.ts";

export interface ServeIo {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The package's folder: `dist/server.js` and the rules' pages are in it. */
  readonly packageRoot: string;
  readonly version: string;
  /** For people: what the protocol cannot carry. */
  error(text: string): void;
}

const INSTRUCTIONS =
  "Tools for Seldon Core v1 (SeldonDeployment). Lint every manifest before it is suggested. All tools only read: to apply something, hand the manifest to the user.";

/** Begins to listen. @returns how to end everything that was begun */
export function serve(options: ServeOptions, io: ServeIo): () => Promise<void> {
  const folder = path.resolve(io.cwd, options.folder ?? ".");
  const clusters = createAllowedClusters(options, io.env);
  const linter = createLinter(path.join(io.packageRoot, "dist", "server.js"), folder);
  const rules = path.join(io.packageRoot, "docs", "rules");
  const means: AgentMeans = {
    server: linter.server,
    open: input => openManifest(folder, input),
    rulePage: id => readFile(path.join(rules, `${id}.md`), "utf8").catch(() => undefined),
    ruleIds: async () =>
      (await readdir(rules)).filter(name => name !== "README.md").map(name => name.replace(/\.md$/, "")),
    cluster: asked => clusters.open(asked),
    now: () => Date.now(),
  };
  const offered = toolNames().filter(name => options.allowsCluster || !AGENT_TOOLS[name].asksCluster);
  const handle = serveStdio(() => makeServer(offered, means, io.version), {
    onerror: error => io.error(error.message),
  });
  return async () => {
    linter.close();
    await handle.close();
    await clusters.close();
  };
}

function makeServer(offered: readonly AgentToolName[], means: AgentMeans, version: string): McpServer {
  const server = new McpServer({ name: "seldon-mcp", version }, { instructions: INSTRUCTIONS });
  for (const name of offered) {
    const { title, description, input, asksCluster }: AgentTool = AGENT_TOOLS[name];
    const annotations = {
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: asksCluster,
    };
    server.registerTool(name, { title, description, inputSchema: input, annotations }, async (given, { mcpReq }) => {
      const { isError, data } = await runTool(name, given, means, mcpReq.signal);
      return { isError, content: [{ type: "text", text: JSON.stringify(data, null, 1) }] };
    });
  }
  return server;
}

function toolNames(): AgentToolName[] {
  return ["lint_manifest", "explain_rule", "get_deployment_status", "diagnose_deployment", "get_logs"];
}
