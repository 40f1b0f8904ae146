// The item in the editor's language status: which Seldon version is meant, what was found, and whether the server works.
import * as vscode from "vscode";
import { CONTEXT_KEYS, LANGUAGE_STATUS } from "../../contributions.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { isSeldonDocument, isServedDocument, servedSelector } from "../../ui/seldon-documents.ts";
import type { Services } from "../../ui/services.ts";
import { setContextKey, stringSetting } from "../../ui/workbench-state.ts";
import { describeStatus, type ProblemCounts, type StatusFacts } from "./status-text.ts";
import { isTemplatePath, isTemplateText } from "./template-path.ts";

/** The part of the language client that is shown. */
export interface ServerStatus {
  readonly state: StatusFacts["server"];
  readonly onDidChangeState: vscode.Event<unknown>;
}

export class ManifestLanguageStatus implements vscode.Disposable {
  readonly #services: Services;
  readonly #server: ServerStatus;
  readonly #store = new DisposableStore();

  constructor(services: Services, server: ServerStatus) {
    this.#services = services;
    this.#server = server;
  }

  activate(): void {
    const item = this.#store.add(vscode.languages.createLanguageStatusItem(LANGUAGE_STATUS.server, []));
    item.name = "Seldon";
    const refresh = this.#services.guarded("language status", () => this.#refresh(item));
    const ofActiveEditor = (uri: vscode.Uri): boolean =>
      vscode.window.activeTextEditor?.document.uri.toString() === uri.toString();
    this.#store.add(this.#server.onDidChangeState(refresh));
    this.#store.add(vscode.window.onDidChangeActiveTextEditor(refresh));
    this.#store.add(
      vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration("seldon")) void refresh();
      }),
    );
    this.#store.add(
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some(ofActiveEditor)) void refresh();
      }),
    );
    this.#store.add(
      vscode.workspace.onDidOpenTextDocument(({ uri }) => {
        if (ofActiveEditor(uri)) void refresh();
      }),
    );
    void refresh();
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #refresh(item: vscode.LanguageStatusItem): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    const isOurs = document !== undefined && isServedDocument(document);
    item.selector = isOurs ? [...servedSelector] : [];
    if (isOurs) show(item, this.#factsOf(document));
    await setContextKey(CONTEXT_KEYS.isSeldonDocument, document !== undefined && isSeldonDocument(document));
  }

  #factsOf(document: vscode.TextDocument): StatusFacts {
    return {
      server: this.#server.state,
      version: stringSetting("seldon.version", document.uri),
      counts: countProblems(vscode.languages.getDiagnostics(document.uri)),
      isTemplate: isTemplatePath(document.uri.path) || isTemplateText(document.getText()),
    };
  }
}

function show(item: vscode.LanguageStatusItem, facts: StatusFacts): void {
  const { text, detail, severity, isBusy, command } = describeStatus(facts);
  item.text = text;
  item.detail = detail;
  item.severity = severities[severity];
  item.busy = isBusy;
  item.command = { title: command.title, command: command.id };
  item.accessibilityInformation = { label: `${text}: ${detail}` };
}

const severities = {
  information: vscode.LanguageStatusSeverity.Information,
  warning: vscode.LanguageStatusSeverity.Warning,
  error: vscode.LanguageStatusSeverity.Error,
} as const;

function countProblems(diagnostics: readonly vscode.Diagnostic[]): ProblemCounts {
  const ours = diagnostics.filter(({ source }) => source === "seldon");
  const count = (severity: vscode.DiagnosticSeverity): number =>
    ours.filter(diagnostic => diagnostic.severity === severity).length;
  return {
    error: count(vscode.DiagnosticSeverity.Error),
    warning: count(vscode.DiagnosticSeverity.Warning),
    information: count(vscode.DiagnosticSeverity.Information),
    hint: count(vscode.DiagnosticSeverity.Hint),
  };
}
