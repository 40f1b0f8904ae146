// The look into the store that comes before a deploy: what it finds is told in the deploy's own question, and keeps nothing from it.
import * as l10n from "@vscode/l10n";
import type * as vscode from "vscode";
import { checkWords, placeWords, type CheckTone, type ModelCheck } from "../../domain/artifact/index.ts";
import type { ClusterSession, KubeObject } from "../../kube/port.ts";
import { cancellable } from "../../ui/cancellable.ts";
import { commandTitle } from "../../ui/command-title.ts";
import { reasonOf } from "../../ui/guard.ts";
import type { ModelChecker } from "./model-checker.ts";

export interface SubjectOfDeploy {
  readonly name: string;
  readonly namespace: string;
  readonly value: unknown;
  readonly secrets: readonly KubeObject[];
  readonly manifest: vscode.Uri | undefined;
}

export class ModelGate {
  readonly #checker: ModelChecker;

  constructor(checker: ModelChecker) {
    this.#checker = checker;
  }

  /** In sentences, the worst first. Never rejects: what keeps a check from being made is told. */
  async check(asked: readonly SubjectOfDeploy[], session: ClusterSession): Promise<readonly string[]> {
    return await cancellable(commandTitle("seldon.checkArtifact"), async ({ signal }) => {
      try {
        return await this.#sentences(asked, session, signal);
      } catch (error) {
        if (signal.aborted) return [l10n.t("The models were not looked for: you cancelled it.")];
        return [l10n.t`The models were not looked for: ${reasonOf(error)}`];
      }
    });
  }

  async #sentences(
    asked: readonly SubjectOfDeploy[],
    session: ClusterSession,
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    const subjects = asked.map(({ manifest, ...subject }) => ({ ...subject, manifests: manifest ? [manifest] : [] }));
    const checked = await this.#checker.check(subjects, session, signal);
    const warnings = await this.#warnings(subjects.flatMap(({ manifests }) => manifests));
    const checks = checked
      .flatMap(each => each.checks)
      .toSorted((a, b) => URGENCY.indexOf(checkWords(a).tone) - URGENCY.indexOf(checkWords(b).tone));
    return [...warnings, ...checks.map(sentenceOf)];
  }

  /** What the language server makes of it, such as a folder without a model. */
  async #warnings(manifests: readonly vscode.Uri[]): Promise<readonly string[]> {
    const distinct = [...new Map(manifests.map(uri => [uri.toString(), uri])).values()];
    const found = (await Promise.all(distinct.map(uri => this.#checker.problems(uri)))).flat();
    return found
      .filter(({ severity }) => severity === WARNING)
      .map(({ message, range }) => l10n.t`Line ${range.start.line + 1}: ${message}`);
  }
}

const WARNING = 2;
const URGENCY: readonly CheckTone[] = ["bad", "unknown", "good"];

function sentenceOf(check: ModelCheck): string {
  return `${placeWords(check.place)}: ${checkWords(check).text}`;
}
