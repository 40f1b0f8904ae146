// "Create or Repair rclone Secret…": makes or mends the Secret that a model is fetched with, tried out before anything is applied.
import * as vscode from "vscode";
import type { DeployTarget } from "../../domain/deploy/index.ts";
import type { KubeObject } from "../../kube/port.ts";
import { commandTitle } from "../../ui/command-title.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { clusterIsNotTrusted } from "../../ui/messages.ts";
import type { Services } from "../../ui/services.ts";
import { secretMayNotBeRead } from "../../ui/store-secret-messages.ts";
import { createSecret } from "./create-secret.ts";
import { readSecret } from "./read-secret.ts";
import { repairSecret } from "./repair-secret.ts";
import { findSubject, type SubjectSources } from "./subject.ts";

export interface StoreSecretParts extends SubjectSources {
  readonly services: Services;
  /** Shows what an object would change, asks, and applies it. True where the cluster then has it so. */
  readonly deploy: {
    deliverSecret(secret: KubeObject, target: DeployTarget, words: DeliveredWords): Promise<boolean>;
  };
}

export interface DeliveredWords {
  readonly title: string;
  /** What the user ought to know before saying yes, in sentences. */
  readonly notes: readonly string[];
}

export class StoreSecret implements vscode.Disposable {
  readonly #parts: StoreSecretParts;
  readonly #store = new DisposableStore();

  constructor(parts: StoreSecretParts) {
    this.#parts = parts;
  }

  activate(): void {
    this.#store.add(this.#parts.services.registerCommand("seldon.storeSecret", argument => this.#run(argument)));
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #run(argument: unknown): Promise<void> {
    const { services } = this.#parts;
    // Keys are typed and used, which is for the people whose workspace it is.
    if (!vscode.workspace.isTrusted) {
      services.show(clusterIsNotTrusted(commandTitle("seldon.storeSecret")));
      return;
    }
    const subject = await findSubject(this.#parts, argument);
    if (!subject) return;
    const name = subject.place?.secret;
    const live = name === undefined ? "absent" : await readSecret(subject, name);
    if (live === "forbidden") services.show(secretMayNotBeRead(name ?? "", subject.target));
    else if (live === "absent" || !subject.place) await createSecret(this.#parts, subject);
    else await repairSecret(this.#parts, subject, subject.place, live);
  }
}
