// The releases of Seldon Core that are supported, and what comes with each: the matrix of failure-modes §0.2.

export const SUPPORTED_SELDON_VERSIONS = ["1.15", "1.16", "1.17", "1.18"] as const;
export type SeldonMinor = (typeof SUPPORTED_SELDON_VERSIONS)[number];

export const DEFAULT_SELDON_VERSION = "1.17.1";

/** What a release brings: its own images and what is inside of them. Bounds are pip's, as the servers' requirements have them. */
export interface Release {
  /** The patch version, the newest of its minor that the matrix lists. */
  readonly version: string;
  /** rclone in the storage initializer. */
  readonly rclone: string;
  readonly mlserver: string;
  readonly alibiExplainer: string;
  /** alibi in Seldon's own explainer image (F42). */
  readonly alibi: string;
  readonly mlflowServer: {
    /** True where an `env` of MLmodel that is a mapping is understood (S20). */
    readonly readsEnvMapping: boolean;
    readonly mlflow: string;
    readonly pandas: string;
    readonly python: string;
  };
  readonly sklearnServer: { readonly sklearn: string; readonly python: string };
  readonly xgboostServer: { readonly xgboost: string; readonly artifact: string };
  /** True where requests are logged at every unit with children too, and not only where a unit is called (F55). */
  readonly logsAtRouters: boolean;
  /** Version of the autoscaling API in which the operator makes autoscalers; v2 needs Kubernetes 1.23 (S44). */
  readonly autoscalingApi: "v2beta1" | "v2";
  /** First and last minor of Kubernetes it runs on; no last one where none is known (failure-modes §0.1). */
  readonly kubernetes: { readonly first: string; readonly last?: string };
}

const SKLEARN = "0.24.2";
const XGBOOST = { xgboost: "1.4.2", artifact: "model.bst" } as const;

const RELEASES: Readonly<Record<SeldonMinor, Release>> = {
  "1.15": {
    version: "1.15.0",
    rclone: "1.59.1",
    mlserver: "1.2.0",
    alibiExplainer: "1.15.0",
    alibi: "0.7.0",
    mlflowServer: { readsEnvMapping: false, mlflow: "<1.24", pandas: "<1.2", python: "3.7" },
    sklearnServer: { sklearn: SKLEARN, python: "3.7" },
    xgboostServer: XGBOOST,
    logsAtRouters: false,
    autoscalingApi: "v2beta1",
    kubernetes: { first: "1.21", last: "1.24" },
  },
  "1.16": {
    version: "1.16.0",
    rclone: "1.59.1",
    mlserver: "1.3.0",
    alibiExplainer: "1.16.0",
    alibi: "0.7.0",
    mlflowServer: { readsEnvMapping: true, mlflow: "<=2.2.2", pandas: "<=2.0.0", python: "3.8" },
    sklearnServer: { sklearn: SKLEARN, python: "3.7" },
    xgboostServer: XGBOOST,
    logsAtRouters: true,
    autoscalingApi: "v2",
    kubernetes: { first: "1.23" },
  },
  "1.17": {
    version: "1.17.1",
    rclone: "1.59.1",
    mlserver: "1.3.5",
    alibiExplainer: "1.17.1",
    alibi: "0.9.4",
    mlflowServer: { readsEnvMapping: true, mlflow: "<=2.5.0", pandas: "<=2.0.0", python: "3.8" },
    sklearnServer: { sklearn: SKLEARN, python: "3.8" },
    xgboostServer: XGBOOST,
    logsAtRouters: true,
    autoscalingApi: "v2",
    kubernetes: { first: "1.23" },
  },
  "1.18": {
    version: "1.18.2",
    rclone: "1.64.2",
    mlserver: "1.3.5",
    alibiExplainer: "1.18.2",
    alibi: "0.9.4",
    mlflowServer: { readsEnvMapping: true, mlflow: ">=2.9.2,<3", pandas: "<=2.0.0", python: "3.8" },
    sklearnServer: { sklearn: SKLEARN, python: "3.8" },
    xgboostServer: XGBOOST,
    logsAtRouters: true,
    autoscalingApi: "v2",
    kubernetes: { first: "1.23" },
  },
};

/** A version such as `1.17.1`, `v1.16` or `1.15` without its `v`; undefined where it is none of the supported ones. */
export function supportedVersion(version: string): string | undefined {
  const minor = /^v?(1\.\d+)(?:\.\d+)?$/.exec(version)?.[1];
  return SUPPORTED_SELDON_VERSIONS.some(supported => supported === minor) ? version.replace(/^v/, "") : undefined;
}

/** The minor release that a version is of, or the nearest supported one, and what comes with it. */
export function releaseOf(version: string): { readonly minor: SeldonMinor; readonly release: Release } {
  const number = Number(/^1\.(\d+)/.exec(version)?.[1] ?? 17);
  const minor =
    SUPPORTED_SELDON_VERSIONS.findLast(supported => Number(supported.slice(2)) <= number) ??
    SUPPORTED_SELDON_VERSIONS[0];
  return { minor, release: RELEASES[minor] };
}
