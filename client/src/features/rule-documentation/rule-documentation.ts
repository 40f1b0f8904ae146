// The command that opens a rule's page: at once for a problem under the cursor, else after a choice from the list.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { DisposableStore } from "../../ui/disposable-store.ts";
import type { Services } from "../../ui/services.ts";
import { readRulePage, ruleIdOf, type RulePage } from "./rule-page.ts";

export class RuleDocumentation implements vscode.Disposable {
  readonly #services: Services;
  /** Folder of the rules' pages inside the extension. */
  readonly #pages: vscode.Uri;
  readonly #store = new DisposableStore();

  constructor(services: Services, pages: vscode.Uri) {
    this.#services = services;
    this.#pages = pages;
  }

  activate(): void {
    this.#store.add(this.#services.registerCommand("seldon.openRuleDocumentation", id => this.#run(id)));
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** @param wanted id of a rule, from a link that names one */
  async #run(wanted: unknown): Promise<void> {
    // The id becomes part of a path, so only one that looks like an id is taken.
    const isNamed = typeof wanted === "string" && ruleIdOf(`${wanted}.md`) === wanted;
    const ids = isNamed ? [wanted] : rulesAtCursor();
    const id = ids.length === 1 ? ids[0] : await this.#choose(ids);
    if (id !== undefined) await openPage(vscode.Uri.joinPath(this.#pages, `${id}.md`));
  }

  async #choose(first: readonly string[]): Promise<string | undefined> {
    const pages = await this.#readPages();
    const place = ({ id }: RulePage): number => (first.includes(id) ? 0 : 1);
    const items = pages.toSorted((a, b) => place(a) - place(b)).map(({ id, title }) => ({ label: id, detail: title }));
    const chosen = await vscode.window.showQuickPick(items, {
      title: l10n.t("Seldon rules"),
      placeHolder: l10n.t("Choose the rule whose page you want to read"),
      matchOnDetail: true,
    });
    return chosen?.label;
  }

  async #readPages(): Promise<RulePage[]> {
    const entries = await vscode.workspace.fs.readDirectory(this.#pages);
    const ids = entries.flatMap(([name]) => ruleIdOf(name) ?? []).sort();
    return await Promise.all(
      ids.map(async id => {
        const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.#pages, `${id}.md`));
        return readRulePage(id, new TextDecoder().decode(bytes));
      }),
    );
  }
}

/** Ids of the rules whose problems the cursor stands in, each once. */
function rulesAtCursor(): string[] {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return [];
  const here = vscode.languages
    .getDiagnostics(editor.document.uri)
    .filter(({ source, range }) => source === "seldon" && range.contains(editor.selection.active));
  return [...new Set(here.flatMap(({ code }) => codeText(code) ?? []))];
}

function codeText(code: vscode.Diagnostic["code"]): string | undefined {
  const value = typeof code === "object" ? code.value : code;
  return value === undefined ? undefined : String(value);
}

/** Rendered where VS Code's Markdown extension is there to do it. */
async function openPage(page: vscode.Uri): Promise<void> {
  const commands = await vscode.commands.getCommands(true);
  if (commands.includes("markdown.showPreview")) await vscode.commands.executeCommand("markdown.showPreview", page);
  else await vscode.window.showTextDocument(page);
}
