// What the parts of the feature share: services, clusters, and who reads files and chooses clusters.
import type * as vscode from "vscode";
import type { DeployTarget } from "../../domain/deploy/index.ts";
import type { ObjectsParams, ObjectsResult } from "../../../../schemas/src/index.ts";
import type { WatchedClusters } from "../../live/index.ts";
import type { Clusters } from "../../ui/clusters.ts";
import type { PredictionSecrets } from "../../ui/prediction-secrets.ts";
import type { Services } from "../../ui/services.ts";
import type { PredictionHistory } from "./history.ts";
import type { Senders } from "./senders.ts";

/** What reads manifests and request files: the client reads no YAML. */
export interface PredictServer {
  objects(params: ObjectsParams): Promise<ObjectsResult>;
  problems(uri: string): Promise<readonly PredictFinding[]>;
}

interface PredictFinding {
  readonly message: string;
  readonly severity?: 1 | 2 | 3 | 4 | undefined;
  readonly range: { readonly start: { readonly line: number }; readonly end: { readonly line: number } };
}

/** What chooses the cluster and namespace that requests of a folder go to. */
export interface PredictTargets {
  readonly onDidChange: vscode.Event<void>;
  remembered(uri: vscode.Uri | undefined): DeployTarget | undefined;
  targetFor(uri: vscode.Uri | undefined, written: readonly string[]): Promise<DeployTarget | undefined>;
}

export interface PredictHost {
  readonly services: Services;
  readonly clusters: Clusters;
  readonly watched: WatchedClusters;
  readonly server: PredictServer;
  readonly targets: PredictTargets;
  readonly secrets: PredictionSecrets;
  /** Where the extension lies. */
  readonly packageRoot: vscode.Uri;
  /** Of the workspace. */
  readonly memento: vscode.Memento;
}

export interface PredictParts extends PredictHost {
  readonly senders: Senders;
  readonly history: PredictionHistory;
}
