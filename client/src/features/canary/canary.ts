// Traffic of deployments: one gesture moves it, a guided canary moves it step by step, and counted requests prove it.
import { setTimeout } from "node:timers/promises";
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Gesture } from "../../domain/canary/index.ts";
import type { CanaryPageEvent } from "../../../../schemas/src/index.ts";
import { type CommandId } from "../../contributions.ts";
import { commandTitle } from "../../ui/command-title.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { CanaryChoices } from "./canary-choices.ts";
import { CanaryLens } from "./canary-lens.ts";
import { CanaryPanel } from "./canary-panel.ts";
import type { CanaryEngine, CanaryHost, CanaryParts } from "./canary-parts.ts";
import { findSubject, type CanarySubject } from "./canary-subject.ts";
import { CanaryWatches } from "./canary-watches.ts";
import { askShare, finishPromotion, gestureOfOne, makeGesture, toggleShadow, undoSplit } from "./gestures.ts";
import { GuidedCanaries } from "./guided.ts";

/** What each command does to the deployment that it is for. */
type Deed = (subject: CanarySubject, title: string) => unknown;

const STEP = 10;
/** Milliseconds that a window which goes waits for its leases to be given back. */
const RELEASE_TIME = 2_000;

export class Canary implements vscode.Disposable {
  readonly #parts: CanaryParts;
  readonly #store = new DisposableStore();
  readonly #watches: CanaryWatches;
  readonly #panel: CanaryPanel;
  readonly #guided: GuidedCanaries;
  readonly #lens: CanaryLens;

  constructor(host: CanaryHost) {
    const engine = (): Promise<CanaryEngine> => import("../../live/canary/index.ts");
    const choices = new CanaryChoices(host.workspace);
    this.#parts = { ...host, choices, engine, undo: async () => new (await engine()).UndoStore(host.user) };
    this.#watches = new CanaryWatches(this.#parts);
    this.#guided = new GuidedCanaries(this.#parts, this.#watches);
    this.#panel = this.#store.add(
      new CanaryPanel(this.#parts, this.#watches, (subject, event) => this.#received(subject, event)),
    );
    this.#lens = this.#store.add(new CanaryLens(this.#parts));
  }

