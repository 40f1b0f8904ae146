// How models are fetched: the initializer, rclone's remotes and variables, and URIs it does not know.

/** Where the model is mounted in the initializer and in the unit's container (seldon-facts §4). */
export const MODEL_MOUNT_PATH = "/mnt/models";

/** Remotes the initializer's image brings with it: anonymous Google Storage (seldon-facts §4). */
export const PRESET_RCLONE_REMOTES: readonly string[] = ["gs"];

/** What the operator mounts for `pvc://claim/path`, under the same names for every unit of a pod (seldon-facts §4). */
export const PVC_SOURCE = { scheme: "pvc://", volume: "kfserving-pvc-source", mountPath: "/mnt/pvc" } as const;

/** First release whose operator fetches `modelUri` for containers of the user's too (seldon-facts §4). */
export const INITIALIZER_FOR_ANY_CONTAINER_SINCE: readonly number[] = [1, 17, 1];

/** User that the initializer's image runs as; it has no home folder (S04). */
export const INITIALIZER_USER = 8888;

/** Secret name that Seldon's own documentation uses throughout; nothing but a custom (seldon-facts §4). */
export const CUSTOMARY_STORE_SECRET = "seldon-rclone-secret";

/** rclone's backend, the value of a remote's `TYPE`, for remote names that say which store is meant (seldon-facts §4). */
export const RCLONE_BACKENDS: ReadonlyMap<string, string> = new Map([
  ["s3", "s3"],
  ["minio", "s3"],
  ["gcs", "google cloud storage"],
  ["azureblob", "azureblob"],
]);

/** Options of a remote that only one rclone backend has, as its variables end (seldon-facts §4). */
export const RCLONE_BACKEND_OPTIONS: ReadonlyMap<string, string> = new Map([
  ["ACCESS_KEY_ID", "s3"],
  ["SECRET_ACCESS_KEY", "s3"],
  ["PROVIDER", "s3"],
  ["SERVICE_ACCOUNT_CREDENTIALS", "google cloud storage"],
  ["ANONYMOUS", "google cloud storage"],
  ["ACCOUNT", "azureblob"],
]);

/** Variables of the AWS tools and of MLflow, and the option of an S3 remote that says the same (S03). */
export const AWS_VARIABLES: readonly (readonly [variable: string, option: string])[] = [
  ["MLFLOW_S3_ENDPOINT_URL", "ENDPOINT"],
  ["AWS_ENDPOINT_URL_S3", "ENDPOINT"],
  ["AWS_ENDPOINT_URL", "ENDPOINT"],
  ["S3_ENDPOINT", "ENDPOINT"],
  ["AWS_ACCESS_KEY_ID", "ACCESS_KEY_ID"],
  ["AWS_SECRET_ACCESS_KEY", "SECRET_ACCESS_KEY"],
  ["AWS_SESSION_TOKEN", "SESSION_TOKEN"],
  ["AWS_REGION", "REGION"],
  ["AWS_DEFAULT_REGION", "REGION"],
];

/** What a foreign URI scheme belongs to: MLflow's registry, a file system, Azure's drivers for Hadoop, or another store. */
export type ForeignScheme = "mlflow" | "file" | "azure" | "store";

/** URI schemes that people write and no initializer of Seldon's knows by itself, by what they belong to (S06). */
export const FOREIGN_URI_SCHEMES: ReadonlyMap<string, ForeignScheme> = new Map<string, ForeignScheme>([
  ["models", "mlflow"],
  ["runs", "mlflow"],
  ["mlflow-artifacts", "mlflow"],
  ["file", "file"],
  ["wasb", "azure"],
  ["wasbs", "azure"],
  ["abfs", "azure"],
  ["abfss", "azure"],
  ["az", "azure"],
  ["dbfs", "store"],
  ["http", "store"],
  ["https", "store"],
  ["hdfs", "store"],
  ["oci", "store"],
  ["hf", "store"],
]);

/** Variables that hold the address of an object store or of MLflow (S08). */
export const ENDPOINT_VARIABLE =
  /^(RCLONE_CONFIG_.+_ENDPOINT|MLFLOW_S3_ENDPOINT_URL|AWS_ENDPOINT_URL(_.+)?|MLFLOW_TRACKING_URI|S3_ENDPOINT)$/;

/** Hosts that mean the pod itself, or a developer's machine, to whatever runs in a pod (S08). */
export const OWN_MACHINE_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?|0\.0\.0\.0|host\.docker\.internal)$/i;
