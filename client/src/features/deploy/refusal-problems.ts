// What a cluster refuses, as problems on the lines of the manifest that it is about.
import * as vscode from "vscode";
import { refusalsOf, type Refusal, type ValuePath } from "../../domain/deploy/index.ts";
import type { KubeError } from "../../kube/port.ts";
import type { DeployItem } from "../../live/deploy/index.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { addressed, type ManifestServer, type SourceObject } from "./manifest-source.ts";

export class RefusalProblems implements vscode.Disposable {
  readonly #server: ManifestServer;
  readonly #store = new DisposableStore();
  readonly #collection = this.#store.add(vscode.languages.createDiagnosticCollection("seldon-cluster"));

  constructor(server: ManifestServer) {
    this.#server = server;
  }

  activate(): void {
    // The cluster has judged what was sent; what is typed since it has not seen.
    this.#store.add(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#collection.delete(document.uri);
      }),
    );
    this.#store.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#collection.delete(uri)));
  }

  dispose(): void {
    this.#store.dispose();
  }

  clear(uri: vscode.Uri): void {
    this.#collection.delete(uri);
  }

  /** Puts the refusals on their lines and gives them back. */
  async show(source: SourceObject, item: DeployItem, error: KubeError): Promise<readonly Refusal[]> {
    const refusals = refusalsOf(error.status ?? { message: error.message }, item.object).map(refusal =>
      item.object.kind === "Secret" ? withoutValues(refusal) : refusal,
    );
    const { document } = source.manifest;
    const ranges = await this.rangesOf(
      source,
      refusals.map(({ path }) => path),
    );
    const problems = refusals.map((refusal, index) => {
      const range = ranges[index] ?? new vscode.Range(0, 0, 0, 0);
      const problem = new vscode.Diagnostic(range, refusal.message, vscode.DiagnosticSeverity.Error);
      problem.source = refusal.by === "webhook" ? "seldon webhook" : "api server";
      if (refusal.rule !== undefined) problem.code = refusal.rule;
      return problem;
    });
    this.#collection.set(document.uri, [...(this.#collection.get(document.uri) ?? []), ...problems]);
    return refusals;
  }

  async rangesOf(source: SourceObject, paths: readonly ValuePath[]): Promise<readonly vscode.Range[]> {
    const request = { ...addressed(source.manifest), index: source.index, paths: paths.map(path => [...path]) };
    const { ranges } = await this.#server.locate(request);
    return ranges.map(({ start, end }) => new vscode.Range(start.line, start.character, end.line, end.character));
  }
}

/** API servers quote what they refuse. */
function withoutValues(refusal: Refusal): Refusal {
  return { ...refusal, message: hidden(refusal.message), said: hidden(refusal.said) };
}

function hidden(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"/g, "(hidden)");
}
