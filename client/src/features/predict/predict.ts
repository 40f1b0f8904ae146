// Predictions from the editor, the explorer and the palette: an answer in one click, predictors side by side, bursts, feedback.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { AnswerOffer } from "../../../../schemas/src/index.ts";
import { type CommandId } from "../../contributions.ts";
import { textAt } from "../../domain/deploy/index.ts";
import { redact } from "../../domain/index.ts";
import type { DeploymentToAsk } from "../../domain/predict/index.ts";
import type { CaseResult, CopyForm } from "../../live/predict/index.ts";
import { commandTitle } from "../../ui/command-title.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { clusterIsNotTrusted } from "../../ui/messages.ts";
import { isRequestDocument } from "../../ui/seldon-documents.ts";
import { AnswerDocuments } from "./answer-documents.ts";
import { AnswerView } from "./answer-view.ts";
import { findAsked, type Asked } from "./asked.ts";
import { BurstView } from "./burst-view.ts";
import { chooseRequest } from "./choose-request.ts";
import { ComparisonView } from "./comparison-view.ts";
import { sendFeedback } from "./feedback.ts";
import { ForwardsView } from "./forwards-view.ts";
import { showHistory } from "./history-choice.ts";
import type { HistoryEntry } from "./history-entry.ts";
import { PredictionHistory } from "./history.ts";
import { requestsIn, type OpenRequest } from "./open-request.ts";
import { PredictLens } from "./predict-lens.ts";
import type { PredictHost, PredictParts } from "./predict-parts.ts";
import type { Destination } from "./run-request.ts";
import { Senders } from "./senders.ts";
import { parseJson } from "../../domain/json/index.ts";

/** A request with where it goes. */
interface Aim {
  readonly request: OpenRequest;
  readonly destination: Destination;
  readonly predictor: string | undefined;
}

/** A request that was sent elsewhere, with what came of it. */
interface SentRequest {
  readonly uri: vscode.Uri;
  /** Among the objects of the file. */
  readonly index: number;
  readonly name: string;
  readonly value: unknown;
  readonly context: string | undefined;
  readonly namespace: string | undefined;
  readonly results: readonly CaseResult[];
  readonly ask: DeploymentToAsk | undefined;
  readonly secrets: ReadonlySet<string>;
}

const COPY_LABELS: Readonly<Record<CopyForm, string>> = {
  curl: "curl",
  "python-requests": l10n.t("Python with requests"),
  "python-seldon-client": l10n.t("Python with SeldonClient"),
  grpcurl: "grpcurl",
};

/** Characters of a raw answer that an editor is given. */
const LARGEST_RAW = 20_000_000;

export class Predict implements vscode.Disposable {
  readonly #parts: PredictParts;
  readonly #store = new DisposableStore();
  readonly #documents = this.#store.add(new AnswerDocuments());
  readonly #answer: AnswerView;
  readonly #comparison: ComparisonView;
  readonly #burst: BurstView;
  readonly #lens: PredictLens;
  readonly #forwards: ForwardsView;

