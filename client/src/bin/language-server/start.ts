// Starts the language server beside a program: the same one that the editor runs, and the only one who reads YAML.
import { spawn } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { connectJsonRpc, type JsonRpc } from "./json-rpc.ts";

export interface StartedServer extends JsonRpc {
  close(): void;
}

/** The server ends with us. @param folder what is open, so to speak */
export async function startLanguageServer(program: string, folder: string): Promise<StartedServer> {
  const child = spawn(process.execPath, [program, "--stdio"], { stdio: ["pipe", "pipe", "ignore"], windowsHide: true });
  const rpc = connectJsonRpc(child);
  const uri = pathToFileURL(folder).href;
  await rpc.request("initialize", {
    processId: process.pid,
    rootUri: uri,
    workspaceFolders: [{ uri, name: path.basename(folder) }],
    capabilities: { textDocument: { diagnostic: {} } },
    initializationOptions: { debounce: 0 },
  });
  rpc.notify("initialized", {});
  return { ...rpc, close: () => void child.kill() };
}
