// Logs worth reading: one click follows a deployment, a predictor, a graph unit, a pod, a container, or a Job.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { CONTEXT_KEYS, LOG_LANGUAGE } from "../../contributions.ts";
import type { WatchedClusters } from "../../live/index.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { reasonOf } from "../../ui/guard.ts";
import { logIsSaved, noDeploymentToChoose, noLogIsOpen, rowHasNoLog } from "../../ui/messages.ts";
import type { Services } from "../../ui/services.ts";
import { targetOf } from "../../ui/target.ts";
import { setContextKey } from "../../ui/workbench-state.ts";
import { chooseFilter } from "./choose-filter.ts";
import { chooseContext, chooseJob, chooseTarget, knownTargets } from "./choose-target.ts";
import { explanation } from "./log-hover.ts";
import { logTargetOf, targetTitle, type JobLogTarget, type LogTarget, type RowLogTarget } from "./log-target.ts";
import { OpenLog } from "./open-log.ts";
import { podsOfJob, podsOfRow, type PodSource } from "./pod-source.ts";

export class Logs implements vscode.Disposable {
  readonly #services: Services;
  readonly #watched: WatchedClusters;
  readonly #store = new DisposableStore();
  /** By title, the one that was asked for last at the end. */
  readonly #open = new Map<string, OpenLog>();

  constructor(services: Services, watched: WatchedClusters) {
    this.#services = services;
    this.#watched = watched;
  }

  activate(): void {
    const { registerCommand, guarded } = this.#services;
    const add = (item: vscode.Disposable): unknown => this.#store.add(item);
    add(registerCommand("seldon.logs.follow", row => this.#follow(row)));
    add(registerCommand("seldon.logs.followJob", () => this.#followJob()));
    add(registerCommand("seldon.logs.filter", () => this.#withLog(log => chooseFilter(log.stream, log.title))));
    add(registerCommand("seldon.logs.pause", () => this.#withLog(log => this.#setPaused(log, true))));
    add(registerCommand("seldon.logs.resume", () => this.#withLog(log => this.#setPaused(log, false))));
    add(registerCommand("seldon.logs.clear", () => this.#withLog(({ stream }) => stream.clear())));
    add(registerCommand("seldon.logs.save", () => this.#withLog(log => this.#save(log))));
    add(
      registerCommand("seldon.logs.copy", () =>
        this.#withLog(log => vscode.env.clipboard.writeText(log.stream.text())),
      ),
    );
    add(registerCommand("seldon.logs.close", () => this.#withLog(log => this.#close(log))));
    add(vscode.window.onDidChangeVisibleTextEditors(guarded("log in the panel", () => this.#tellState())));
    add(
      vscode.languages.registerHoverProvider(
        { language: LOG_LANGUAGE.id },
        { provideHover: (document, { line }) => this.#hover(document, line) },
      ),
    );
  }

  dispose(): void {
    this.#store.dispose();
    for (const log of this.#open.values()) log.dispose();
    this.#open.clear();
  }

  async #follow(row: unknown): Promise<void> {
    const asked = targetOf(row);
    const target = asked ? logTargetOf(asked) : await this.#choose();
    if (asked && !target) this.#services.show(rowHasNoLog());
    if (target) await this.#show(target, () => this.#podsOfRow(target));
  }

  async #followJob(): Promise<void> {
    const context = await chooseContext(this.#watched);
    const target = context === undefined ? undefined : await chooseJob(this.#watched, context);
    if (target) await this.#show(target, () => this.#podsOfJob(target));
  }

  /** A palette command may be the first to look at a cluster. */
  async #choose(): Promise<RowLogTarget | undefined> {
    let items = knownTargets(this.#watched);
    if (items.length === 0) {
      const context = await chooseContext(this.#watched);
      if (context !== undefined) await this.#watched.look(context);
      items = knownTargets(this.#watched);
    }
    if (items.length > 0) return await chooseTarget(items);
    this.#services.show(noDeploymentToChoose(l10n.t("Follow Log")));
    return undefined;
  }

  async #podsOfRow(target: RowLogTarget): Promise<PodSource> {
    await this.#watched.look(target.context);
    return await podsOfRow(this.#watched, target, () => this.#update(target));
  }

  async #podsOfJob(target: JobLogTarget): Promise<PodSource> {
    const { session } = await this.#watched.watch(target.context);
    return await podsOfJob(session, target, () => this.#update(target));
  }

  #update(target: LogTarget): void {
    this.#open.get(targetTitle(target))?.stream.update();
  }

  /** Opens a log, or shows the one that is open. */
  async #show(target: LogTarget, findPods: () => Promise<PodSource>): Promise<void> {
    const title = targetTitle(target);
    const source = this.#open.has(title) ? undefined : await findPods();
    // Two clicks may have come close together.
    const known = this.#open.get(title);
    if (known) source?.dispose();
    const log = known ?? (source && this.#make(target, source));
    if (!log) return;
    this.#open.delete(title);
    this.#open.set(title, log);
    log.show();
    await this.#tellState();
  }

  #make(target: LogTarget, source: PodSource): OpenLog {
    return new OpenLog({
      target,
      source,
      session: async () => (await this.#watched.watch(target.context)).session,
      onError: error => this.#services.log.error(`Log of ${targetTitle(target)}: ${reasonOf(error)}`),
    });
  }

  /** The log that the panel shows, else the one that was asked for last. */
  get #current(): OpenLog | undefined {
    const logs = [...this.#open.values()];
    const documents = vscode.window.visibleTextEditors.map(({ document }) => document);
    return logs.find(log => documents.some(document => log.isShownIn(document))) ?? logs.at(-1);
  }

  async #withLog(action: (log: OpenLog) => unknown): Promise<void> {
    const log = this.#current;
    if (log) await action(log);
    else this.#services.show(noLogIsOpen());
  }

  async #setPaused({ stream }: OpenLog, isPaused: boolean): Promise<void> {
    if (isPaused) stream.pause();
    else stream.resume();
    await this.#tellState();
  }

  async #close(log: OpenLog): Promise<void> {
    this.#open.delete(log.title);
    log.dispose();
    await this.#tellState();
  }

  async #save({ stream, title }: OpenLog): Promise<void> {
    const name = `${title.replace(/[^\w.-]+/g, "-")}.log`;
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const uri = await vscode.window.showSaveDialog({
      title: l10n.t("Save Log"),
      filters: { Log: ["log", "txt"] },
      ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
    });
    if (!uri) return;
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(stream.text()));
    this.#services.show(logIsSaved(vscode.workspace.asRelativePath(uri)));
  }

  #hover(document: vscode.TextDocument, line: number): vscode.Hover | undefined {
    const log = [...this.#open.values()].find(open => open.isShownIn(document));
    const match = log?.stream.explain(document.lineAt(line).text);
    return match && new vscode.Hover(explanation(match), document.lineAt(line).range);
  }

  async #tellState(): Promise<void> {
    await setContextKey(CONTEXT_KEYS.hasLogs, this.#open.size > 0);
    await setContextKey(CONTEXT_KEYS.isLogPaused, this.#current?.stream.isPaused === true);
  }
}
