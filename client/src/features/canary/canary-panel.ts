// The traffic panel of one deployment: keeps its page up to date and does what the user does there.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { IngressTarget } from "../../domain/canary/index.ts";
import { textAt } from "../../domain/deploy/index.ts";
import { CanaryPageEvent, type CanaryPageState } from "../../../../schemas/src/index.ts";
import type { DeploymentPlace } from "../../live/canary/index.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { WebviewPanel } from "../../ui/webview-panel.ts";
import { booleanSetting, numberSetting } from "../../ui/workbench-state.ts";
import { gatesSetting, stepsSetting } from "./canary-choices.ts";
import type { CanaryEngine, CanaryParts } from "./canary-parts.ts";
import { placeWords, subjectAt, type CanarySubject } from "./canary-subject.ts";
import type { CanaryWatches } from "./canary-watches.ts";
import { shownPlots, shownPredictors, shownRemarks, shownRollout } from "./page-state.ts";
import { choiceFor } from "./rollout-choice.ts";
import { SplitProof } from "./split-proof.ts";
import type { Seen } from "./watched-canary.ts";

/** What the panel shows, so that it comes back with a reload. */
const SHOWN = "seldon.canary.shown";
/** The panel's type, `seldon.` and the name of its page. */
export const PANEL_TYPE = "seldon.canary";

/** Until another one is chosen. */
const DESTINATION_SHOWN = "both";

interface Shown {
  readonly subject: CanarySubject;
  readonly engine: CanaryEngine;
  readonly targets: readonly IngressTarget[];
  readonly files: readonly string[];
  readonly choice: CanaryPageState["choice"];
}

export class CanaryPanel implements vscode.Disposable {
  readonly #parts: CanaryParts;
  readonly #watches: CanaryWatches;
  readonly #onEvent: (subject: CanarySubject, event: CanaryPageEvent) => Promise<void>;
  readonly #store = new DisposableStore();
  readonly proof: SplitProof;
  #panel: WebviewPanel<CanaryPageState, CanaryPageEvent> | undefined;
  #shown: Shown | undefined;
  /** Counts what the panel was asked to show and when it was closed: what was begun before then no longer counts. */
  #generation = 0;
  #undo: CanaryPageState["undo"] = null;

  constructor(
    parts: CanaryParts,
    watches: CanaryWatches,
    onEvent: (subject: CanarySubject, event: CanaryPageEvent) => Promise<void>,
  ) {
    this.#parts = parts;
    this.#watches = watches;
    this.#onEvent = onEvent;
    this.proof = new SplitProof(parts, () => this.draw());
  }

