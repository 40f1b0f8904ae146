// "Copy Bug Report": gathers what helps to find a fault, shows it, and puts it on the clipboard. It is sent nowhere.
import { release } from "node:os";
import * as vscode from "vscode";
import { SETTINGS, type SettingContribution } from "../../contributions.ts";
import { textAt, versionOf } from "../../domain/deploy/index.ts";
import { findRelease } from "../../live/deploy/index.ts";
import type { WatchedCluster, WatchedClusters } from "../../live/index.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { bugReportIsCopied } from "../../ui/messages.ts";
import type { Services } from "../../ui/services.ts";
import { bugReport, type ChangedSetting, type ClusterFacts, type DocumentFacts } from "./report-text.ts";

interface Server {
  readonly state: string;
}

export class BugReport implements vscode.Disposable {
  readonly #services: Services;
  readonly #watched: WatchedClusters;
  readonly #server: Server;
  readonly #extension: vscode.Extension<unknown>;
  readonly #store = new DisposableStore();

  constructor(services: Services, watched: WatchedClusters, server: Server, extension: vscode.Extension<unknown>) {
    this.#services = services;
    this.#watched = watched;
    this.#server = server;
    this.#extension = extension;
  }

  activate(): void {
    this.#store.add(this.#services.registerCommand("seldon.copyBugReport", () => this.#copy()));
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #copy(): Promise<void> {
    const clusters = [...this.#watched.watched.values()];
    const manifest: unknown = this.#extension.packageJSON;
    const text = bugReport({
      extension: textAt(manifest, "version") ?? "",
      editor: vscode.version,
      host: vscode.env.appHost,
      remote: vscode.env.remoteName,
      system: `${process.platform} ${process.arch} ${release()}`,
      node: process.versions.node,
      language: vscode.env.language,
      isTrusted: vscode.workspace.isTrusted,
      server: this.#server.state,
      settings: changedSettings(),
      // The kubeconfig files are read; a cluster that nobody has looked at is not asked.
      contexts: vscode.workspace.isTrusted ? (await this.#watched.contexts()).contexts.length : 0,
      clusters: await Promise.all(clusters.map(clusterFacts)),
      document: documentFacts(),
    });
    await vscode.env.clipboard.writeText(text);
    const document = await vscode.workspace.openTextDocument({ language: "markdown", content: text });
    await vscode.window.showTextDocument(document);
    this.#services.show(bugReportIsCopied());
  }
}

function changedSettings(): readonly ChangedSetting[] {
  const entries: [string, SettingContribution][] = Object.entries(SETTINGS);
  return entries.flatMap(([id, { scope, schema }]) => {
    const found = vscode.workspace.getConfiguration().inspect(id);
    const value: unknown = found?.workspaceFolderValue ?? found?.workspaceValue ?? found?.globalValue;
    if (value === undefined) return [];
    // What only this machine may set holds addresses, paths and names of clusters; free text may hold anything.
    const type: unknown = schema["type"];
    const isShown = id === "seldon.version" || (scope !== "machine" && (type === "boolean" || type === "number"));
    return [{ id, value, isShown }];
  });
}

async function clusterFacts(cluster: WatchedCluster): Promise<ClusterFacts> {
  const deployments = cluster.namespaces.flatMap(namespace => cluster.deployments(namespace)).length;
  const { operator, crd } = await releaseOf(cluster);
  return {
    state: cluster.state.kind,
    seldon: operator ? versionOf(operator) : undefined,
    apiVersions: crd?.versions.filter(({ served }) => served).map(({ name }) => name) ?? [],
    deployments,
  };
}

async function releaseOf({ session }: WatchedCluster): Promise<Partial<Awaited<ReturnType<typeof findRelease>>>> {
  try {
    return await findRelease(session);
  } catch {
    // A cluster that does not answer must not keep the report from being written; its state says so.
    return {};
  }
}

function documentFacts(): DocumentFacts | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) return undefined;
  const findings = new Map<string, number>();
  for (const { source, code } of vscode.languages.getDiagnostics(document.uri)) {
    if (source !== "seldon") continue;
    const rule = String(typeof code === "object" ? code.value : code);
    findings.set(rule, (findings.get(rule) ?? 0) + 1);
  }
  return { language: document.languageId, lines: document.lineCount, findings };
}
