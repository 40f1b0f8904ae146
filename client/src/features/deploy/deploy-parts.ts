// What the steps of a deploy share.
import type * as vscode from "vscode";
import type { ClusterSession, KubeObject } from "../../kube/port.ts";
import type { KeptCopies } from "../../live/deploy/index.ts";
import type { WatchedClusters } from "../../live/index.ts";
import type { Services } from "../../ui/services.ts";
import type { DeployTargets } from "./deploy-target.ts";
import type { ManifestServer } from "./manifest-source.ts";
import type { PlaceholderValues } from "./placeholder-values.ts";
import type { PreviewDocuments } from "./preview-documents.ts";
import type { RefusalProblems } from "./refusal-problems.ts";

/** Looks for models in their stores. Reads only; what a store does is told, and is no reason to reject. */
export interface ModelGate {
  /** What came of it, in sentences, the worst first; none where no model is named. */
  check(asked: readonly GateSubject[], session: ClusterSession): Promise<readonly string[]>;
}

/** Looks for addresses inside MLflow, which no pod can fetch, and replaces those in the manifests where the user says so. */
export interface RegistryGate {
  beforeDeploy(documents: readonly vscode.TextDocument[]): Promise<void>;
}

/** A SeldonDeployment that is about to be deployed. */
export interface GateSubject {
  readonly name: string;
  readonly namespace: string;
  readonly value: unknown;
  /** Secrets that are deployed along with it, which go before those of the cluster. */
  readonly secrets: readonly KubeObject[];
  /** Absent where no manifest is behind it. */
  readonly manifest: vscode.Uri | undefined;
}

export interface DeployParts {
  readonly services: Services;
  readonly watched: WatchedClusters;
  readonly server: ManifestServer;
  readonly targets: DeployTargets;
  readonly values: PlaceholderValues;
  readonly previews: PreviewDocuments;
  readonly models: ModelGate;
  readonly registry: RegistryGate;
  readonly problems: RefusalProblems;
  readonly copies: KeptCopies;
}
