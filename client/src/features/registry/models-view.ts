// The view Models: what the registry has, asked for when it is first looked at.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { CONTEXT_KEYS } from "../../contributions.ts";
import { matchesFilter } from "../../domain/registry/index.ts";
import { isMlflowError, type RegisteredModel } from "../../live/registry/index.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { reasonOf } from "../../ui/guard.ts";
import type { Services } from "../../ui/services.ts";
import { setContextKey } from "../../ui/workbench-state.ts";
import { detail, detailRows, modelRow, versionRow, type ModelRow } from "./model-rows.ts";
import type { ModelsSource } from "./models-source.ts";
import type { RegistryConnection } from "./registry-connection.ts";

export interface ModelsViewParts {
  readonly services: Services;
  readonly connection: RegistryConnection;
  readonly source: ModelsSource;
  /** The models are known, or asked for anew. */
  readonly onModels: (models: readonly RegisteredModel[]) => void;
}

export class ModelsView implements vscode.Disposable, vscode.TreeDataProvider<ModelRow> {
  readonly #parts: ModelsViewParts;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<void>());
  readonly #parents = new WeakMap<ModelRow, ModelRow>();
  readonly #shown = new WeakSet();
  readonly onDidChangeTreeData = this.#changed.event;
  #view: vscode.TreeView<ModelRow> | undefined;
  #filter = "";

  constructor(parts: ModelsViewParts) {
    this.#parts = parts;
  }

  activate(): void {
    const { services, connection, source } = this.#parts;
    this.#view = this.#store.add(
      vscode.window.createTreeView<ModelRow>("seldon.models", { treeDataProvider: this, showCollapseAll: true }),
    );
    const anew = services.guarded("models", () => {
      source.forget();
      return this.#begin();
    });
    this.#store.add(connection.onDidChange(anew));
    this.#store.add(vscode.workspace.onDidGrantWorkspaceTrust(anew));
    this.#store.add(services.registerCommand("seldon.models.refresh", () => connection.reset()));
    this.#store.add(services.registerCommand("seldon.models.filter", () => this.#askForFilter()));
    this.#store.add(services.registerCommand("seldon.models.clearFilter", () => this.#setFilter("")));
    void services.guarded("models", () => this.#begin())();
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** The row, where it is one of ours: menus hand over what they were given, and others may call the command with anything. */
  versionOf(row: unknown): Extract<ModelRow, { kind: "version" }> | undefined {
    return this.#isOurs(row) && row.kind === "version" ? row : undefined;
  }

  #isOurs(row: unknown): row is ModelRow {
    return typeof row === "object" && row !== null && this.#shown.has(row);
  }

  getTreeItem({ look }: ModelRow): vscode.TreeItem {
    const { Collapsed, None } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(look.label, look.canExpand ? Collapsed : None);
    item.id = look.id;
    item.description = look.description;
    item.iconPath = new vscode.ThemeIcon(look.icon);
    item.tooltip = look.tooltip;
    item.contextValue = look.tokens;
    item.accessibilityInformation = { label: look.spoken };
    return item;
  }

  getParent(row: ModelRow): ModelRow | undefined {
    return this.#parents.get(row);
  }

  async getChildren(row?: ModelRow): Promise<ModelRow[]> {
    const rows = row ? await this.#below(row) : await this.#roots();
    for (const child of rows) {
      if (row) this.#parents.set(child, row);
      this.#shown.add(child);
    }
    return [...rows];
  }

  async #roots(): Promise<readonly ModelRow[]> {
    const { connection, source, services, onModels } = this.#parts;
    if (!vscode.workspace.isTrusted || connection.address === "") return [];
    try {
      const models = await source.models();
      onModels(models);
      const names = (model: RegisteredModel): readonly string[] => model.aliases.map(({ alias }) => alias);
      const shown = models.filter(model => matchesFilter(this.#filter, model.name, names(model)));
      await this.#tell({
        isRegistryEmpty: models.length === 0,
        isRegistryFilteredOut: shown.length < models.length && shown.length === 0,
      });
      const count = shown.length === models.length ? "" : l10n.t`${shown.length} of ${models.length}, `;
      this.#describe(count + connection.address);
      return shown.map(modelRow);
    } catch (error) {
      source.forget();
      services.log.error(`The model registry at ${connection.address} cannot be asked: ${reasonOf(error)}`);
      const isRefused = isMlflowError(error) && (error.reason === "unauthorized" || error.reason === "forbidden");
      await this.#tell(isRefused ? { isRegistryRefusing: true } : { isRegistryAway: true });
      this.#describe(reasonOf(error));
      return [];
    }
  }

  async #below(row: ModelRow): Promise<readonly ModelRow[]> {
    const { source } = this.#parts;
    try {
      if (row.kind === "model") {
        const versions = await source.versions(row.model.name);
        if (versions.length === 0) return [detail(row.look.id, l10n.t("No version"), "", "info")];
        return versions.map(version => versionRow(version, row.model));
      }
      return row.kind === "version" ? detailRows(row.version, await source.details(row.version)) : [];
    } catch (error) {
      return [detail(row.look.id, l10n.t("Not known"), reasonOf(error), "warning")];
    }
  }

  async #begin(): Promise<void> {
    await setContextKey(CONTEXT_KEYS.hasRegistry, this.#parts.connection.address !== "");
    await this.#tell({});
    this.#describe("");
    this.#changed.fire();
  }

  /** Why the view is empty, where it is. */
  async #tell(why: Partial<Record<(typeof REASONS)[number], boolean>>): Promise<void> {
    for (const reason of REASONS) await setContextKey(CONTEXT_KEYS[reason], why[reason] === true);
  }

  #describe(text: string): void {
    if (this.#view) this.#view.description = text;
  }

  async #askForFilter(): Promise<void> {
    const text = await vscode.window.showInputBox({
      title: l10n.t("Filter Models"),
      prompt: l10n.t("A part of a model's name, or of an alias after an @"),
      value: this.#filter,
    });
    if (text !== undefined) await this.#setFilter(text);
  }

  async #setFilter(text: string): Promise<void> {
    this.#filter = text.trim();
    await setContextKey(CONTEXT_KEYS.areModelsFiltered, this.#filter !== "");
    if (this.#view) this.#view.message = this.#filter === "" ? "" : l10n.t`Filter: ${this.#filter}`;
    this.#changed.fire();
  }
}

const REASONS = ["isRegistryRefusing", "isRegistryAway", "isRegistryEmpty", "isRegistryFilteredOut"] as const;
