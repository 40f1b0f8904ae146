// Deploys manifests and goes back: every step is shown before it is taken, and watched to its end.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { preflight, targetWords, type DeployTarget } from "../../domain/deploy/index.ts";
import { type CommandId } from "../../contributions.ts";
import { KeptCopies, lookAtCluster } from "../../live/deploy/index.ts";
import type { KubeObject } from "../../kube/port.ts";
import { SECRETS, type WatchedClusters } from "../../live/index.ts";
import { commandTitle } from "../../ui/command-title.ts";
import { isUnchangedMessage, valuesAreForgotten } from "../../ui/deploy-messages.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import type { Services } from "../../ui/services.ts";
import { targetOf } from "../../ui/target.ts";
import { areWritesPossible } from "../../ui/write-consent.ts";
import { checkText } from "./check-text.ts";
import { deliver } from "./deliver.ts";
import { DeployLens } from "./deploy-lens.ts";
import type { DeployParts, ModelGate, RegistryGate } from "./deploy-parts.ts";
import { DeployTargets } from "./deploy-target.ts";
import { DriftStatus } from "./drift-status.ts";
import { ensureNamespaces, judge } from "./judge.ts";
import type { ManifestServer } from "./manifest-source.ts";
import { PlaceholderValues } from "./placeholder-values.ts";
import { prepare } from "./prepare.ts";
import { PreviewDocuments } from "./preview-documents.ts";
import { RefusalProblems } from "./refusal-problems.ts";
import { chooseDeployment, prepareRollBack } from "./roll-back.ts";

export interface DeployStorage {
  /** Of the workspace: targets, values of placeholders. */
  readonly memento: vscode.Memento;
  /** Of the user, for all workspaces: copies of what a deploy replaced. */
  readonly folder: vscode.Uri;
}

export class Deploy implements vscode.Disposable {
  readonly #services: Services;
  readonly #parts: DeployParts;
  readonly #store = new DisposableStore();
  readonly #lens: DeployLens;
  readonly #drift: DriftStatus;

