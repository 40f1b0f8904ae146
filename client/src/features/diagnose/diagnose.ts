// Why does it not serve? One command looks at everything that belongs to a deployment, and says it in words.
import * as vscode from "vscode";
import type { Cause } from "../../domain/index.ts";
import { diagnoseDeployment } from "../../live/diagnosis/index.ts";
import { deploymentKey, type WatchedClusters } from "../../live/index.ts";
import type { ObjectServer } from "../../ui/code-lenses.ts";
import { commandTitle } from "../../ui/command-title.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { firstStepDone } from "../../ui/first-steps.ts";
import type { Services } from "../../ui/services.ts";
import { deploymentOf, targetOf } from "../../ui/target.ts";
import { chooseDeployment } from "./choose-deployment.ts";
import { DiagnoseLens } from "./diagnose-lens.ts";
import { DiagnosisDocuments } from "./diagnosis-documents.ts";
import { diagnosisText } from "./diagnosis-text.ts";

/** Who shows causes on the manifest's line for as long as the cluster shows them. */
export interface CauseReceiver {
  showDiagnosed(context: string, key: string, causes: readonly Cause[]): void;
}

export class Diagnose implements vscode.Disposable {
  readonly #services: Services;
  readonly #watched: WatchedClusters;
  readonly #receiver: CauseReceiver;
  readonly #store = new DisposableStore();
  readonly #documents = this.#store.add(new DiagnosisDocuments());
  readonly #lens: DiagnoseLens;

  constructor(services: Services, watched: WatchedClusters, server: ObjectServer, receiver: CauseReceiver) {
    this.#services = services;
    this.#watched = watched;
    this.#receiver = receiver;
    this.#lens = this.#store.add(new DiagnoseLens(services, watched, server));
  }

  activate(): void {
    this.#documents.activate();
    this.#lens.activate();
    this.#store.add(this.#services.registerCommand("seldon.diagnose", row => this.#run(row)));
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #run(row: unknown): Promise<void> {
    const target = deploymentOf(targetOf(row)) ?? (await chooseDeployment(this.#services, this.#watched));
    if (!target) return;
    const { context, namespace, name } = target;
    const now = Date.now();
    const diagnosis = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: `${commandTitle("seldon.diagnose")}: ${name}` },
      async () => {
        const { session } = await this.#watched.watch(context);
        return await diagnoseDeployment(session, { namespace, name }, { now });
      },
    );
    // What is only possible is worth reading and no problem of a manifest.
    const sure = diagnosis.causes.filter(({ confidence }) => confidence !== "possible");
    this.#receiver.showDiagnosed(context, deploymentKey({ namespace, name }), sure);
    await this.#documents.open(target, diagnosisText(diagnosis, target, now));
    if (sure.length > 0) firstStepDone(this.#services, "hasDiagnosed");
  }
}
