// The rows of the Test Explorer: a file, its tests, their cases. Files are found and read when somebody looks.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { mapAt } from "../../domain/deploy/index.ts";
import { reasonOf } from "../../ui/guard.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { isRequestDocument } from "../../ui/seldon-documents.ts";
import type { Services } from "../../ui/services.ts";
import { readRequests, type RequestFile, type RequestServer, type RequestTest } from "./request-source.ts";

const FILES = "**/*.predict.{yaml,yml}";
const NOT_OURS = "**/{node_modules,.git,.venv}/**";
/** Time that typing rests before a file is read again, in milliseconds. */
const REST = 300;

/** What a row of a test stands for. */
export interface TestRow {
  readonly file: RequestFile;
  readonly test: RequestTest;
}

export class TestTree implements vscode.Disposable {
  readonly #services: Services;
  readonly #server: RequestServer;
  readonly #controller: vscode.TestController;
  readonly #store = new DisposableStore();
  readonly #rows = new Map<string, TestRow>();
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  #found: Promise<void> | undefined;

  constructor(services: Services, server: RequestServer, controller: vscode.TestController) {
    this.#services = services;
    this.#server = server;
    this.#controller = controller;
  }

  activate(): void {
    const { guarded } = this.#services;
    this.#controller.resolveHandler = guarded("prediction tests", item => (item ? this.read(item) : this.findAll()));
    this.#controller.refreshHandler = guarded("prediction tests", async () => {
      await this.findAll();
      await this.#findFiles();
      await Promise.all(this.files.map(item => this.read(item)));
    });
    const show = (document: vscode.TextDocument): void => {
      if (isRequestDocument(document) && document.uri.scheme === "file") this.#readLater(document.uri);
    };
    this.#store.add(vscode.workspace.onDidOpenTextDocument(show));
    this.#store.add(vscode.workspace.onDidChangeTextDocument(({ document }) => show(document)));
    for (const document of vscode.workspace.textDocuments) show(document);
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#store.dispose();
  }

  get files(): readonly vscode.TestItem[] {
    return itemsOf(this.#controller.items);
  }

  /** Finds the files of the workspace, and from then on those that come and go. */
  findAll(): Promise<void> {
    this.#found ??= this.#findAll();
    return this.#found;
  }

  /** The row of a test that stands in a file, read anew; undefined where there is none. */
  async testAt(uri: vscode.Uri, index: number): Promise<vscode.TestItem | undefined> {
    const item = this.#fileItem(uri);
    await this.read(item);
    const found = [...this.#rows].find(
      ([, row]) => row.file.uri.toString() === uri.toString() && row.test.index === index,
    );
    return found && item.children.get(found[0]);
  }

  async firstIn(uri: vscode.Uri): Promise<vscode.TestItem | undefined> {
    const item = this.#fileItem(uri);
    await this.read(item);
    return childrenOf(item)[0];
  }

  rowOf(item: vscode.TestItem): TestRow | undefined {
    return this.#rows.get(item.id);
  }

  /** The item of a case, by its place in `cases`. */
  caseItem(test: vscode.TestItem, index: number): vscode.TestItem | undefined {
    const sortText = sortTextOf(index);
    return childrenOf(test).find(child => child.sortText === sortText);
  }

  /** The item of a row of the table of cases, which is there once it has been run. */
  rowItem(test: vscode.TestItem, row: number, name: string | undefined): vscode.TestItem {
    const id = `${test.id}/row ${row}`;
    const known = test.children.get(id);
    if (known) return known;
    const item = this.#controller.createTestItem(id, name ?? l10n.t`row ${row}`, test.uri);
    item.range = test.range;
    item.sortText = l10n.t`row ${String(row).padStart(9, "0")}`;
    item.tags = test.tags;
    test.children.add(item);
    return item;
  }

  /** The cases of a test that stand in its file; rows of a table do not. */
  casesOf(test: vscode.TestItem): readonly vscode.TestItem[] {
    return childrenOf(test).filter(isCase);
  }

  /** Reads a file, so that its rows are as its text is now. */
  async read(item: vscode.TestItem): Promise<void> {
    const { uri } = item;
    if (!uri || item.parent) return;
    item.busy = true;
    try {
      this.#show(item, await readRequests(this.#server, uri));
      item.error = undefined;
    } catch (error) {
      item.error = l10n.t`This file could not be read: ${reasonOf(error)}`;
    } finally {
      item.busy = false;
    }
  }

  async #findAll(): Promise<void> {
    const watcher = this.#store.add(vscode.workspace.createFileSystemWatcher(FILES));
    this.#store.add(watcher.onDidCreate(uri => this.#readLater(uri)));
    this.#store.add(
      watcher.onDidChange(uri => {
        if (this.#controller.items.get(uri.toString())) this.#readLater(uri);
      }),
    );
    this.#store.add(watcher.onDidDelete(uri => this.#forget(uri)));
    await this.#findFiles();
  }

  async #findFiles(): Promise<void> {
    for (const uri of await vscode.workspace.findFiles(FILES, NOT_OURS)) this.#fileItem(uri);
  }

  #fileItem(uri: vscode.Uri): vscode.TestItem {
    const known = this.#controller.items.get(uri.toString());
    if (known) return known;
    const item = this.#controller.createTestItem(uri.toString(), vscode.workspace.asRelativePath(uri), uri);
    item.canResolveChildren = true;
    this.#controller.items.add(item);
    return item;
  }

  #forget(uri: vscode.Uri): void {
    this.#controller.items.delete(uri.toString());
    for (const [id, { file }] of this.#rows) if (file.uri.toString() === uri.toString()) this.#rows.delete(id);
  }

  #readLater(uri: vscode.Uri): void {
    const key = uri.toString();
    clearTimeout(this.#waiting.get(key));
    const read = this.#services.guarded("prediction tests", () => this.read(this.#fileItem(uri)));
    this.#waiting.set(
      key,
      setTimeout(() => void read(), REST),
    );
  }

  #show(item: vscode.TestItem, file: RequestFile): void {
    const ids = new Set<string>();
    const items = file.tests.map(test => {
      const id = freeId(`${item.id}#${test.name}`, ids);
      this.#rows.set(id, { file, test });
      return this.#testItem(item, id, test, file.uri);
    });
    for (const [id, row] of this.#rows)
      if (!ids.has(id) && row.file.uri.toString() === file.uri.toString()) this.#rows.delete(id);
    item.children.replace(items);
  }

  /** The item that is there stays, so that its results do. */
  #testItem(parent: vscode.TestItem, id: string, test: RequestTest, uri: vscode.Uri): vscode.TestItem {
    const item = parent.children.get(id) ?? this.#controller.createTestItem(id, test.name, uri);
    item.label = test.name;
    item.range = test.nameRange;
    item.tags = tagsOf(test);
    // Rows of a table stand in another file: they stay, with their results, as long as there is a table.
    const hasTable = mapAt(test.value, "spec")["casesFrom"] !== undefined;
    const rows = hasTable ? childrenOf(item).filter(child => !isCase(child)) : [];
    const ids = new Set<string>();
    const cases = test.cases.map(each => {
      const caseId = freeId(`${id}/${each.name}`, ids);
      const child = item.children.get(caseId) ?? this.#controller.createTestItem(caseId, each.name, uri);
      child.range = each.range;
      child.sortText = sortTextOf(each.index);
      child.tags = item.tags;
      return child;
    });
    item.children.replace([...cases, ...rows]);
    return item;
  }
}

const CASE = l10n.t("case ");

function isCase({ sortText }: vscode.TestItem): boolean {
  return sortText?.startsWith(CASE) === true;
}

function sortTextOf(index: number): string {
  return `${CASE}${String(index).padStart(6, "0")}`;
}

function childrenOf(item: vscode.TestItem): readonly vscode.TestItem[] {
  return itemsOf(item.children);
}

function itemsOf(collection: vscode.TestItemCollection): readonly vscode.TestItem[] {
  return [...collection].map(([, item]) => item);
}

/** Names may repeat, which a rule complains of. */
function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let number = 2; taken.has(id); number++) id = `${wanted} (${number})`;
  taken.add(id);
  return id;
}

/** Labels filter the Test Explorer: `@seldon.predictions:suite=smoke`. */
function tagsOf({ value }: RequestTest): vscode.TestTag[] {
  const labels = Object.entries(mapAt(value, "metadata", "labels"));
  return labels.map(([name, text]) => new vscode.TestTag(`${name}=${String(text)}`));
}
