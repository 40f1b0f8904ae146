// The quiet status of the manifest in the active editor: as it is in the cluster, drifted, not deployed, or failing there.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import {
  driftOf,
  driftWords,
  targetWords,
  withoutMarkup,
  worstDrift,
  type DeployTarget,
  type Drift,
} from "../../domain/deploy/index.ts";
import { LANGUAGE_STATUS, type CommandId } from "../../contributions.ts";
import type { KubeObject } from "../../kube/port.ts";
import { deploymentKey } from "../../live/index.ts";
import { commandTitle } from "../../ui/command-title.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { reasonOf } from "../../ui/guard.ts";
import { asClause } from "../../ui/messages.ts";
import { isSeldonDocument, manifestSelector } from "../../ui/seldon-documents.ts";
import type { DeployParts } from "./deploy-parts.ts";
import { compareDocument, type ComparedObject, type Comparison } from "./drift.ts";

/** Milliseconds between two comparisons, and how long a burst of events is waited for before one. */
const PACE = 3_000;
const SETTLING = 300;

interface Subject {
  readonly document: vscode.TextDocument;
  readonly target: DeployTarget;
}

export class DriftStatus implements vscode.Disposable {
  readonly #parts: DeployParts;
  readonly #store = new DisposableStore();
  #item: vscode.LanguageStatusItem | undefined;
  #abort = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #comparedAt = 0;
  #comparison: Comparison | undefined;
  /** What the watched cluster showed when it was last looked at. */
  #seen = "";

  constructor(parts: DeployParts) {
    this.#parts = parts;
  }

