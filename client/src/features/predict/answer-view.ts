// The view of an answer: one request and what came of it, sent again as often as wanted, and what can be done with it next.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { AnswerPageEvent, type AnswerOffer, type AnswerPageState } from "../../../../schemas/src/index.ts";
import { textAt } from "../../domain/deploy/index.ts";
import type { DeploymentToAsk } from "../../domain/predict/index.ts";
import type * as predictions from "../../live/predict/index.ts";
import { firstStepDone } from "../../ui/first-steps.ts";
import { reasonOf } from "../../ui/guard.ts";
import { WebviewPanel } from "../../ui/webview-panel.ts";
import { answerPage, withoutSecrets, type Exchange, type Routed, type Shown } from "./answer-page.ts";
import { readAgain, retargeted, type OpenRequest } from "./open-request.ts";
import { panelColumn } from "./panel-column.ts";
import type { PredictParts } from "./predict-parts.ts";
import { runRequest } from "./run-request.ts";

export interface AnswerViewHost {
  /** The user wants to do something else with the request. */
  offered(offer: AnswerOffer): unknown;
  closed(): void;
}

/** Answers whose routes are remembered, for shares. */
const MOST_ROUTED = 1_000;
/** How many requests a sample of shares sends. */
const SAMPLE = 20;

export class AnswerView implements vscode.Disposable {
  readonly #parts: PredictParts;
  readonly #host: AnswerViewHost;
  readonly #used = new Set<string>();
  #live: typeof predictions | undefined;
  #panel: WebviewPanel<AnswerPageState, AnswerPageEvent> | undefined;
  #shown: Shown | undefined;
  #exchange: Exchange | undefined;
  #ask: DeploymentToAsk | undefined;
  #cases: readonly string[] = [];
  #problems: readonly string[] = [];
  #abort: AbortController | undefined;
  #routed: Routed = { before: [], since: [] };

  constructor(parts: PredictParts, host: AnswerViewHost) {
    this.#parts = parts;
    this.#host = host;
  }

  dispose(): void {
    this.#abort?.abort();
    this.#panel?.dispose();
  }

  /** Where the open page's requests go. */
  get destination(): Shown["destination"] | undefined {
    return this.#panel && this.#shown?.destination;
  }

  get shown(): Shown | undefined {
    return this.#shown;
  }

  get exchange(): Exchange | undefined {
    return this.#exchange;
  }

  /** Values that no text may show. */
  get used(): ReadonlySet<string> {
    return this.#used;
  }

  /** Shows the request and sends it. */
  async open(shown: Shown): Promise<void> {
    const isSame = JSON.stringify(this.#shown?.destination) === JSON.stringify(shown.destination);
    if (!isSame) this.#routed = { before: [], since: [] };
    this.#show(shown);
    await this.send();
  }

  /** Shows what was sent elsewhere, such as by a line above a request. */
  async showResult(
    shown: Shown,
    result: predictions.CaseResult,
    ask: DeploymentToAsk | undefined,
    secrets: Iterable<string>,
  ): Promise<void> {
    this.#live ??= await import("../../live/predict/index.ts");
    for (const secret of secrets) this.#used.add(secret);
    this.#show(shown);
    this.#take([result], ask);
    this.#problems = result.problems.map(({ message }) => message);
    this.#draw();
    await this.#remember(shown);
  }

  #show(shown: Shown): void {
    this.#abort?.abort();
    this.#abort = undefined;
    this.#shown = shown;
    this.#exchange = undefined;
    this.#problems = [];
    this.#cases = [];
    this.#panel ??= this.#makePanel();
    this.#panel.panel.title = l10n.t`Answer: ${shown.destination.deployment || shown.request.name}`;
    this.#panel.panel.reveal(undefined, true);
    this.#draw();
  }

