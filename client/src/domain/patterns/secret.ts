// The Secret that tells the storage initializer of a store: rclone's variables for the remote that a model URI names (seldon-facts §4).
import * as l10n from "@vscode/l10n";
import { scalar, type Lines } from "./yaml-lines.ts";

export type StoreKind = "minio" | "aws-keys" | "aws-role" | "gcs" | "azure";

export interface Store {
  readonly kind: StoreKind;
  readonly title: string;
  /** How model URIs of the store begin. */
  readonly remote: string;
}

export const STORES: readonly Store[] = [
  { kind: "minio", title: l10n.t("MinIO or another S3-compatible store"), remote: "s3" },
  { kind: "aws-keys", title: l10n.t("AWS S3 with access keys"), remote: "s3" },
  { kind: "aws-role", title: l10n.t("AWS S3 with a role of the pod"), remote: "s3" },
  { kind: "gcs", title: l10n.t("Google Cloud Storage with a service account"), remote: "gcs" },
  { kind: "azure", title: "Azure Blob Storage", remote: "azureblob" },
];

const SETTINGS: Readonly<Record<StoreKind, Readonly<Record<string, string>>>> = {
  minio: {
    TYPE: "s3",
    PROVIDER: "Minio",
    ENV_AUTH: "false",
    ACCESS_KEY_ID: "access-key",
    SECRET_ACCESS_KEY: "secret-key",
    ENDPOINT: "http://minio.minio.svc.cluster.local:9000",
  },
  "aws-keys": {
    TYPE: "s3",
    PROVIDER: "AWS",
    ENV_AUTH: "false",
    ACCESS_KEY_ID: "access-key",
    SECRET_ACCESS_KEY: "secret-key",
    REGION: "eu-central-1",
  },
  "aws-role": { TYPE: "s3", PROVIDER: "AWS", ENV_AUTH: "true", REGION: "eu-central-1" },
  gcs: {
    TYPE: "google cloud storage",
    ANONYMOUS: "false",
    SERVICE_ACCOUNT_CREDENTIALS: '{"type":"service_account"}',
  },
  azure: { TYPE: "azureblob", ACCOUNT: "account-name", KEY: "account-key", ENV_AUTH: "false" },
};

export interface NewSecret {
  readonly kind: StoreKind;
  readonly name: string;
  readonly namespace?: string | undefined;
  /** The remote that the model URI names; the store's usual one where it names none. */
  readonly remote?: string | undefined;
}

/** A manifest with example values in place of the credentials. It ends with a line break. */
export function secretText({ kind, name, namespace, remote }: NewSecret): string {
  const usual = STORES.find(store => store.kind === kind)?.remote ?? "s3";
  const prefix = `RCLONE_CONFIG_${(remote ?? usual).toUpperCase()}_`;
  const lines: Lines = [
    "# Put in your own values, and keep the file out of version control, or seal it.",
    "apiVersion: v1",
    "kind: Secret",
    "metadata:",
    `  name: ${scalar(name)}`,
    ...(namespace === undefined ? [] : [`  namespace: ${scalar(namespace)}`]),
    "type: Opaque",
    "stringData:",
    `  # ${(remote ?? usual).toUpperCase()} in these names is the scheme of modelUri: ${remote ?? usual}://…`,
    ...Object.entries(SETTINGS[kind]).map(([option, value]) => `  ${prefix}${option}: ${scalar(value)}`),
  ];
  return `${lines.join("\n")}\n`;
}
