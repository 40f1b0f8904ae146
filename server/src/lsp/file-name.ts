// Turns a document's URI into the file name that rules see.
import { fileURLToPath } from "node:url";
import type { InitializeParams } from "vscode-languageserver/node";

/**
 * The path from the workspace folder a document is in, with forward slashes, as on the command line. A document outside every
 * folder has its own name only: folders above a workspace say nothing about it. Undefined for URIs without a path.
 */
export function fileName(uri: string, folders: readonly string[]): string | undefined {
  const path = pathOf(uri);
  if (path === undefined) return undefined;
  for (const folder of folders) {
    const base = pathOf(folder)?.replace(/\/*$/, "/");
    if (base !== undefined && path.startsWith(base)) return path.slice(base.length);
  }
  return path.split("/").at(-1);
}

/** URIs of the workspace folders, the innermost first. */
export function workspaceFolders({ workspaceFolders: folders }: InitializeParams): readonly string[] {
  return (folders ?? []).map(folder => folder.uri).sort((a, b) => b.length - a.length);
}

function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith("file:")
      ? fileURLToPath(uri).replaceAll("\\", "/")
      : decodeURIComponent(new URL(uri).pathname);
  } catch {
    // A URI that is not one names no file.
    return undefined;
  }
}
