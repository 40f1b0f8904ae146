// Annotations that operator and executor read, and where (seldon-facts §6).
import * as l10n from "@vscode/l10n";

/** The maps of a manifest that annotations can stand in. */
export type AnnotationPlace = "metadata" | "spec" | "predictor" | "componentSpec";

/** What a person calls the maps. */
export const ANNOTATION_PLACES: Readonly<Record<AnnotationPlace, string>> = {
  metadata: "metadata.annotations",
  spec: "spec.annotations",
  predictor: l10n.t("the predictor's annotations"),
  componentSpec: l10n.t("metadata.annotations of the componentSpec"),
};

/** Timeouts of a call of one unit, in milliseconds (F14, F61). */
export const TIMEOUT_ANNOTATIONS: readonly string[] = ["seldon.io/rest-timeout", "seldon.io/grpc-timeout"];

/** Keys of the Java engine, which is gone since 1.9, and the key that has taken its place; empty where none has (F14, seldon-facts §6). */
export const OBSOLETE_ANNOTATIONS: ReadonlyMap<string, string> = new Map([
  ["seldon.io/rest-read-timeout", "seldon.io/rest-timeout"],
  ["seldon.io/rest-connection-timeout", ""],
  ["seldon.io/grpc-read-timeout", "seldon.io/grpc-timeout"],
  ["seldon.io/engine-java-opts", ""],
]);

/** What the executor and the wrapper read from the pod's annotations, to which `metadata.annotations` never get (F71 [ran]). */
export const POD_ANNOTATIONS: readonly string[] = [...TIMEOUT_ANNOTATIONS, "seldon.io/grpc-max-message-size"];

const SPEC_OR_METADATA: readonly AnnotationPlace[] = ["spec", "metadata"];
const POD: readonly AnnotationPlace[] = ["spec", "predictor", "componentSpec"];

/** Where each annotation is read, the usual place first (F71). */
export const ANNOTATION_READERS: ReadonlyMap<string, readonly AnnotationPlace[]> = new Map([
  ["seldon.io/engine-separate-pod", ["spec"]],
  ["seldon.io/no-storage-initializer", ["spec"]],
  ["seldon.io/no-engine", ["predictor"]],
  ["seldon.io/svc-name", ["predictor"]],
  ...POD_ANNOTATIONS.map((key): [string, readonly AnnotationPlace[]] => [key, POD]),
  ...[
    "headless-svc",
    "executor-logger-queue-size",
    "executor-logger-write-timeout-ms",
    "istio-gateway",
    "istio-host",
    "istio-retries",
    "istio-retries-timeout",
    "ambassador-config",
    "ambassador-service-name",
    "ambassador-id",
    "ambassador-retries",
    "ambassador-header",
    "ambassador-regex-header",
    "ambassador-circuit-breakers-max-connections",
    "ambassador-circuit-breakers-max-pending-requests",
    "ambassador-circuit-breakers-max-requests",
    "ambassador-circuit-breakers-max-retries",
  ].map((key): [string, readonly AnnotationPlace[]] => [`seldon.io/${key}`, SPEC_OR_METADATA]),
]);

/** The gateway of deployments that name none, unless the operator's `ISTIO_GATEWAY` says another (seldon-facts §5.5). */
export const DEFAULT_ISTIO_GATEWAY = "istio-system/seldon-gateway";

/** Istio's annotations of a pod that keep an initializer's traffic out of the mesh (F08). */
export const MESH_EXCLUSIONS: readonly string[] = [
  "traffic.sidecar.istio.io/excludeOutboundPorts",
  "traffic.sidecar.istio.io/excludeOutboundIPRanges",
  "traffic.sidecar.istio.io/includeOutboundIPRanges",
  "traffic.sidecar.istio.io/includeOutboundPorts",
];