  activate(): void {
    const parts = this.#parts;
    this.#panel.activate();
    this.#lens.activate();
    this.#register("seldon.canary.open", subject => this.#panel.open(subject));
    this.#register("seldon.canary.shift", (subject, title) =>
      gestureOfOne(parts, subject, title, predictor => askShare(title, predictor)),
    );
    this.#register(
      "seldon.canary.more",
      this.#byOne(name => ({ kind: "shift", predictor: name, by: STEP })),
    );
    this.#register(
      "seldon.canary.less",
      this.#byOne(name => ({ kind: "shift", predictor: name, by: -STEP })),
    );
    this.#register(
      "seldon.canary.promote",
      this.#byOne(name => ({ kind: "promote", predictor: name })),
    );
    this.#register("seldon.canary.abort", (subject, title) => this.#abort(subject, title));
    this.#register("seldon.canary.even", (subject, title) => makeGesture(parts, subject, title, { kind: "even" }));
    this.#register("seldon.canary.undo", (subject, title) => undoSplit(parts, subject, title));
    this.#register("seldon.canary.shadow", (subject, title) => toggleShadow(parts, subject, title));
    this.#register("seldon.canary.finish", (subject, title) => finishPromotion(parts, subject, title));
    // The form is in the panel.
    this.#register("seldon.canary.start", subject => this.#panel.open(subject));
    this.#register("seldon.canary.pause", (subject, title) => this.#guided.pause(subject, title));
    this.#register("seldon.canary.resume", (subject, title) => this.#guided.resume(subject, title));
    this.#register("seldon.canary.takeOver", (subject, title) => this.#guided.takeOver(subject, title));
    this.#register("seldon.canary.report", subject => this.#guided.showReport(subject));
    this.#register("seldon.canary.verify", async (subject, title) => {
      await this.#panel.open(subject);
      await this.#panel.proof.run(subject, title);
    });
    this.#register("seldon.canary.chooseDestination", (subject, title) => this.#chooseDestination(subject, title));
    this.#resume();
    this.#store.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#resume()));
  }

  /** Gives back what this window drives, as long as clusters can still be reached. */
  async release(): Promise<void> {
    await Promise.race([this.#watches.releaseAll(), setTimeout(RELEASE_TIME)]);
  }

  dispose(): void {
    this.#store.dispose();
    this.#watches.dispose();
  }

  #register(id: CommandId, deed: Deed): void {
    const title = titleOf(id);
    const run = async (argument: unknown): Promise<void> => {
      const subject = await findSubject(this.#parts, title, argument);
      if (!subject) return;
      await deed(subject, title);
      await this.#panel.refresh();
    };
    this.#store.add(this.#parts.services.registerCommand(id, run));
  }

  #byOne(make: (predictor: string) => Gesture): Deed {
    return (subject, title) => gestureOfOne(this.#parts, subject, title, ({ name }) => make(name));
  }

  /** A guided canary goes back to where it began; a split by hand gives the canary nothing. */
  async #abort(subject: CanarySubject, title: string): Promise<void> {
    if (await this.#guided.abort(subject, title)) return;
    await this.#byOne(name => ({ kind: "abort", predictor: name }))(subject, title);
  }

  async #chooseDestination(subject: CanarySubject, title: string): Promise<void> {
    const files = await this.#parts.manifests.filesOf(subject);
    await this.#parts.choices.askDestination(title, files);
  }

  #resume(): void {
    if (!vscode.workspace.isTrusted) return;
    void this.#parts.services.guarded(l10n.t("going on with guided canaries"), () => this.#watches.resume())();
  }

  async #received(subject: CanarySubject, event: CanaryPageEvent): Promise<void> {
    const parts = this.#parts;
    switch (event.kind) {
      case "apply": {
        const shares = new Map(event.shares.map(({ name, percent }) => [name, percent]));
        await makeGesture(parts, subject, titleOf("seldon.canary.shift"), { kind: "shares", shares });
        return;
      }
      case "promote":
        await makeGesture(parts, subject, titleOf("seldon.canary.promote"), event);
        return;
      case "abort":
        await makeGesture(parts, subject, titleOf("seldon.canary.abort"), event);
        return;
      case "start":
        await this.#guided.start(subject, event.choice, titleOf("seldon.canary.start"));
        return;
      case "cancel-verify":
        this.#panel.proof.cancel();
        return;
      case "verify":
        // Not waited for: the page shows how far it is.
        void parts.services.guarded(l10n.t("verifying a split"), () =>
          this.#panel.proof.run(subject, titleOf("seldon.canary.verify")),
        )();
        return;
      default:
        await this.#pressed(subject, event.kind);
    }
  }

  async #pressed(subject: CanarySubject, kind: Exclude<CanaryPageEvent["kind"], "apply">): Promise<void> {
    const parts = this.#parts;
    if (kind === "undo") await undoSplit(parts, subject, titleOf("seldon.canary.undo"));
    if (kind === "even") await makeGesture(parts, subject, titleOf("seldon.canary.even"), { kind: "even" });
    if (kind === "report") await this.#guided.showReport(subject);
    if (kind === "pause") await this.#guided.pause(subject, titleOf("seldon.canary.pause"));
    if (kind === "resume") await this.#guided.resume(subject, titleOf("seldon.canary.resume"));
    if (kind === "take-over") await this.#guided.takeOver(subject, titleOf("seldon.canary.takeOver"));
    if (kind === "abort-rollout") await this.#guided.abort(subject, titleOf("seldon.canary.abort"));
    if (kind === "forget") await this.#guided.forget(subject, titleOf("seldon.canary.start"));
    if (kind === "finish") await finishPromotion(parts, subject, titleOf("seldon.canary.finish"));
  }
}

function titleOf(id: CommandId): string {
  return commandTitle(id).replace("…", "");
}
