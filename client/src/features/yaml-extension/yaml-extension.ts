// Keeps the peace with redhat.vscode-yaml: where it is at work, syntax errors are left to it and it leaves our kinds to us.
import * as vscode from "vscode";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { isServedDocument, watchSeldonDocuments } from "../../ui/seldon-documents.ts";
import type { Services } from "../../ui/services.ts";
import {
  CONTRIBUTOR_NAME,
  isSchemaContributorApi,
  schemaContent,
  schemaFor,
  SCHEMA_URI,
} from "./schema-contribution.ts";

const EXTENSION_ID = "redhat.vscode-yaml";

export class YamlExtension implements vscode.Disposable {
  readonly #services: Services;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<boolean>());
  #reportsSyntax = false;
  #hasOurSchema = false;

  constructor(services: Services) {
    this.#services = services;
  }

  /** Fires when {@link reportsSyntax} has changed. */
  readonly onDidChange = this.#changed.event;

  /** True while the YAML extension reports the syntax errors of YAML documents. */
  get reportsSyntax(): boolean {
    return this.#reportsSyntax;
  }

  activate(): void {
    const connect = this.#services.guarded(EXTENSION_ID, () => this.#connect());
    this.#store.add(vscode.extensions.onDidChange(connect));
    this.#store.add(
      vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration("yaml.validate")) void connect();
      }),
    );
    const watch = this.#store.add(new DisposableStore());
    watch.add(
      watchSeldonDocuments(({ languageId }) => {
        if (languageId !== "yaml") return;
        watch.dispose();
        void connect();
      }, isServedDocument),
    );
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** Takes the answer for granted until the other extension is up, so that our server need not be started twice. */
  async #connect(): Promise<void> {
    const extension = vscode.extensions.getExtension(EXTENSION_ID);
    const isNeeded = extension?.isActive === true || vscode.workspace.textDocuments.some(isYaml);
    if (!extension || !isNeeded) {
      this.#hasOurSchema = false;
      this.#setReportsSyntax(false);
      return;
    }
    this.#setReportsSyntax(vscode.workspace.getConfiguration("yaml").get("validate") !== false);
    try {
      // Open YAML activates that extension in any case; joining in is the only way to learn when it is done.
      const exported: unknown = await extension.activate();
      if (!this.#hasOurSchema) this.#contributeSchema(exported);
    } catch (error) {
      this.#setReportsSyntax(false);
      throw error;
    }
  }

  #contributeSchema(exported: unknown): void {
    this.#hasOurSchema =
      isSchemaContributorApi(exported) &&
      exported.registerContributor(
        CONTRIBUTOR_NAME,
        resource => schemaFor(resource, textOf(resource)),
        uri => (uri === SCHEMA_URI ? schemaContent : undefined),
      );
    const { log } = this.#services;
    if (this.#hasOurSchema)
      log.info(`${EXTENSION_ID} is active: it reports YAML syntax and leaves Seldon's kinds to us.`);
    else log.warn(`${EXTENSION_ID} did not take our schema: it may complete other kinds' keys in Seldon manifests.`);
  }

  #setReportsSyntax(value: boolean): void {
    if (value === this.#reportsSyntax) return;
    this.#reportsSyntax = value;
    this.#changed.fire(value);
  }
}

function isYaml({ languageId }: vscode.TextDocument): boolean {
  return languageId === "yaml";
}

function textOf(resource: string): string | undefined {
  return vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === resource)?.getText();
}