  /** Sends what is shown, as its file says now. */
  async send(): Promise<void> {
    await this.#run(async (shown, signal) => {
      const { results, problems, cases, ask } = await runRequest(this.#parts, aimed(shown), shown.destination, {
        chosen: shown.chosen,
        signal,
        used: this.#used,
      });
      if (this.#isOver(signal)) return;
      this.#cases = cases;
      this.#problems = problems;
      this.#take(results, ask);
      await this.#remember(shown);
    });
  }

  /** Sends the request many times more, to see how it is shared out. */
  async sample(): Promise<void> {
    await this.#run(async (shown, signal) => {
      for (let count = 0; count < SAMPLE && !signal.aborted; count++) {
        const options = { chosen: shown.chosen, signal, used: this.#used };
        const { results, ask } = await runRequest(this.#parts, aimed(shown), shown.destination, options);
        if (this.#isOver(signal)) return;
        this.#take(results, ask);
        this.#draw();
        if (!results.some(isWorthAnother)) return;
      }
    });
  }

  /** From now on shares are counted anew, beside those of before. */
  feedbackWasSent(): void {
    this.#routed = { before: [...this.#routed.before, ...this.#routed.since].slice(-MOST_ROUTED), since: [] };
    this.#draw();
  }

  /** Another request has come in its place. */
  #isOver(signal: AbortSignal): boolean {
    return this.#abort?.signal !== signal;
  }

  async #run(work: (shown: Shown, signal: AbortSignal) => Promise<void>): Promise<void> {
    const before = this.#shown;
    if (!before) return;
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.#draw();
    try {
      this.#live ??= await import("../../live/predict/index.ts");
      const shown = { ...before, request: await readAgain(this.#parts.server, before.request) };
      if (this.#isOver(abort.signal)) return;
      this.#shown = shown;
      await work(shown, abort.signal);
    } catch (error) {
      if (this.#isOver(abort.signal)) return;
      this.#problems = [reasonOf(error)];
    } finally {
      if (this.#abort === abort) {
        this.#abort = undefined;
        this.#draw();
      }
    }
  }

  #take(results: readonly predictions.CaseResult[], ask: DeploymentToAsk | undefined): void {
    this.#ask = ask ?? this.#ask;
    const [exchange] = results.filter(isExchange);
    this.#exchange = exchange;
    if (!exchange || exchange.outcome.kind === "failure" || !this.#live) return;
    const read = this.#live.readAnswer(exchange.request, exchange.outcome, this.#ask);
    if (!read.isSuccess) return;
    this.#routed = { ...this.#routed, since: [...this.#routed.since, read].slice(-MOST_ROUTED) };
    firstStepDone(this.#parts.services, "hasPredicted");
  }

  async #remember({ request, destination, predictor, chosen }: Shown): Promise<void> {
    const { exchange } = this;
    if (!exchange || !this.#live) return;
    const { outcome } = exchange;
    const result = outcome.kind === "answer" ? this.#live.statusName(outcome) : outcome.reason;
    const entry = { at: Date.now(), value: request.value, file: request.file.toString(), predictor, chosen, result };
    await this.#parts.history.add({ ...entry, ...destination }, [...this.#used]);
  }

  #makePanel(): WebviewPanel<AnswerPageState, AnswerPageEvent> {
    return new WebviewPanel<AnswerPageState, AnswerPageEvent>(this.#parts.services, this.#parts.packageRoot, {
      page: "answer",
      column: panelColumn(),
      title: l10n.t("Answer"),
      event: AnswerPageEvent,
      onEvent: event => this.#done(event),
      onClose: () => {
        this.#abort?.abort();
        this.#panel = undefined;
        this.#host.closed();
      },
    });
  }

  async #done(event: AnswerPageEvent): Promise<void> {
    switch (event.kind) {
      case "send":
        await this.send();
        break;
      case "cancel":
        this.#abort?.abort();
        break;
      case "case":
        if (this.#shown) this.#shown = { ...this.#shown, chosen: event.index };
        await this.send();
        break;
      case "rule":
        await vscode.commands.executeCommand("seldon.openRuleDocumentation", event.id);
        break;
      case "offer":
        await this.#doOffered(event.offer);
    }
  }

  async #doOffered(offer: AnswerOffer): Promise<void> {
    const shown = this.#shown;
    if (offer === "sample") await this.sample();
    else if ((offer === "explain" || offer === "predict") && shown) await this.open({ ...shown, endpoint: offer });
    else await this.#host.offered(offer);
  }

  #draw(): void {
    const shown = this.#shown;
    if (!shown || !this.#panel) return;
    const page = answerPage({
      shown,
      live: this.#live,
      exchange: this.#exchange,
      ask: this.#ask,
      cases: this.#cases,
      problems: this.#problems,
      isBusy: this.#abort !== undefined,
      routed: this.#routed,
    });
    this.#panel.show(withoutSecrets(page, [...this.#used]));
  }
}

function isExchange(result: predictions.CaseResult): result is Exchange {
  return result.request !== undefined && result.outcome !== undefined;
}

/** Where a request never got out, the next one would not, either. */
function isWorthAnother({ outcome }: predictions.CaseResult): boolean {
  return outcome !== undefined && !(outcome.kind === "failure" && outcome.isFinal === true);
}

/** The request as it is sent: to one predictor, and to its explainer where that is wanted. */
function aimed({ request, predictor, endpoint }: Shown): OpenRequest {
  const written = textAt(request.value, "spec", "target", "predictor");
  const one = predictor ?? (written === "*" ? undefined : written);
  const changes = { predictor: one, ...(endpoint === "explain" && { endpoint }) };
  return { ...request, value: retargeted(request.value, changes) };
}
