// The prepackaged servers of the operator's default map, and all facts of one version together.
import * as l10n from "@vscode/l10n";
import { withServersOfCluster, type ClusterServers } from "../cluster-server.ts";
import { DEFAULT_SELDON_VERSION, releaseOf, type Release, type SeldonMinor } from "./releases.ts";

export type Protocol = "seldon" | "tensorflow" | "v2";

/** A prepackaged server as the operator's default `predictor_servers` map knows it (seldon-facts §3.1). */
export interface PrepackagedServer {
  /** One line on what it serves and expects. */
  readonly summary: string;
  /** Image per protocol, null where only the cluster knows it; a protocol that is absent has none, and the Deployment is refused (F18). */
  readonly images: Readonly<Partial<Record<Protocol, string | null>>>;
  /** Names that `parameters` may have under the seldon protocol (seldon-facts §3.3); undefined where nothing is checked. */
  readonly parameters?: readonly string[];
  /** File names looked for in the top folder of the model URI, per protocol. */
  readonly artifacts: Readonly<Partial<Record<Protocol, readonly string[]>>>;
  /** True for servers that only the user's configuration names. */
  readonly isOfCluster?: true;
}

export interface SeldonFacts {
  readonly version: string;
  readonly minor: SeldonMinor;
  /** What else comes with the release. */
  readonly release: Release;
  readonly servers: Readonly<Record<string, PrepackagedServer>>;
  readonly initializerImage: string;
  /** What the operator runs explainers with where `containerSpec` has no image (seldon-facts §3.1). */
  readonly explainerImages: { readonly seldon: string; readonly v2: string };
  readonly mlserverVersion: string;
}

/**
 * The facts of a Seldon version such as `1.17.1` or `1.16`. Versions out of the supported range count as the nearest in it.
 * `ofCluster` are servers beside Seldon's own, or more that is known of these.
 */
export function seldonFacts(
  version: string = DEFAULT_SELDON_VERSION,
  ofCluster: ClusterServers = NO_SERVERS,
): SeldonFacts {
  const byVersion = knownFacts.get(ofCluster) ?? new Map<string, SeldonFacts>();
  const facts = byVersion.get(version) ?? gatherFacts(version, ofCluster);
  knownFacts.set(ofCluster, byVersion.set(version, facts));
  return facts;
}

const NO_SERVERS: ClusterServers = {};

/** Every document asks, and nearly always for the same. */
const knownFacts = new WeakMap<ClusterServers, Map<string, SeldonFacts>>();

function gatherFacts(version: string, ofCluster: ClusterServers): SeldonFacts {
  const { minor, release } = releaseOf(version);
  const exact = version.split(".").length > 2 && version.startsWith(`${minor}.`) ? version : release.version;
  return {
    version: exact,
    minor,
    release,
    servers: withServersOfCluster(servers(exact, release.mlserver), ofCluster),
    initializerImage: `seldonio/rclone-storage-initializer:${exact}`,
    explainerImages: {
      seldon: `seldonio/alibiexplainer:${release.alibiExplainer}`,
      v2: `seldonio/mlserver:${release.mlserver}-alibi-explain`,
    },
    mlserverVersion: release.mlserver,
  };
}

/** A server by its name as a manifest has it, which may be any text. */
export function prepackagedServer({ servers }: SeldonFacts, name: string | undefined): PrepackagedServer | undefined {
  return name !== undefined && Object.hasOwn(servers, name) ? servers[name] : undefined;
}

function servers(version: string, mlserver: string): Readonly<Record<string, PrepackagedServer>> {
  return {
    SKLEARN_SERVER: {
      summary: l10n.t("scikit-learn model saved with joblib"),
      images: { seldon: `seldonio/sklearnserver:${version}`, v2: `seldonio/mlserver:${mlserver}-sklearn` },
      parameters: ["model_uri", "method"],
      artifacts: { seldon: ["model.joblib"], v2: ["model.joblib", "model.pickle", "model.pkl"] },
    },
    XGBOOST_SERVER: {
      summary: l10n.t("XGBoost booster in its binary format"),
      images: { seldon: `seldonio/xgboostserver:${version}`, v2: `seldonio/mlserver:${mlserver}-xgboost` },
      parameters: ["model_uri"],
      artifacts: { seldon: ["model.bst"], v2: ["model.bst", "model.json", "model.ubj"] },
    },
    MLFLOW_SERVER: {
      summary: l10n.t("MLflow model folder with its MLmodel file"),
      images: { seldon: `seldonio/mlflowserver:${version}`, v2: `seldonio/mlserver:${mlserver}-mlflow` },
      parameters: ["model_uri", "xtype"],
      artifacts: { seldon: ["MLmodel"], v2: ["MLmodel"] },
    },
    TENSORFLOW_SERVER: {
      summary: l10n.t("TensorFlow SavedModel in numbered version folders"),
      images: { seldon: `seldonio/tfserving-proxy:${version}`, tensorflow: "tensorflow/serving:2.1.0" },
      parameters: ["rest_endpoint", "grpc_endpoint", "model_name", "signature_name", "model_input", "model_output"],
      artifacts: {},
    },
    TRITON_SERVER: {
      summary: l10n.t("Triton model repository (v2 protocol only)"),
      images: { v2: "nvcr.io/nvidia/tritonserver:21.08-py3" },
      artifacts: {},
    },
    HUGGINGFACE_SERVER: {
      summary: l10n.t("Hugging Face pipeline named by its parameters (v2 protocol only)"),
      images: { v2: `seldonio/mlserver:${mlserver}-huggingface` },
      artifacts: {},
    },
    TEMPO_SERVER: {
      summary: l10n.t("Tempo pipeline (v2 protocol only)"),
      images: { v2: `seldonio/mlserver:${mlserver}-slim` },
      artifacts: {},
    },
  };
}

/** Parameters that the operator sets after the user's, so that the user's value never counts (seldon-facts §3.3, §3.4). */
export const PARAMETERS_SET_BY_OPERATOR: Readonly<Record<string, readonly string[]>> = {
  SKLEARN_SERVER: ["model_uri"],
  XGBOOST_SERVER: ["model_uri"],
  MLFLOW_SERVER: ["model_uri"],
  TENSORFLOW_SERVER: ["model_name"],
};
