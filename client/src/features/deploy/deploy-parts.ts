// What the steps of a deploy share.
import type { KeptCopies } from "../../live/deploy/index.ts";
import type { WatchedClusters } from "../../live/index.ts";
import type { Services } from "../../ui/services.ts";
import type { DeployTargets } from "./deploy-target.ts";
import type { ManifestServer } from "./manifest-source.ts";
import type { PlaceholderValues } from "./placeholder-values.ts";
import type { PreviewDocuments } from "./preview-documents.ts";
import type { RefusalProblems } from "./refusal-problems.ts";

export interface DeployParts {
  readonly services: Services;
  readonly watched: WatchedClusters;
  readonly server: ManifestServer;
  readonly targets: DeployTargets;
  readonly values: PlaceholderValues;
  readonly previews: PreviewDocuments;
  readonly problems: RefusalProblems;
  readonly copies: KeptCopies;
}
