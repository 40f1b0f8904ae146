// The Secret that the storage initializer reads, for a store of the author's choice, with placeholders where credentials go.
import type { NewFile } from "../lint/finding.ts";
import { remoteVariable } from "../model/index.ts";

export interface Store {
  /** As titles name it. */
  readonly name: string;
  /** Options of the remote, and their values. */
  readonly options: readonly (readonly [option: string, value: string])[];
}

const S3_KEYS = [
  ["ENV_AUTH", '"false"'],
  ["ACCESS_KEY_ID", "<access-key>"],
  ["SECRET_ACCESS_KEY", "<secret-key>"],
] as const;

const MINIO: Store = {
  name: "MinIO",
  options: [
    ["TYPE", "s3"],
    ["PROVIDER", "Minio"],
    ...S3_KEYS,
    ["ENDPOINT", "http://<service>.<namespace>.svc.cluster.local:9000"],
  ],
};
const AMAZON: Store = {
  name: "Amazon S3",
  options: [["TYPE", "s3"], ["PROVIDER", "AWS"], ...S3_KEYS, ["REGION", "<region>"]],
};
const GOOGLE: Store = {
  name: "Google Cloud Storage",
  options: [
    ["TYPE", "google cloud storage"],
    ["SERVICE_ACCOUNT_CREDENTIALS", "<key of the service account, as JSON in one line>"],
  ],
};
const AZURE: Store = {
  name: "Azure Blob Storage",
  options: [
    ["TYPE", "azureblob"],
    ["ACCOUNT", "<storage-account>"],
    ["KEY", "<account-key>"],
  ],
};

/** The stores that a remote of this name may stand for, the likeliest first. @param remote as in a model URI */
export function storesFor(remote: string): readonly Store[] {
  switch (remote.toLowerCase()) {
    case "s3":
      return [MINIO, AMAZON];
    case "minio":
      return [MINIO];
    case "gcs":
      return [GOOGLE];
    case "azureblob":
    case "azure":
      return [AZURE];
    default:
      return [];
  }
}

/** The manifest of the Secret. @param namespace of the deployment, where it is written */
export function storeSecretText(store: Store, remote: string, name: string, namespace: string | undefined): string {
  const lines = store.options.map(([option, value]) => `  ${remoteVariable(remote, option)}: ${value}`);
  return [
    "apiVersion: v1",
    "kind: Secret",
    "metadata:",
    `  name: ${name}`,
    ...(namespace === undefined ? [] : [`  namespace: ${namespace}`]),
    "type: Opaque",
    "stringData:",
    ...lines,
    "",
  ].join("\n");
}

/** The same as a file of its own. */
export function storeSecretFile(store: Store, remote: string, name: string, namespace: string | undefined): NewFile {
  return { name: `${name}.yaml`, text: storeSecretText(store, remote, name, namespace) };
}
