// What the parts of the feature share, and how the engine is loaded: on first use only.
import type * as vscode from "vscode";
import type { DeployTarget } from "../../domain/deploy/index.ts";
import type { EditsParams, EditsResult, ObjectsParams, ObjectsResult } from "../../../../schemas/src/index.ts";
import type { WatchedClusters } from "../../live/index.ts";
import type * as engine from "../../live/canary/index.ts";
import type { PredictionSecrets } from "../../ui/prediction-secrets.ts";
import type { Services } from "../../ui/services.ts";
import type { CanaryChoices } from "./canary-choices.ts";

export type CanaryEngine = typeof engine;

export interface CanaryHost {
  readonly services: Services;
  readonly watched: WatchedClusters;
  /** Reads manifests, and turns changes of an object into edits of its text. */
  readonly server: {
    objects(params: ObjectsParams): Promise<ObjectsResult>;
    edits(params: EditsParams): Promise<EditsResult>;
  };
  /** Knows which files hold which deployment. */
  readonly manifests: {
    filesOf(deployment: { readonly name: string; readonly namespace: string }): Promise<readonly vscode.Uri[]>;
  };
  /** Where a folder's manifests are deployed to. */
  readonly targets: {
    readonly onDidChange: vscode.Event<void>;
    remembered(uri: vscode.Uri | undefined): DeployTarget | undefined;
  };
  /** Shows texts that are no files, such as the sides of a preview and reports. */
  readonly documents: { add(name: string, text: string): vscode.Uri };
  readonly secrets: Pick<PredictionSecrets, "valueOf">;
  /** Where the extension lies. */
  readonly packageRoot: vscode.Uri;
  /** Of the workspace: what this window drives and shows. */
  readonly workspace: vscode.Memento;
  /** Of the user: splits before changes, for undoing. */
  readonly user: vscode.Memento;
}

export interface CanaryParts extends CanaryHost {
  readonly choices: CanaryChoices;
  engine(): Promise<CanaryEngine>;
  undo(): Promise<engine.UndoStore>;
}