  constructor(
    services: Services,
    watched: WatchedClusters,
    server: ManifestServer,
    { models, registry }: { readonly models: ModelGate; readonly registry: RegistryGate },
    { memento, folder }: DeployStorage,
  ) {
    this.#services = services;
    this.#parts = {
      services,
      watched,
      server,
      models,
      registry,
      targets: this.#store.add(new DeployTargets(watched, memento)),
      values: new PlaceholderValues(memento),
      previews: this.#store.add(new PreviewDocuments()),
      problems: this.#store.add(new RefusalProblems(server)),
      copies: new KeptCopies(vscode.Uri.joinPath(folder, "kept-copies").fsPath),
    };
    this.#lens = this.#store.add(new DeployLens(services, server, this.#parts.targets));
    this.#drift = this.#store.add(new DriftStatus(this.#parts));
  }

  /** Where a folder's manifests go; for whoever asks the models that they describe. */
  get targets(): Pick<DeployTargets, "onDidChange" | "remembered" | "targetFor"> {
    return this.#parts.targets;
  }

  /** Shows texts that are no files. */
  get previews(): Pick<PreviewDocuments, "add"> {
    return this.#parts.previews;
  }

  /** Previews, asks and applies a Secret that another feature has made, as a deploy does. Its values stay hidden. True where the cluster then has it so. */
  async deliverSecret(
    secret: KubeObject,
    target: DeployTarget,
    { title, notes }: { readonly title: string; readonly notes: readonly string[] },
  ): Promise<boolean> {
    if (!areWritesPossible(this.#services, title)) return false;
    const { session } = await this.#parts.watched.watch(target.context);
    const sendings = [{ item: { type: SECRETS, object: secret }, source: undefined }];
    const prepared = { target, session, sendings, warnings: 0, notes };
    if (!(await ensureNamespaces(this.#parts, prepared, title))) return false;
    const question = l10n.t`Apply Secret ${secret.metadata.name} to ${targetWords(target)}?`;
    const words = { title, after: l10n.t("after the change"), yes: l10n.t("Apply"), question };
    return await deliver(this.#parts, prepared, words);
  }

  activate(): void {
    const { targets, previews, problems, values } = this.#parts;
    targets.activate();
    previews.activate();
    problems.activate();
    this.#lens.activate();
    this.#drift.activate();
    this.#register("seldon.deploy", (...args) => this.#deploy(urisOf(args)));
    this.#register("seldon.diffWithCluster", (...args) => this.#diff(urisOf(args)));
    this.#register("seldon.rollBack", row => this.#rollBack(row));
    this.#register("seldon.checkCluster", row => this.#checkCluster(row));
    this.#register("seldon.chooseDeployTarget", () => this.#chooseTarget());
    this.#register("seldon.showManifestPlace", showPlace);
    this.#register("seldon.forgetPlaceholderValues", async () => {
      await values.forget();
      this.#services.show(valuesAreForgotten());
    });
  }

  dispose(): void {
    this.#store.dispose();
  }

  #register(id: CommandId, run: (...args: readonly unknown[]) => Promise<unknown>): void {
    this.#store.add(this.#services.registerCommand(id, run));
  }

  async #deploy(uris: readonly vscode.Uri[]): Promise<void> {
    const title = titleOf("seldon.deploy");
    if (!areWritesPossible(this.#services, title)) return;
    const prepared = await prepare(this.#parts, uris, true);
    if (!prepared || !(await ensureNamespaces(this.#parts, prepared, title))) return;
    await deliver(this.#parts, prepared, { title, after: l10n.t("after the deploy"), yes: l10n.t("Deploy") });
  }

  async #diff(uris: readonly vscode.Uri[]): Promise<void> {
    const prepared = await prepare(this.#parts, uris, false);
    const judged = prepared && (await judge(this.#parts, prepared, true));
    if (!judged) return;
    const { target } = prepared;
    if (judged.previews.every(({ isUnchanged }) => isUnchanged)) {
      this.#services.show(
        isUnchangedMessage(l10n.t`The manifest and ${target.namespace} in ${target.context} are the same.`),
      );
    }
    await this.#parts.previews.showDiff(judged.previews, target, l10n.t("as the manifest says"));
  }

  async #rollBack(row: unknown): Promise<void> {
    const title = titleOf("seldon.rollBack");
    if (!areWritesPossible(this.#services, title)) return;
    const asked = targetOf(row);
    const target = asked?.kind === "deployment" ? asked : await chooseDeployment(this.#parts);
    const prepared = target && (await prepareRollBack(this.#parts, target));
    if (!prepared) return;
    const question = l10n.t`Roll back SeldonDeployment ${target.name} in ${targetWords(prepared.target)} to what it was?`;
    await deliver(this.#parts, prepared, {
      title,
      after: l10n.t("after going back"),
      yes: l10n.t("Roll Back"),
      question,
    });
  }

  async #checkCluster(row: unknown): Promise<void> {
    const target = await this.#targetToCheck(row);
    if (!target) return;
    const { session } = await this.#parts.watched.watch(target.context);
    const now = Date.now();
    const facts = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: l10n.t`Checking ${target.context}` },
      () => lookAtCluster(session, target.namespace, now),
    );
    const text = checkText(preflight(facts), target, now);
    const uri = this.#parts.previews.add(`Cluster check ${target.context}.md`.replaceAll("/", "-"), text);
    await vscode.commands.executeCommand("markdown.showPreview", uri);
  }

  async #targetToCheck(row: unknown): Promise<DeployTarget | undefined> {
    const asked = targetOf(row);
    if (asked?.kind === "namespace") return asked;
    if (asked?.kind === "context") {
      const { session } = await this.#parts.watched.watch(asked.context);
      return { context: asked.context, namespace: session.context.namespace };
    }
    return await this.#parts.targets.targetFor(vscode.window.activeTextEditor?.document.uri, []);
  }

  async #chooseTarget(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    const { objects } = document
      ? await this.#parts.server.objects({ uri: document.uri.toString(), text: document.getText() })
      : { objects: [] };
    const written = new Set(objects.flatMap(({ namespace }) => namespace ?? []));
    await this.#parts.targets.choose(document?.uri, [...written]);
  }
}

function titleOf(id: CommandId): string {
  return commandTitle(id).replace("…", "");
}

/** The explorer of files hands over the file that was clicked and all that are selected; a title bar its file. */
function urisOf([first, all]: readonly unknown[]): readonly vscode.Uri[] {
  const selected = Array.isArray(all) ? all.filter(each => each instanceof vscode.Uri) : [];
  if (selected.length > 0) return selected;
  return first instanceof vscode.Uri ? [first] : [];
}

async function showPlace(uri: unknown, line: unknown): Promise<void> {
  if (typeof uri !== "string" || typeof line !== "number") return;
  const selection = new vscode.Range(line, 0, line, 0);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), { selection });
}