  activate(): void {
    this.#store.add(
      this.#watches.onSeen((place, _, problem) => {
        if (this.#shown && isSame(this.#shown.subject, place)) this.draw(problem);
      }),
    );
    this.#store.add(
      vscode.window.registerWebviewPanelSerializer(PANEL_TYPE, {
        deserializeWebviewPanel: panel => this.#restore(panel),
      }),
    );
  }

  dispose(): void {
    this.proof.cancel();
    this.#panel?.dispose();
    this.#store.dispose();
  }

  async open(subject: CanarySubject): Promise<void> {
    await this.#show(subject);
    this.#panel?.panel.reveal(undefined, false);
  }

  /** Asked for anew after a gesture: what can be undone, and where changes go. */
  async refresh(): Promise<void> {
    const shown = this.#shown;
    if (!shown) return;
    const [last] = (await this.#parts.undo()).list(shown.subject);
    if (this.#shown !== shown) return;
    this.#undo = last ? last.before.map(({ name, traffic = 0 }) => `${name} ${traffic} %`).join(", ") : null;
    await this.#watches.turnNow(shown.subject);
    this.draw();
  }

  draw(problem?: string): void {
    const shown = this.#shown;
    const found = shown && this.#watches.get(shown.subject);
    if (!shown || !found?.seen) return;
    const { canary, seen } = found;
    const { subject, engine, targets, files } = shown;
    this.#panel?.show({
      title: subject.name,
      place: placeWords(subject),
      obstacle: problem ?? this.#obstacle(subject, seen),
      predictors: shownPredictors(engine, seen.object, seen.observed),
      remarks: shownRemarks(engine, seen.object, targets, seen.observed),
      policy: this.#parts.choices.policy,
      destination: files.length === 0 ? "cluster" : (this.#parts.choices.destination ?? DESTINATION_SHOWN),
      files: [...files],
      undo: this.#undo,
      plots: shownPlots(canary.history.points),
      metricsProblem: seen.metricsProblem ?? null,
      rollout: shownRollout(engine, seen.state, canary.holder),
      choice: shown.choice,
      proof: this.proof.shown,
    });
  }

  /** Why nothing can be changed from here. */
  #obstacle({ context, namespace }: CanarySubject, { state, object }: Seen): string | null {
    if (state.kind === "unreadable") return state.reason;
    if (booleanSetting("seldon.readOnly")) return l10n.t("The setting seldon.readOnly forbids changes to clusters.");
    if (object.metadata.deletionTimestamp !== undefined) return l10n.t("The deployment is being deleted.");
    const denied = this.#parts.watched.watched.get(context)?.denied(namespace) ?? [];
    return denied.includes("shift") ? l10n.t`RBAC does not let you change SeldonDeployments in ${namespace}.` : null;
  }

  /** What was shown stays until the new subject is known. A panel that is closed or switched meanwhile does not show it. */
  async #show(subject: CanarySubject): Promise<void> {
    this.#generation += 1;
    const generation = this.#generation;
    this.#panel ??= this.#makePanel();
    const old = this.#shown?.subject;
    if (old && isSame(old, subject)) return;
    await this.#watches.look(subject);
    let isShown = false;
    try {
      const found = await this.#find(subject);
      if (generation !== this.#generation) return;
      this.#shown = found;
      this.#undo = null;
      isShown = true;
    } finally {
      if (!isShown) await this.#watches.unlook(subject);
    }
    const { context, namespace, name } = subject;
    this.#panel.panel.title = l10n.t`Traffic of ${name}`;
    await this.#parts.workspace.update(SHOWN, { context, namespace, name });
    if (old) await this.#watches.unlook(old);
    await this.refresh();
  }

  async #find(subject: CanarySubject): Promise<Shown> {
    const engine = await this.#parts.engine();
    const files = await this.#parts.manifests.filesOf(subject);
    await this.#watches.turnNow(subject);
    const object = this.#watches.get(subject)?.seen?.object;
    return {
      ...{ subject, engine },
      targets: object ? await engine.findIngressTargets(subject.session, object) : [],
      files: files.map(uri => vscode.workspace.asRelativePath(uri)),
      choice: choiceOf(engine, object, subject.predictor),
    };
  }

  #makePanel(restored?: vscode.WebviewPanel): WebviewPanel<CanaryPageState, CanaryPageEvent> {
    return new WebviewPanel<CanaryPageState, CanaryPageEvent>(this.#parts.services, this.#parts.packageRoot, {
      page: "canary",
      title: l10n.t("Traffic"),
      event: CanaryPageEvent,
      ...(restored && { restored }),
      onEvent: event => this.#received(event),
      onClose: () => this.#closed(),
    });
  }

  async #received(event: CanaryPageEvent): Promise<void> {
    const subject = this.#shown?.subject;
    if (!subject) return;
    // What the page shows as chosen is what the user has agreed to.
    if (this.#shown?.files.length !== 0 && this.#parts.choices.destination === undefined) {
      await this.#parts.choices.setDestination(DESTINATION_SHOWN);
    }
    if (event.kind === "policy") await this.#parts.choices.setPolicy(event.policy);
    else if (event.kind === "destination") await this.#parts.choices.setDestination(event.destination);
    else await this.#onEvent(subject, event);
    await this.refresh();
  }

  #closed(): void {
    const subject = this.#shown?.subject;
    this.#generation += 1;
    this.#panel = undefined;
    this.#shown = undefined;
    this.proof.cancel();
    const forget = this.#parts.services.guarded(l10n.t("traffic panel"), async () => {
      await this.#parts.workspace.update(SHOWN, undefined);
      if (subject) await this.#watches.unlook(subject);
    });
    void forget();
  }

  async #restore(panel: vscode.WebviewPanel): Promise<void> {
    const stored = this.#parts.workspace.get<unknown>(SHOWN);
    const [context, namespace, name] = ["context", "namespace", "name"].map(key => textAt(stored, key));
    const isKnown = context !== undefined && namespace !== undefined && name !== undefined;
    if (!isKnown || !vscode.workspace.isTrusted || this.#panel) {
      panel.dispose();
      return;
    }
    this.#panel = this.#makePanel(panel);
    const generation = this.#generation;
    const subject = await subjectAt(this.#parts, { context, namespace, name });
    if (generation === this.#generation) await this.#show(subject);
  }
}

function choiceOf(engine: CanaryEngine, object: unknown, predictor: string | undefined): CanaryPageState["choice"] {
  const split = isDeployment(object) ? engine.splitOf(object.spec?.predictors ?? []) : [];
  const main = engine.mainPredictor(split)?.name;
  const others = split.filter(({ name, isShadow }) => !isShadow && name !== main);
  const meant = others.find(({ name }) => name === predictor) ?? others[0];
  const hold = numberSetting("seldon.canary.holdSeconds", engine.ROLLOUT_DEFAULTS.holdSeconds);
  const settings = { steps: stepsSetting(), holdSeconds: hold, gates: gatesSetting() };
  return choiceFor(meant?.name ?? "", object, settings, engine.ROLLOUT_DEFAULTS);
}

function isDeployment(object: unknown): object is Seen["object"] {
  return textAt(object, "metadata", "name") !== undefined;
}

function isSame(one: DeploymentPlace, other: DeploymentPlace): boolean {
  return one.context === other.context && one.namespace === other.namespace && one.name === other.name;
}
