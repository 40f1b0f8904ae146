// "Check Model Artifact": whether the models that a manifest or a deployment names are in their stores, and load there.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { checkWords, modelPlaces, questionKey } from "../../domain/artifact/index.ts";
import { targetWords, type DeployTarget } from "../../domain/deploy/index.ts";
import type { ClusterSession } from "../../kube/port.ts";
import { SELDON_DEPLOYMENTS, type WatchedClusters } from "../../live/index.ts";
import { modelsWereChecked, noModelToCheck } from "../../ui/artifact-messages.ts";
import { unlessCancelled } from "../../ui/cancellable.ts";
import { commandTitle } from "../../ui/command-title.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { clusterIsNotTrusted } from "../../ui/messages.ts";
import { isSeldonDocument } from "../../ui/seldon-documents.ts";
import type { Services } from "../../ui/services.ts";
import { deploymentOf, targetOf, type DeploymentTarget } from "../../ui/target.ts";
import { ArtifactLens } from "./artifact-lens.ts";
import { artifactText, type CheckedDeployment } from "./artifact-text.ts";
import type { ArtifactServer, CheckedSubject, CheckSubject, ModelChecker } from "./model-checker.ts";
import type { ManifestProblem } from "./problem.ts";

export interface ArtifactCheckParts {
  readonly services: Services;
  readonly watched: WatchedClusters;
  readonly server: ArtifactServer;
  readonly checker: ModelChecker;
  /** Where the manifests of a folder go. */
  readonly targets: {
    readonly onDidChange: vscode.Event<void>;
    remembered(uri: vscode.Uri | undefined): DeployTarget | undefined;
    targetFor(uri: vscode.Uri | undefined, written: readonly string[]): Promise<DeployTarget | undefined>;
  };
  /** Finds the files that made a deployment. */
  readonly manifests: {
    filesOf(deployment: { readonly name: string; readonly namespace: string }): Promise<readonly vscode.Uri[]>;
  };
  /** Shows texts that are no files. */
  readonly documents: { add(name: string, text: string): vscode.Uri };
}

export class ArtifactCheck implements vscode.Disposable {
  readonly #parts: ArtifactCheckParts;
  readonly #store = new DisposableStore();
  readonly #lens: ArtifactLens;

  constructor(parts: ArtifactCheckParts) {
    this.#parts = parts;
    this.#lens = this.#store.add(new ArtifactLens(parts.services, parts.server, parts.targets));
  }

  activate(): void {
    const { services, targets, checker } = this.#parts;
    const { registerCommand } = services;
    this.#lens.activate();
    // What was seen with Secrets of another place says nothing about the new one.
    this.#store.add(targets.onDidChange(services.guarded("forgetting models", () => checker.forget())));
    this.#store.add(registerCommand("seldon.checkArtifact", argument => this.#run(argument)));
    this.#store.add(registerCommand("seldon.showModelCheck", showDetails));
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #run(argument: unknown): Promise<void> {
    // Keys of Secrets are used, which is for the people whose workspace it is.
    if (!vscode.workspace.isTrusted) {
      this.#parts.services.show(clusterIsNotTrusted(commandTitle("seldon.checkArtifact")));
      return;
    }
    const row = deploymentOf(targetOf(argument));
    if (row) await this.#checkDeployment(row);
    else await this.#checkManifest(argument instanceof vscode.Uri ? argument : undefined);
  }

