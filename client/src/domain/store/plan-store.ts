// From a model URI and the initializer's environment to the request that `rclone copy <modelUri> /mnt/models` begins with.
import * as l10n from "@vscode/l10n";
import type { StoreEnvironment } from "./environment.ts";
import { readBoolean } from "./option-types.ts";
import { planS3 } from "./plan-s3.ts";
import { BACKENDS } from "./providers.ts";
import { readRclonePath, type RclonePathProblem } from "./rclone-path.ts";
import { remoteOptions } from "./remote-options.ts";
import { reveal } from "./secret-value.ts";
import { failing, type FailingPlan, type PlanNotice, type StorePlan, type UnsupportedStore } from "./store-plan.ts";

export interface StoreQuestion {
  readonly modelUri: string;
  /** Of the init container: what `envSecretRefName` (or the operator's default Secret) gives. */
  readonly environment: StoreEnvironment;
}

/**
 * Tells what the initializer of 1.17.1 (rclone 1.59.1) will ask, without asking anybody. Nothing in the result but the
 * opaque credentials is a value of the Secret, save the endpoint, region and path themselves.
 */
export function planStore({ modelUri, environment }: StoreQuestion): StorePlan {
  // The operator mounts the claim and gives rclone a path (seldon-facts §4).
  if (modelUri.startsWith("pvc://")) return unsupported("pvc");
  const path = readRclonePath(modelUri);
  if (typeof path === "string") return badPath(path);
  const { remote } = path;
  if (remote === undefined) return failing("S07", "directory not found", undefined, 3);
  const options = remoteOptions({ ...path, remote }, environment);
  if ("kind" in options) return options;
  const type = options.type;
  if (!BACKENDS.has(type)) {
    return failing(type === type.trim() ? "F30" : "F29", "didn't find backend called", options.variable("type"));
  }
  if (type !== "s3") return unsupported(STORES.get(type) ?? "other");
  const plan = planS3(options, path.path, environment);
  return plan.kind === "s3" ? { ...plan, ...programWide(environment, plan.notices) } : plan;
}

function badPath(problem: RclonePathProblem): FailingPlan {
  if (problem === "empty") return failing("S07", "can't use empty string as a path");
  return problem === "not-a-name"
    ? failing("S03", "config name contains invalid characters")
    : failing("S03", "Failed to create file system");
}

/** Variables that hold for all of rclone. */
function programWide(
  environment: StoreEnvironment,
  notices: readonly PlanNotice[],
): { readonly isCertificateChecked: boolean; readonly notices: readonly PlanNotice[] } {
  const unchecked = environment.get("RCLONE_NO_CHECK_CERTIFICATE");
  const others = Array.from(environment.keys()).filter(name => CHANGES_MORE.test(name));
  return {
    isCertificateChecked: !(unchecked && readBoolean(reveal(unchecked)) === true),
    notices: [
      ...notices,
      ...others.map(variable => ({ variable, words: l10n.t("It changes what rclone does, and is not looked at.") })),
    ],
  };
}

/** Filters, proxies and other ways to end differently; what only makes it slower or louder is left out. */
const CHANGES_MORE =
  /^(?:RCLONE_(?:CONFIG|DRY_RUN|(?:INCLUDE|EXCLUDE|FILTER|FILES)(?:_FROM)?(?:_RAW)?|M(?:AX|IN)_(?:SIZE|AGE|DEPTH|TRANSFER|DURATION)|CA_CERT|BIND|HEADER\w*)|https?_proxy|HTTPS?_PROXY|no_proxy|NO_PROXY)$/;

const STORES: ReadonlyMap<string, UnsupportedStore> = new Map<string, UnsupportedStore>([
  ["google cloud storage", "gcs"],
  ["googlecloudstorage", "gcs"],
  ["gcs", "gcs"],
  ["azureblob", "azure"],
]);

const REASONS = {
  gcs: l10n.t("Google Cloud Storage is not looked into; only S3 stores are."),
  azure: l10n.t("Azure Blob Storage is not looked into; only S3 stores are."),
  pvc: l10n.t("The model lies on a persistent volume, which only pods of the cluster can read."),
  other: l10n.t("rclone opens this store in a way that is not looked into; only S3 stores are."),
};

function unsupported(store: UnsupportedStore): StorePlan {
  const reason = store === "gcs" || store === "azure" || store === "pvc" ? REASONS[store] : REASONS.other;
  return { kind: "unsupported", store, reason };
}
