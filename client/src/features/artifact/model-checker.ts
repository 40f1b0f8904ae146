// Looks for the models of manifests in their stores, and tells the language server what is there, which judges it.
import * as l10n from "@vscode/l10n";
import type * as vscode from "vscode";
import type { ArtifactsParams, ArtifactsResult } from "../../../../schemas/src/index.ts";
import { modelPlaces, type ModelCheck } from "../../domain/artifact/index.ts";
import type { ClusterSession, KubeObject } from "../../kube/port.ts";
import type { ManifestProblem } from "./problem.ts";
import type { WrittenSecret } from "../../live/artifact/index.ts";
import { ToldModels } from "./told-models.ts";
import { writtenSecret, type SecretServer } from "./workspace-secrets.ts";

/** The language server as this feature sees it. */
export interface ArtifactServer extends SecretServer {
  artifacts(params: ArtifactsParams): Promise<ArtifactsResult>;
  problems(uri: string): Promise<readonly ManifestProblem[]>;
}

/** A SeldonDeployment whose models are looked for. */
export interface CheckSubject {
  readonly name: string;
  /** Where its Secrets are. */
  readonly namespace: string;
  /** The plain object. */
  readonly value: unknown;
  /** Manifests that it stands in, whose lines show what is found. */
  readonly manifests: readonly vscode.Uri[];
  /** Secrets that are about to be deployed with it. */
  readonly secrets?: readonly KubeObject[];
}

export interface CheckedSubject {
  readonly subject: CheckSubject;
  readonly checks: readonly ModelCheck[];
}

export class ModelChecker {
  readonly #server: ArtifactServer;
  readonly #told = new ToldModels();

  constructor(server: ArtifactServer) {
    this.#server = server;
  }

  /**
   * @param session absent: Secrets come from the workspace, and stores within a cluster are out of reach
   * @throws KubeError where the cluster cannot be reached, or the check was cancelled
   */
  async check(
    subjects: readonly CheckSubject[],
    session: ClusterSession | undefined,
    signal: AbortSignal,
  ): Promise<readonly CheckedSubject[]> {
    const { checkModels } = await import("../../live/artifact/index.ts");
    const checked: CheckedSubject[] = [];
    for (const subject of subjects) {
      const { namespace, manifests, secrets = [] } = subject;
      const checks = await checkModels(modelPlaces(subject.value), {
        ...{ session, namespace, signal },
        sentSecret: name => sentSecret(secrets, name, namespace),
        writtenSecret: name => writtenSecret(this.#server, manifests, name, namespace),
      });
      checked.push({ subject, checks });
    }
    await this.#tellServer(checked);
    return checked;
  }

  /** What the language server now says of the models of a manifest. */
  async problems(uri: vscode.Uri): Promise<readonly ManifestProblem[]> {
    const found = await this.#server.problems(uri.toString());
    return found.filter(({ code }) => RULES.has(code));
  }

  /** Nothing that was seen counts any longer: manifests now go to another cluster or namespace. */
  async forget(): Promise<void> {
    for (const params of this.#told.forget()) await this.#server.artifacts(params);
  }

  async #tellServer(checked: readonly CheckedSubject[]): Promise<void> {
    const models = checked.map(({ subject: { name, namespace, manifests }, checks }) => ({
      ...{ name, namespace, checks },
      manifests: manifests.map(String),
    }));
    for (const params of this.#told.take(models)) await this.#server.artifacts(params);
  }
}

function sentSecret(secrets: readonly KubeObject[], name: string, namespace: string): WrittenSecret | undefined {
  const secret = secrets.find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
  return secret && { secret, file: l10n.t("the deploy itself") };
}

/** Rules that judge what stores hold. */
const RULES: ReadonlySet<unknown> = new Set([
  "artifact-environment",
  "mlflow-column-names",
  "mlflow-pins",
  "mlmodel-env",
  "model-artifact",
  "packed-environment",
  "pickle-version",
  "server-for-artifact",
]);