  async #checkManifest(uri: vscode.Uri | undefined): Promise<void> {
    const { services, server, targets, watched } = this.#parts;
    const document = uri ? await vscode.workspace.openTextDocument(uri) : vscode.window.activeTextEditor?.document;
    const { objects } =
      document && isSeldonDocument(document)
        ? await server.objects({ uri: document.uri.toString(), text: document.getText() })
        : { objects: [] };
    const deployments = objects.filter(({ kind }) => kind === "SeldonDeployment");
    if (!document || deployments.length === 0) {
      services.show(noModelToCheck());
      return;
    }
    const written = new Set(deployments.flatMap(({ namespace }) => namespace ?? []));
    const { contexts } = await watched.contexts();
    // Without a cluster the workspace's Secrets are all there is.
    const target = contexts.length === 0 ? undefined : await targets.targetFor(document.uri, [...written]);
    if (contexts.length > 0 && !target) return;
    const session = target && (await watched.watch(target.context)).session;
    const subjects = deployments.map(({ name, namespace, value }) => ({
      ...{ name: name ?? "", value, manifests: [document.uri] },
      namespace: namespace ?? target?.namespace ?? "default",
    }));
    const where = target ? targetWords(target) : l10n.t("the workspace");
    const checked = await this.#checkWithProgress(subjects, session, where);
    if (checked) await this.#tell(checked, target?.context, false);
  }

  async #checkDeployment({ context, namespace, name }: DeploymentTarget): Promise<void> {
    const { watched, manifests } = this.#parts;
    const { session } = await watched.watch(context);
    const value = await session.get({ type: SELDON_DEPLOYMENTS, namespace, name });
    const files = await manifests.filesOf({ name, namespace });
    const subject = { name, namespace, value, manifests: files };
    const checked = await this.#checkWithProgress([subject], session, l10n.t`${namespace} in ${context}`);
    if (checked) await this.#tell(checked, context, true);
  }

  /** @returns undefined where the user cancelled it */
  async #checkWithProgress(
    subjects: readonly CheckSubject[],
    session: ClusterSession | undefined,
    where: string,
  ): Promise<readonly CheckedSubject[] | undefined> {
    const title = `${commandTitle("seldon.checkArtifact")}: ${where}`;
    return await unlessCancelled(title, signal => this.#parts.checker.check(subjects, session, signal));
  }

  async #tell(checked: readonly CheckedSubject[], context: string | undefined, isShown: boolean): Promise<void> {
    const { services, documents } = this.#parts;
    const deployments = await Promise.all(checked.map(each => this.#withProblems(each, context)));
    const checks = deployments.flatMap(each => each.checks);
    if (checks.length === 0) {
      services.show(noModelToCheck());
      return;
    }
    const [first] = deployments;
    const text = artifactText(deployments, Date.now());
    const uri = documents.add(`Models of ${first?.name ?? ""}.md`.replaceAll("/", "-"), text);
    if (isShown) await showDetails(uri.toString());
    const count = (tone: string): number => checks.filter(check => checkWords(check).tone === tone).length;
    const problems = deployments.flatMap(each => each.problems).filter(({ severity }) => severity === WARNING).length;
    const counts = { good: count("good"), bad: count("bad"), unknown: count("unknown"), problems };
    services.show(modelsWereChecked(counts, uri.toString()));
  }

  async #withProblems({ subject, checks }: CheckedSubject, context: string | undefined): Promise<CheckedDeployment> {
    const { name, namespace, manifests } = subject;
    // The server judges open documents only; a row of the explorer says nothing about what is open.
    const documents = await Promise.all(manifests.map(uri => vscode.workspace.openTextDocument(uri)));
    const named = new Set((await Promise.all(documents.map(each => this.#modelsIn(each, subject)))).flat());
    const isJudged =
      documents.length > 0 &&
      checks.every(({ place, finding }) => finding.kind !== "seen" || named.has(questionKey(place)));
    const problems = await Promise.all(documents.map(each => this.#problemsIn(each, documents.length > 1)));
    return { name, namespace, context, checks, problems: problems.flat(), isJudged };
  }

  /** Keys of the models that a manifest names for a deployment, which may differ from those that the cluster has. */
  async #modelsIn(document: vscode.TextDocument, { name, namespace }: CheckSubject): Promise<readonly string[]> {
    const { objects } = await this.#parts.server.objects({ uri: document.uri.toString(), text: document.getText() });
    return objects
      .filter(each => each.kind === "SeldonDeployment" && (each.name ?? "") === name)
      .filter(each => (each.namespace ?? namespace) === namespace)
      .flatMap(({ value }) => modelPlaces(value).map(questionKey));
  }

  async #problemsIn({ uri }: vscode.TextDocument, hasOthers: boolean): Promise<readonly ManifestProblem[]> {
    const found = await this.#parts.checker.problems(uri);
    const file = hasOthers ? vscode.workspace.asRelativePath(uri) : undefined;
    return found.map(problem => ({ ...problem, file }));
  }
}

const WARNING = 2;

async function showDetails(uri: unknown): Promise<void> {
  if (typeof uri === "string") await vscode.commands.executeCommand("markdown.showPreview", vscode.Uri.parse(uri));
}
