// What the tools for agents get from the window: its language server, its files, and the clusters that the user has shown.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { LintParams, LintResult, ObjectsParams, ObjectsResult } from "../../../../schemas/src/index.ts";
import type { AgentMeans, AgentPlace, AskedPlace, OpenedManifest } from "../../live/agents/index.ts";
import type { WatchedClusters } from "../../live/index.ts";

export interface AgentSources {
  readonly watched: WatchedClusters;
  readonly server: ManifestLinter;
  /** Folder of the installed extension. */
  readonly packageRoot: vscode.Uri;
}

/** The language server, the only one who reads manifests. */
export interface ManifestLinter {
  lint(params: LintParams): Promise<LintResult>;
  objects(params: ObjectsParams): Promise<ObjectsResult>;
}

/** Loads the bundle of the tools. */
export async function agentMeans({ watched, server, packageRoot }: AgentSources): Promise<AgentMeans> {
  const { openManifest } = await import("../../live/agents/index.ts");
  const rules = vscode.Uri.joinPath(packageRoot, "docs", "rules").fsPath;
  return {
    server,
    open: async input => inEditor(await inFolders(folder => openManifest(folder, input))),
    rulePage: id => readFile(path.join(rules, `${id}.md`), "utf8").catch(() => undefined),
    ruleIds: async () => (await readdir(rules)).flatMap(name => /^([a-z0-9-]+)\.md$/.exec(name)?.[1] ?? []),
    cluster: asked => shownCluster(watched, asked),
    now: () => Date.now(),
  };
}

/**
 * What the first of the opened folders gives.
 * @throws what the last of them throws, and an Error for people where no folder of this machine is open
 */
export async function inFolders<T>(open: (folder: string) => Promise<T>): Promise<T> {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
  const [first, ...others] = folders;
  if (!first) throw new Error("No folder of this machine is open.");
  try {
    return await open(first.uri.fsPath);
  } catch (error) {
    for (const { uri } of others) {
      const found = await open(uri.fsPath).catch(() => undefined);
      if (found !== undefined) return found;
    }
    throw error;
  }
}

/** What is typed and not saved yet counts. */
function inEditor({ uri, text }: OpenedManifest): OpenedManifest {
  const wanted = vscode.Uri.parse(uri).toString();
  const document = vscode.workspace.textDocuments.find(each => each.uri.toString() === wanted);
  return { uri: wanted, text: document?.getText() ?? text };
}

/** Only clusters that the user has shown in the tree of this window may be looked at. */
export async function shownCluster(watched: WatchedClusters, { context, namespace }: AskedPlace): Promise<AgentPlace> {
  if (!vscode.workspace.isTrusted)
    throw new Error(l10n.t("This workspace is not trusted, so no cluster is contacted."));
  const { session } = await watched.watch(chooseContext([...watched.watched.keys()], context));
  return { session, namespace: namespace ?? session.context.namespace };
}

/** @throws an Error for the agent, which tells the user what to do */
export function chooseContext(shown: readonly string[], asked: string | undefined): string {
  const [only, ...others] = shown;
  if (only === undefined) {
    throw new Error("No cluster is shown in the Seldon view. Ask the user to open the one that is meant there.");
  }
  if (asked === undefined && others.length > 0) throw new Error(`Name one of these contexts: ${shown.join(", ")}.`);
  if (asked === undefined || shown.includes(asked)) return asked ?? only;
  throw new Error(
    `The context ${asked} is not shown in the Seldon view, so it is not looked at. Shown: ${shown.join(", ")}.`,
  );
}
