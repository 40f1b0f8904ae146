// The view of a burst: many requests, some at a time, counted and drawn while they run.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { counted, BurstPageEvent, type BurstPageState } from "../../../../schemas/src/index.ts";
import { targetWords } from "../../domain/deploy/index.ts";
import { redact } from "../../domain/index.ts";
import { isFeedbackRequest } from "../../ui/feedback-request.ts";
import { reasonOf } from "../../ui/guard.ts";
import { maySendFeedback } from "../../ui/may-ask.ts";
import { WebviewPanel } from "../../ui/webview-panel.ts";
import { mayLoad } from "../../ui/write-consent.ts";
import { placeWords } from "./answer-page.ts";
import { BurstRun, type BurstSize } from "./burst-run.ts";
import { readAgain, type OpenRequest } from "./open-request.ts";
import { panelColumn } from "./panel-column.ts";
import type { PredictParts } from "./predict-parts.ts";
import { prepareRequests, secretsFor, type Destination } from "./run-request.ts";

interface Shown {
  readonly request: OpenRequest;
  readonly destination: Destination;
  readonly size: BurstSize;
}

/** Milliseconds between two pictures. */
const PACE = 250;

export class BurstView {
  readonly #parts: PredictParts;
  readonly #title: string;
  readonly #closed: () => void;
  readonly #used = new Set<string>();
  #panel: WebviewPanel<BurstPageState, BurstPageEvent> | undefined;
  #shown: Shown | undefined;
  #run: BurstRun | undefined;
  #problems: readonly string[] = [];
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param title of the command, for questions
   * @param closed called when the page is closed
   */
  constructor(parts: PredictParts, title: string, closed: () => void) {
    this.#parts = parts;
    this.#title = title;
    this.#closed = closed;
  }

  /** Where the open page's requests go. */
  get destination(): Destination | undefined {
    return this.#panel && this.#shown?.destination;
  }

  dispose(): void {
    this.#run?.cancel();
    clearInterval(this.#timer);
    this.#panel?.dispose();
  }

  /** Asks how many, and where it must for leave, and sends them. */
  async open(request: OpenRequest, destination: Destination): Promise<void> {
    const live = await import("../../live/predict/index.ts");
    const size = await askSize(this.#title, live.MOST_REQUESTS, live.MOST_AT_ONCE);
    if (!size) return;
    const shown = { request: await readAgain(this.#parts.server, request), destination, size };
    if (!(await this.#isAllowed(shown))) return;
    this.#panel ??= this.#makePanel();
    this.#panel.panel.title = l10n.t`Burst: ${destination.deployment || request.name}`;
    this.#panel.panel.reveal(undefined, true);
    await this.#start(shown);
  }

  async #isAllowed({ destination, size, request }: Shown): Promise<boolean> {
    const { context } = destination;
    if (isFeedbackRequest(request.value))
      return await maySendFeedback(this.#parts.services, destination, size.requests);
    if (context === undefined) return vscode.workspace.isTrusted;
    const where = targetWords({ context, namespace: destination.namespace ?? "" });
    const text = l10n.t`Send ${size.requests} requests to ${destination.deployment || request.name} in ${where}?`;
    const detail = l10n.t`${size.concurrency} at a time.`;
    return await mayLoad(this.#parts.services, {
      title: this.#title,
      context,
      question: { text, detail, yes: l10n.t("Send") },
    });
  }

  async #start(shown: Shown): Promise<void> {
    this.#run?.cancel();
    const run = new BurstRun(shown.size);
    this.#run = run;
    this.#shown = shown;
    this.#problems = [];
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#draw(), PACE);
    try {
      const { request, destination } = shown;
      const { requests, problems } = await prepareRequests(this.#parts, request, destination, run.signal);
      this.#problems = [...new Set(problems)];
      this.#draw();
      if (requests.length === 0) return;
      const { sender } = await this.#parts.senders.lineFor(destination.context, destination.deployment);
      await run.send(sender, requests, secretsFor(this.#parts, request, destination, this.#used));
    } catch (error) {
      this.#problems = [reasonOf(error)];
    } finally {
      run.finish();
      if (this.#run === run) {
        clearInterval(this.#timer);
        this.#draw();
      }
    }
  }

  #makePanel(): WebviewPanel<BurstPageState, BurstPageEvent> {
    return new WebviewPanel<BurstPageState, BurstPageEvent>(this.#parts.services, this.#parts.packageRoot, {
      page: "burst",
      column: panelColumn(),
      title: l10n.t("Burst"),
      event: BurstPageEvent,
      onEvent: event => this.#done(event),
      onClose: () => {
        this.#run?.cancel();
        clearInterval(this.#timer);
        this.#panel = undefined;
        this.#closed();
      },
    });
  }

  async #done({ kind }: BurstPageEvent): Promise<void> {
    const shown = this.#shown;
    if (kind === "cancel") this.#run?.cancel();
    else if (kind === "copy") await this.#copy();
    else if (shown) await this.#again(shown);
  }

  /** What its file says now is what has to be allowed. */
  async #again(before: Shown): Promise<void> {
    const shown = { ...before, request: await readAgain(this.#parts.server, before.request) };
    if (await this.#isAllowed(shown)) await this.#start(shown);
  }

  async #copy(): Promise<void> {
    const { burstSummary } = await import("../../live/predict/index.ts");
    const state = this.#state();
    if (!state) return;
    await vscode.env.clipboard.writeText(burstSummary(`${state.title} (${state.place})`, state.plan, state));
    vscode.window.setStatusBarMessage(l10n.t("$(copy) Copied as Markdown"), 3_000);
  }

  #draw(): void {
    const state = this.#state();
    if (state) this.#panel?.show(state);
  }

  #state(): BurstPageState | undefined {
    const shown = this.#shown;
    if (!shown || !this.#run) return undefined;
    const { requests, concurrency } = shown.size;
    return {
      title: shown.destination.deployment || shown.request.name,
      place: placeWords(shown.request, shown.destination),
      plan: l10n.t`${counted(requests, "request")}, ${concurrency} at a time`,
      isRunning: this.#run.isRunning,
      total: requests,
      problems: this.#problems.map(text => redact(text, [...this.#used])),
      ...this.#run.state(),
    };
  }
}

async function askSize(title: string, mostRequests: number, mostAtOnce: number): Promise<BurstSize | undefined> {
  const requests = await askNumber(`${title} (1/2)`, l10n.t("How many requests?"), "200", mostRequests);
  if (requests === undefined) return undefined;
  const concurrency = await askNumber(
    `${title} (2/2)`,
    l10n.t("How many at a time?"),
    "4",
    Math.min(mostAtOnce, requests),
  );
  return concurrency === undefined ? undefined : { requests, concurrency };
}

async function askNumber(title: string, prompt: string, value: string, most: number): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    ...{ title, value: String(Math.min(Number(value), most)) },
    prompt: l10n.t`${prompt} From 1 to ${most}.`,
    validateInput: typed => {
      const number = Number(typed);
      return /^\d+$/.test(typed) && number >= 1 && number <= most
        ? undefined
        : l10n.t`Use a whole number from 1 to ${most}.`;
    },
  });
  return text === undefined ? undefined : Number(text);
}
