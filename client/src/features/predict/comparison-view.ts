// The comparison of predictors: the same requests to each of them, past the split of the traffic, answers side by side.
import * as l10n from "@vscode/l10n";
import { ComparisonPageEvent, ShownComparison, type ComparisonPageState } from "../../../../schemas/src/index.ts";
import { mapTexts } from "../../domain/deploy/index.ts";
import { redact } from "../../domain/index.ts";
import type { AnswerToCompare, ComparisonRow } from "../../domain/predict/index.ts";
import type * as predictions from "../../live/predict/index.ts";
import { reasonOf } from "../../ui/guard.ts";
import { WebviewPanel } from "../../ui/webview-panel.ts";
import type { AnswerDocuments } from "./answer-documents.ts";
import { placeWords, sourceWords } from "./answer-page.ts";
import { readAgain, retargeted, type OpenRequest } from "./open-request.ts";
import { panelColumn } from "./panel-column.ts";
import type { PredictParts } from "./predict-parts.ts";
import { runRequest, type Destination } from "./run-request.ts";

/** Milliseconds between two looks at what has come so far. */
const PACE = 250;
/** Absolute difference of numbers that counts as none, unless told. */
const TOLERANCE = 1e-6;

interface Answered extends AnswerToCompare {
  /** Of the case, whose name others may have, too. */
  readonly key: string;
  readonly name: string;
}

export class ComparisonView {
  readonly #parts: PredictParts;
  readonly #documents: AnswerDocuments;
  readonly #closed: () => void;
  readonly #used = new Set<string>();
  #live: typeof predictions | undefined;
  #panel: WebviewPanel<ComparisonPageState, ComparisonPageEvent> | undefined;
  #shown: { readonly request: OpenRequest; readonly destination: Destination } | undefined;
  #answers: Answered[] = [];
  #order: readonly string[] = [];
  #problems: readonly string[] = [];
  #total = 0;
  #tolerance = TOLERANCE;
  #abort: AbortController | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param closed called when the page is closed */
  constructor(parts: PredictParts, documents: AnswerDocuments, closed: () => void) {
    this.#parts = parts;
    this.#documents = documents;
    this.#closed = closed;
  }

  /** Where the open page's requests go. */
  get destination(): Destination | undefined {
    return this.#panel && this.#shown?.destination;
  }

  dispose(): void {
    this.#abort?.abort();
    clearTimeout(this.#timer);
    this.#panel?.dispose();
  }

  async open(request: OpenRequest, destination: Destination): Promise<void> {
    this.#abort?.abort();
    this.#shown = { request, destination };
    this.#panel ??= new WebviewPanel<ComparisonPageState, ComparisonPageEvent>(
      this.#parts.services,
      this.#parts.packageRoot,
      {
        page: "comparison",
        column: panelColumn(),
        title: l10n.t("Comparison"),
        event: ComparisonPageEvent,
        onEvent: event => this.#done(event),
        onClose: () => {
          this.#abort?.abort();
          clearTimeout(this.#timer);
          this.#panel = undefined;
          this.#closed();
        },
      },
    );
    this.#panel.panel.title = l10n.t`Comparison: ${destination.deployment}`;
    this.#panel.panel.reveal(undefined, true);
    await this.#send();
  }

  async #done(event: ComparisonPageEvent): Promise<void> {
    switch (event.kind) {
      case "cancel":
        this.#abort?.abort();
        break;
      case "send":
        await this.#send();
        break;
      case "report":
        await this.#report();
        break;
      case "tolerance":
        this.#tolerance = event.value;
        this.#draw();
    }
  }

  async #send(): Promise<void> {
    const shown = this.#shown;
    if (!shown) return;
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.#answers = [];
    this.#problems = [];
    this.#total = 0;
    this.#draw();
    try {
      this.#live ??= await import("../../live/predict/index.ts");
      const request = await readAgain(this.#parts.server, shown.request);
      const value = retargeted(request.value, { predictor: "*", through: undefined });
      const outcome = await runRequest(this.#parts, { ...request, value }, shown.destination, {
        ...{ signal: abort.signal, used: this.#used },
        onPlan: runs => {
          if (this.#abort !== abort) return;
          this.#total = runs.length;
          this.#order = [...new Set(runs.flatMap(({ predictor }) => predictor ?? []))];
        },
        onResult: result => {
          if (this.#abort === abort) this.#take(result);
        },
      });
      if (this.#abort !== abort) return;
      this.#problems = [...new Set(outcome.problems)];
    } catch (error) {
      if (this.#abort !== abort) return;
      this.#problems = [reasonOf(error)];
    } finally {
      if (this.#abort === abort) {
        this.#abort = undefined;
        this.#draw();
      }
    }
  }

  #take({ request, outcome, predictor, case: one }: predictions.CaseResult): void {
    if (!request || !outcome || predictor === undefined) return;
    const name = one.name ?? one.test;
    this.#answers.push({ key: JSON.stringify([one.path, one.row]), name, predictor, request, outcome });
    this.#timer ??= setTimeout(() => this.#draw(), PACE);
  }

  /** In the manifest's order, whoever was faster. */
  #rows(live: typeof predictions): ComparisonRow[] {
    const place = ({ predictor }: Answered): number => this.#order.indexOf(predictor);
    const tolerance = live.toleranceOf(this.#tolerance);
    const byCase = new Map<string, Answered[]>();
    for (const answer of this.#answers) byCase.set(answer.key, [...(byCase.get(answer.key) ?? []), answer]);
    return [...byCase.values()].map(answers => ({
      name: answers[0]?.name ?? "",
      comparison: live.compareAnswers(
        answers.toSorted((a, b) => place(a) - place(b)),
        tolerance,
      ),
    }));
  }

  async #report(): Promise<void> {
    if (!this.#live || !this.#shown) return;
    const { destination, request } = this.#shown;
    const text = this.#live.comparisonReport(this.#rows(this.#live), {
      title: l10n.t`Predictors of ${destination.deployment}`,
      about: l10n.t`${placeWords(request, destination)}, ${new Date().toISOString()}, tolerance ${this.#tolerance}.`,
    });
    await this.#documents.open(`${destination.deployment}-comparison.md`, redact(text, [...this.#used]));
  }

  #draw(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const shown = this.#shown;
    if (!shown || !this.#panel) return;
    const compared = this.#live?.shownComparison(this.#answers.length === 0 ? [] : this.#rows(this.#live));
    const none = { verdict: null, predictors: [], biggest: [], cases: [], more: 0 };
    this.#panel.show({
      title: shown.destination.deployment,
      place: placeWords(shown.request, shown.destination),
      source: sourceWords(shown.request),
      isBusy: this.#abort !== undefined,
      done: this.#answers.length,
      total: this.#total,
      problems: this.#problems.map(text => redact(text, [...this.#used])),
      tolerance: this.#tolerance,
      ...(compared ? this.#masked(compared) : none),
    });
  }

  #masked(compared: ShownComparison): ShownComparison {
    if (this.#used.size === 0) return compared;
    return ShownComparison.parse(mapTexts(compared, text => redact(text, [...this.#used])));
  }
}