  activate(): void {
    this.#item = this.#store.add(vscode.languages.createLanguageStatusItem(LANGUAGE_STATUS.drift, []));
    this.#item.name = l10n.t("Seldon: Manifest and Cluster");
    const begin = (): void => this.#begin();
    const ofActive = (document: vscode.TextDocument): boolean => document === vscode.window.activeTextEditor?.document;
    this.#store.add(vscode.window.onDidChangeActiveTextEditor(begin));
    this.#store.add(vscode.workspace.onDidGrantWorkspaceTrust(begin));
    this.#store.add(this.#parts.targets.onDidChange(begin));
    this.#store.add(vscode.workspace.onDidSaveTextDocument(document => ofActive(document) && begin()));
    this.#store.add(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && ofActive(document)) begin();
      }),
    );
    this.#store.add(this.#parts.watched.onChange(context => this.#clusterChanged(context)));
    begin();
  }

  dispose(): void {
    this.#stop();
    this.#store.dispose();
  }

  /** What is compared: nothing in Restricted Mode, and nothing where no target was chosen. */
  #subject(): Subject | undefined {
    const document = vscode.window.activeTextEditor?.document;
    if (!vscode.workspace.isTrusted || !document) return undefined;
    const target = this.#parts.targets.remembered(document.uri);
    return target && isSeldonDocument(document) ? { document, target } : undefined;
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#abort.abort();
    this.#abort = new AbortController();
  }

  /** Forgets what was compared before. */
  #begin(): void {
    this.#stop();
    this.#comparison = undefined;
    this.#seen = "";
    const subject = this.#subject();
    if (subject && !subject.document.isDirty) this.#schedule();
    this.#show();
  }

  #schedule(): void {
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        void this.#parts.services.guarded(l10n.t("manifest and cluster"), () => this.#compare())();
      },
      Math.max(SETTLING, this.#comparedAt + PACE - Date.now()),
    );
  }

  async #compare(): Promise<void> {
    const subject = this.#subject();
    if (!subject || subject.document.isDirty) return;
    this.#abort.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.#comparedAt = Date.now();
    const comparison = await this.#ask(subject, signal);
    if (signal.aborted) return;
    this.#comparison = comparison;
    this.#clusterChanged(subject.target.context);
  }

  async #ask({ document, target }: Subject, signal: AbortSignal): Promise<Comparison> {
    try {
      return await compareDocument(this.#parts, document, target, signal);
    } catch (error) {
      this.#parts.services.log.debug(`The manifest was not compared: ${reasonOf(error)}`);
      return { kind: "unknown", why: asClause(reasonOf(error)) };
    }
  }

  /** Compares anew only where the cluster shows another object than was compared: most news are about pods. */
  #clusterChanged(context: string): void {
    const subject = this.#subject();
    if (subject?.target.context !== context || !this.#comparison) return;
    const now = this.#marks(subject, this.#comparison);
    if (now !== this.#seen && !this.#isUpToDate(subject, this.#comparison)) this.#schedule();
    this.#seen = now;
    this.#show();
  }

  #marks({ target }: Subject, comparison: Comparison): string {
    const cluster = this.#parts.watched.watched.get(target.context);
    const objects = comparison.kind === "objects" ? comparison.objects : [];
    const marks = objects.map(object => markOf(cluster?.deployment(deploymentKey(object))));
    return [cluster?.state.kind ?? l10n.t("not contacted"), ...marks].join("\n");
  }

  /** A cluster that is still connecting has not shown that an object is gone. */
  #isUpToDate({ target }: Subject, comparison: Comparison): boolean {
    const cluster = this.#parts.watched.watched.get(target.context);
    if (cluster?.state.kind !== "live") return true;
    if (comparison.kind === "unknown") return this.#seen === "";
    return comparison.objects.every(object => {
      const shown = cluster.deployment(deploymentKey(object));
      if (object.drift.kind === "unknown") return this.#seen === "";
      return markOf(shown) === markOf(object.live) || (shown === undefined && this.#seen === "");
    });
  }

  #show(): void {
    const item = this.#item;
    if (!item) return;
    const subject = this.#subject();
    item.selector = subject ? [...manifestSelector] : [];
    if (!subject) return;
    const { document, target } = subject;
    const drifts = this.#drifts(subject);
    const drift = worstDrift(drifts.map(each => each.drift));
    item.busy = drift === undefined;
    item.text = drift ? withoutMarkup(driftWords(drift, targetWords(target))) : l10n.t("Comparing with the cluster");
    item.detail = withoutMarkup(detailOf(drifts, target));
    item.severity =
      drift?.kind === "failing" ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
    item.command = drift && commandFor(drift, document);
    item.accessibilityInformation = { label: item.text };
  }

  /** None while they are being compared. */
  #drifts({ document, target }: Subject): readonly NamedDrift[] {
    if (document.isDirty)
      return [{ drift: { kind: "unknown", why: l10n.t("the file has changes that are not saved") } }];
    if (!this.#comparison) return [];
    if (this.#comparison.kind === "unknown") return [{ drift: this.#comparison }];
    return this.#comparison.objects.map(object => ({ object, drift: this.#withFailure(object, target.context) }));
  }

  #withFailure(object: ComparedObject, context: string): Drift {
    const shown = this.#parts.watched.watched.get(context)?.deployment(deploymentKey(object));
    if (object.drift.kind !== "in-sync" || !shown) return object.drift;
    return driftOf(0, shown.failure);
  }
}

interface NamedDrift {
  readonly drift: Drift;
  readonly object?: ComparedObject;
}

interface Marked {
  readonly metadata: Pick<KubeObject["metadata"], "uid" | "generation" | "labels">;
}

/** Changes with what people write; not with the status. */
function markOf(object: Marked | undefined): string {
  if (!object) return "";
  const { uid, generation, labels } = object.metadata;
  return JSON.stringify([uid, generation, Object.entries(labels ?? {}).sort()]);
}

/** Several objects have a line each. */
function detailOf(drifts: readonly NamedDrift[], target: DeployTarget): string {
  if (drifts.length < 2) return targetWords(target);
  return drifts
    .map(({ drift, object }) => {
      const place = targetWords({ ...target, ...(object && { namespace: object.namespace }) });
      return `${object?.name ?? ""}: ${driftWords(drift, place)}`;
    })
    .join("; ");
}

const CLICKS: Readonly<Record<Drift["kind"], CommandId | undefined>> = {
  "in-sync": undefined,
  drifted: "seldon.diffWithCluster",
  "not-deployed": "seldon.deploy",
  failing: "seldon.showInExplorer",
  unknown: "seldon.diffWithCluster",
};

function commandFor({ kind }: Drift, { uri }: vscode.TextDocument): vscode.Command | undefined {
  const command = CLICKS[kind];
  return command && { title: commandTitle(command), command, arguments: [uri] };
}
