// Request files in the Test Explorer, and the lines above them in the editor that send them.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { DeployTarget } from "../../domain/deploy/index.ts";
import type { Clusters } from "../../ui/clusters.ts";
import { commandTitle } from "../../ui/command-title.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { mayAsk } from "../../ui/may-ask.ts";
import { clusterIsNotTrusted } from "../../ui/messages.ts";
import { noRequestHere, noSecretsKept, secretsForgotten } from "../../ui/prediction-messages.ts";
import type { PredictionSecrets } from "../../ui/prediction-secrets.ts";
import { isRequestDocument } from "../../ui/seldon-documents.ts";
import type { Services } from "../../ui/services.ts";
import { chosenTests } from "./chosen-tests.ts";
import { copyRequest } from "./copy-request.ts";
import { RequestLens } from "./request-lens.ts";
import type { RequestServer } from "./request-source.ts";
import { runRequests } from "./run-requests.ts";
import type { ChosenTest, SentRequest, TestMeans } from "./test-execution.ts";
import { TestTree } from "./test-tree.ts";

/** What chooses the cluster and namespace that requests of a folder go to. */
export interface RequestTargets {
  targetFor(uri: vscode.Uri | undefined, written: readonly string[]): Promise<DeployTarget | undefined>;
}

/** Shows an answer; what is not shown so is in the output of the tests. */
export type ShowSent = (sent: SentRequest) => Promise<void>;

export class PredictionTests implements vscode.Disposable {
  readonly #services: Services;
  readonly #clusters: Clusters;
  readonly #means: TestMeans;
  readonly #store = new DisposableStore();
  readonly #controller: vscode.TestController;
  readonly #tree: TestTree;
  readonly #lens: RequestLens;
  readonly #showSent: ShowSent;
  /** By the last run. */
  #sent: SentRequest | undefined;
  /** Tests run side by side; what they ask the user is asked one after the other. */
  #question: Promise<unknown> = Promise.resolve();

  constructor(
    services: Services,
    clusters: Clusters,
    server: RequestServer,
    targets: RequestTargets,
    secrets: PredictionSecrets,
    showSent: ShowSent,
  ) {
    this.#services = services;
    this.#showSent = showSent;
    this.#clusters = clusters;
    this.#controller = this.#store.add(
      vscode.tests.createTestController("seldon.predictions", l10n.t("Seldon predictions")),
    );
    this.#tree = this.#store.add(new TestTree(services, server, this.#controller));
    this.#lens = this.#store.add(new RequestLens(services, server));
    this.#means = {
      server,
      secrets,
      tree: this.#tree,
      targetFor: (uri, namespaces) => this.#inTurn(() => targets.targetFor(uri, namespaces)),
      mayAsk: (value, addressee) => this.#inTurn(() => mayAsk(services, value, addressee)),
      onSent: sent => (this.#sent = sent),
    };
  }

  activate(): void {
    const { guarded, registerCommand } = this.#services;
    const profile = this.#controller.createRunProfile(
      l10n.t("Run"),
      vscode.TestRunProfileKind.Run,
      guarded("prediction tests", (request, token) => this.#runChosen(request, token)),
      true,
    );
    this.#store.add(profile);
    this.#tree.activate();
    this.#lens.activate();
    this.#store.add(registerCommand("seldon.sendRequest", (uri, index, who) => this.#send(uri, index, who === "all")));
    this.#store.add(registerCommand("seldon.copyRequestAs", (uri, index) => this.#copy(uri, index)));
    this.#store.add(registerCommand("seldon.forgetSecret", () => this.#forgetSecret()));
  }

  dispose(): void {
    this.#store.dispose();
  }

  #inTurn<T>(ask: () => Promise<T>): Promise<T> {
    const asked = this.#question.then(ask);
    this.#question = asked.catch(() => {});
    return asked;
  }

  async #runChosen(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    if (!this.#isAllowed(l10n.t("Run Prediction Tests"))) return;
    await this.#run(request, await chosenTests(this.#tree, request), false, token);
  }

  async #run(
    request: vscode.TestRunRequest,
    chosen: readonly ChosenTest[],
    isToAll: boolean,
    token?: vscode.CancellationToken,
  ): Promise<void> {
    if (token?.isCancellationRequested === true) return;
    const run = this.#controller.createTestRun(request);
    try {
      await runRequests(run, chosen, this.#clusters, this.#means, isToAll);
    } finally {
      run.end();
    }
  }

  async #send(uri: unknown, index: unknown, isToAll: boolean): Promise<void> {
    if (!this.#isAllowed(commandTitle("seldon.sendRequest"))) return;
    const item = await this.#itemAt(uri, index);
    if (!item) return;
    const request = new vscode.TestRunRequest([item], undefined, undefined, false, true);
    this.#sent = undefined;
    await this.#run(request, await chosenTests(this.#tree, request), isToAll);
    const sent = this.#sentLast();
    if (sent?.results.length === 1) await this.#showSent(sent);
    else await vscode.commands.executeCommand("testing.showMostRecentOutput");
  }

  #sentLast(): SentRequest | undefined {
    return this.#sent;
  }

  async #copy(uri: unknown, index: unknown): Promise<void> {
    if (!this.#isAllowed(commandTitle("seldon.copyRequestAs"))) return;
    const item = await this.#itemAt(uri, index);
    const row = item && this.#tree.rowOf(item);
    if (row) await copyRequest(this.#services, this.#clusters, this.#means, row);
  }

  /** The test that a lens stands above; else the first of the active editor. */
  async #itemAt(uri: unknown, index: unknown): Promise<vscode.TestItem | undefined> {
    if (uri instanceof vscode.Uri && typeof index === "number") return await this.#tree.testAt(uri, index);
    const document = vscode.window.activeTextEditor?.document;
    const item = document && isRequestDocument(document) ? await this.#tree.firstIn(document.uri) : undefined;
    if (!item) this.#services.show(noRequestHere());
    return item;
  }

  #isAllowed(title: string): boolean {
    if (vscode.workspace.isTrusted) return true;
    this.#services.show(clusterIsNotTrusted(title));
    return false;
  }

  async #forgetSecret(): Promise<void> {
    const { secrets } = this.#means;
    const { kept } = secrets;
    if (kept.length === 0) {
      this.#services.show(noSecretsKept());
      return;
    }
    const items = kept.map(use => ({
      label: use.name,
      description: use.destination,
      detail: vscode.Uri.parse(use.folder).fsPath,
      use,
    }));
    const title = commandTitle("seldon.forgetSecret").replace("…", "");
    const chosen = await vscode.window.showQuickPick(items, { title, canPickMany: true, matchOnDescription: true });
    if (!chosen || chosen.length === 0) return;
    await secrets.forget(chosen.map(({ use }) => use));
    this.#services.show(secretsForgotten([...new Set(chosen.map(({ use }) => use.name))]));
  }
}