  constructor(host: PredictHost) {
    const senders = new Senders(host.clusters, () => this.#inUse());
    this.#parts = { ...host, senders, history: new PredictionHistory(host.memento) };
    this.#lens = this.#store.add(new PredictLens(host));
    const closed = (): void => this.#giveBack();
    this.#answer = this.#store.add(new AnswerView(this.#parts, { closed, offered: offer => this.#offered(offer) }));
    this.#comparison = this.#store.add(new ComparisonView(this.#parts, this.#documents, closed));
    this.#burst = this.#store.add(new BurstView(this.#parts, titleOf("seldon.burst"), closed));
    this.#forwards = this.#store.add(new ForwardsView(host, senders));
  }

  activate(): void {
    this.#documents.activate();
    this.#lens.activate();
    this.#forwards.activate();
    this.#register("seldon.predict", (title, args) => this.#predict(title, args));
    this.#register("seldon.comparePredictors", (title, args) => this.#compare(title, args));
    this.#register("seldon.burst", (title, args) => this.#sendBurst(title, args));
    this.#register("seldon.sendFeedback", title => sendFeedback(this.#parts, this.#answer, title));
    this.#register("seldon.predictionHistory", title =>
      showHistory(this.#parts, title, {
        send: entry => this.#answer.open({ ...aimOfEntry(entry), chosen: entry.chosen, endpoint: "predict" }),
        openAsFile: entry => this.#openAsFile(entry),
      }),
    );
  }

  dispose(): void {
    this.#store.dispose();
    this.#giveBack();
  }

  /** Ways to models are kept for the next request as long as a page is there to send it. */
  #giveBack(): void {
    void this.#parts.services.guarded(l10n.t("closing the ways to models"), () => this.#parts.senders.closeUnused())();
  }

  #inUse(): readonly Destination[] {
    return [this.#answer, this.#comparison, this.#burst].flatMap(view => view.destination ?? []);
  }

  /** Shows what was sent elsewhere, such as by the line above a request. */
  async showSent(sent: SentRequest): Promise<void> {
    const { uri, index, name, value, context, namespace, results, ask, secrets } = sent;
    const [result] = results;
    if (!result) return;
    const request = { value, name, file: uri, index };
    const destination = { context, namespace, deployment: textAt(value, "spec", "target", "deployment") ?? "" };
    const shown = { request, destination, predictor: result.predictor, chosen: 0, endpoint: "predict" } as const;
    await this.#answer.showResult(shown, result, ask, secrets);
  }

  #register(id: CommandId, run: (title: string, args: readonly unknown[]) => unknown): void {
    const title = titleOf(id);
    const command = this.#parts.services.registerCommand(id, (...args) => {
      if (vscode.workspace.isTrusted) return run(title, args);
      this.#parts.services.show(clusterIsNotTrusted(title));
      return undefined;
    });
    this.#store.add(command);
  }

  async #predict(title: string, args: readonly unknown[]): Promise<void> {
    const aim = await this.#aim(title, args);
    if (aim) await this.#answer.open({ ...aim, chosen: 0, endpoint: "predict" });
  }

  async #compare(title: string, args: readonly unknown[]): Promise<void> {
    const aim = await this.#aim(title, args);
    if (aim) await this.#comparison.open(aim.request, aim.destination);
  }

  async #sendBurst(title: string, args: readonly unknown[]): Promise<void> {
    const aim = await this.#aim(title, args);
    if (aim) await this.#burst.open(aim.request, aim.destination);
  }

  async #aim(title: string, [first, second]: readonly unknown[]): Promise<Aim | undefined> {
    const document = vscode.window.activeTextEditor?.document;
    if (first === undefined && document && isRequestDocument(document))
      return await this.#aimOfFile(document.uri, title);
    const asked = await findAsked(this.#parts, title, first, second);
    if (!asked) return undefined;
    const request = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
      chooseRequest(this.#parts, asked, title),
    );
    return request && { request, destination: destinationOf(asked), predictor: asked.predictor };
  }

  /** The request that the cursor is in, else the first one of the file. */
  async #aimOfFile(uri: vscode.Uri, title: string): Promise<Aim | undefined> {
    const requests = await requestsIn(this.#parts.server, uri);
    const items = requests.map(request => ({ label: request.name, request }));
    const chosen = items.length < 2 ? items[0] : await vscode.window.showQuickPick(items, { title });
    if (!chosen) return undefined;
    const { request } = chosen;
    const target = ["spec", "target"] as const;
    const deployment = textAt(request.value, ...target, "deployment") ?? "";
    if (textAt(request.value, ...target, "url") !== undefined)
      return { request, destination: { context: undefined, namespace: undefined, deployment }, predictor: undefined };
    const written = textAt(request.value, ...target, "namespace");
    const where = await this.#parts.targets.targetFor(uri, written === undefined ? [] : [written]);
    if (!where) return undefined;
    const destination = { context: where.context, namespace: written ?? where.namespace, deployment };
    return { request, destination, predictor: undefined };
  }

  async #offered(offer: AnswerOffer): Promise<void> {
    const { shown } = this.#answer;
    if (!shown) return;
    if (offer === "compare") await this.#comparison.open(shown.request, shown.destination);
    else if (offer === "burst") await this.#burst.open(shown.request, shown.destination);
    else if (offer === "feedback") await vscode.commands.executeCommand("seldon.sendFeedback");
    else if (offer === "history") await vscode.commands.executeCommand("seldon.predictionHistory");
    else if (offer === "copy") await this.#copy();
    else if (offer === "raw") await this.#showRaw();
    else if (offer === "log") await followLog(shown.destination);
    else if (offer === "request") await this.#openRequest(shown.request);
  }

  async #copy(): Promise<void> {
    const { exchange } = this.#answer;
    if (!exchange) return;
    const { copyAs, copyForms } = await import("../../live/predict/index.ts");
    const forms = copyForms(exchange.request).map(form => ({ label: COPY_LABELS[form], form }));
    const options = {
      title: l10n.t("Copy Request"),
      placeHolder: forms.length === 0 ? l10n.t("It is too large to be pasted") : l10n.t("As"),
    };
    const chosen = await vscode.window.showQuickPick(forms, options);
    const text = chosen && copyAs(exchange.request, chosen.form);
    if (!chosen || text === undefined) return;
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage(l10n.t`$(copy) Copied as ${chosen.label}`, 3_000);
  }

  async #showRaw(): Promise<void> {
    const { exchange, used } = this.#answer;
    if (exchange?.outcome.kind !== "answer") return;
    const { printValue } = await import("../../live/predict/index.ts");
    const { body } = exchange.outcome;
    const json = parseJson(body);
    const text = json === undefined ? body : `${printValue(json)}\n`;
    const cut =
      text.length > LARGEST_RAW ? l10n.t`${text.slice(0, LARGEST_RAW)}\n… and ${text.length - LARGEST_RAW} more` : text;
    const name = exchange.request.deployment ?? "answer";
    await this.#documents.open(`${name}${json === undefined ? ".txt" : ".json"}`, redact(cut, [...used]));
  }

  async #openRequest(request: OpenRequest): Promise<void> {
    if (request.index === undefined) {
      await this.#openValue(request.value);
      return;
    }
    const document = await vscode.workspace.openTextDocument(request.file);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
  }

  async #openAsFile({ value, file }: HistoryEntry): Promise<void> {
    if (value !== undefined) await this.#openValue(value);
    else await vscode.window.showTextDocument(vscode.Uri.parse(file));
  }

  async #openValue(value: unknown): Promise<void> {
    const { yamlText } = await import("../../live/predict/index.ts");
    const document = await vscode.workspace.openTextDocument({ language: "yaml", content: yamlText(value) });
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
  }
}

async function followLog({ context, namespace, deployment }: Destination): Promise<void> {
  const target = { kind: "deployment", context, namespace, name: deployment };
  await vscode.commands.executeCommand("seldon.logs.follow", target);
}

function destinationOf({ context, namespace, deployment }: Asked): Destination {
  return { context, namespace, deployment };
}

function aimOfEntry({ value, file, context, namespace, deployment, predictor }: HistoryEntry): Aim {
  const name = textAt(value, "metadata", "name") ?? deployment;
  const request = { value, name, file: vscode.Uri.parse(file), index: undefined };
  return { request, destination: { context, namespace, deployment }, predictor };
}

function titleOf(id: CommandId): string {
  return commandTitle(id);
}
