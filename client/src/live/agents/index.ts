// What the bundle dist/live-agents.js exports: tools for agents, on any cluster and any editor.
export type { AgentAnswer, AgentMeans, AgentPlace, AskedPlace, OpenedManifest } from "./means.ts";
export { fileInside, openManifest } from "./open-manifest.ts";
export { runTool } from "./run-tool.ts";
