// What a Secret for the storage initializer holds, store by store: what is fixed, and what a person is asked for (seldon-facts §4).
import * as l10n from "@vscode/l10n";

/** An option of rclone's remote that a person has to give. */
export interface SecretField {
  /** As rclone spells it in variables: `ACCESS_KEY_ID`. */
  readonly option: string;
  readonly label: string;
  readonly prompt: string;
  /** Typed unseen, and never written into a file or a command. */
  readonly isCredential: boolean;
  /** May be left empty. */
  readonly isOptional?: true;
  readonly example?: string;
}

export interface StoreForm {
  readonly id: "minio" | "s3" | "aws-keys" | "aws-role" | "gcs" | "azure";
  readonly title: string;
  /** Its usual name in model URIs. */
  readonly remote: string;
  readonly fixed: Readonly<Record<string, string>>;
  readonly fields: readonly SecretField[];
}

const ACCESS_KEY: SecretField = {
  option: "ACCESS_KEY_ID",
  label: l10n.t("Access key"),
  prompt: l10n.t("Access key id of a user who may list and read the bucket"),
  isCredential: true,
};
const SECRET_KEY: SecretField = {
  option: "SECRET_ACCESS_KEY",
  label: l10n.t("Secret key"),
  prompt: l10n.t("The secret key that belongs to the access key"),
  isCredential: true,
};
const ENDPOINT: SecretField = {
  option: "ENDPOINT",
  label: l10n.t("Endpoint"),
  prompt: l10n.t("Address of the store as pods reach it, without the bucket"),
  isCredential: false,
  example: "http://minio.minio.svc.cluster.local:9000",
};
const REGION: SecretField = {
  option: "REGION",
  label: l10n.t("Region"),
  prompt: l10n.t("Region of the bucket, such as eu-central-1"),
  isCredential: false,
  example: "eu-central-1",
};

/** Providers are spelled as rclone does: `minio` would only be a notice, and path style by accident (seldon-facts §4 [ran]). */
export const STORE_FORMS: readonly StoreForm[] = [
  {
    id: "minio",
    title: "MinIO",
    remote: "s3",
    fixed: { TYPE: "s3", PROVIDER: "Minio", ENV_AUTH: "false" },
    fields: [ENDPOINT, ACCESS_KEY, SECRET_KEY],
  },
  {
    id: "aws-keys",
    title: l10n.t("Amazon S3 with access keys"),
    remote: "s3",
    fixed: { TYPE: "s3", PROVIDER: "AWS", ENV_AUTH: "false" },
    fields: [REGION, ACCESS_KEY, SECRET_KEY],
  },
  {
    id: "aws-role",
    title: l10n.t("Amazon S3 with the role of the pod's service account"),
    remote: "s3",
    fixed: { TYPE: "s3", PROVIDER: "AWS", ENV_AUTH: "true" },
    fields: [REGION],
  },
  {
    id: "s3",
    title: l10n.t("Another store that speaks S3"),
    remote: "s3",
    fixed: { TYPE: "s3", PROVIDER: "Other", ENV_AUTH: "false" },
    fields: [ENDPOINT, { ...REGION, isOptional: true }, ACCESS_KEY, SECRET_KEY],
  },
  {
    id: "gcs",
    title: l10n.t("Google Cloud Storage with a service account's key"),
    remote: "gcs",
    fixed: { TYPE: "google cloud storage", ANONYMOUS: "false" },
    fields: [
      {
        option: "SERVICE_ACCOUNT_CREDENTIALS",
        label: l10n.t("Key file"),
        prompt: l10n.t("The content of the service account's key file, which is JSON"),
        isCredential: true,
      },
    ],
  },
  {
    id: "azure",
    title: "Azure Blob Storage",
    remote: "azureblob",
    fixed: { TYPE: "azureblob", ENV_AUTH: "false" },
    fields: [
      {
        option: "ACCOUNT",
        label: l10n.t("Storage account"),
        prompt: l10n.t("Name of the storage account"),
        isCredential: false,
        example: "models",
      },
      {
        option: "KEY",
        label: l10n.t("Account key"),
        prompt: l10n.t("A key of the storage account"),
        isCredential: true,
      },
    ],
  },
];

/** The variable of a remote's option; a hyphen in the remote's name stays (seldon-facts §4). */
export function secretKey(remote: string, option: string): string {
  return `RCLONE_CONFIG_${remote.toUpperCase()}_${option}`;
}

/** The forms that a remote of this name may stand for, the likeliest first; all of them where its name tells nothing. */
export function formsFor(remote: string): readonly StoreForm[] {
  const name = remote.toLowerCase();
  const usual = STORE_FORMS.filter(form => form.remote === name || (name === "gs" && form.id === "gcs"));
  return [...usual, ...STORE_FORMS.filter(form => !usual.includes(form))];
}

/** What is wrong with what was typed, as a sentence; undefined where nothing is. */
export function fieldProblem({ option, isOptional }: SecretField, typed: string): string | undefined {
  const text = typed.trim();
  if (text === "") return isOptional ? undefined : l10n.t("It cannot be empty.");
  if (/[\r\n]/.test(text) && option !== "SERVICE_ACCOUNT_CREDENTIALS") return l10n.t("It has to be one line.");
  if (/^<.*>$/.test(text)) return l10n.t("That is a placeholder.");
  if (option === "ENDPOINT") return endpointProblem(text);
  if (option === "SERVICE_ACCOUNT_CREDENTIALS" && oneLineJson(text) === undefined)
    return l10n.t("It is no JSON. Paste all of the key file, from brace to brace.");
  return undefined;
}

function endpointProblem(text: string): string | undefined {
  const [, host = "", rest = ""] = /^https?:\/\/([^/?#]+)(.*)$/.exec(text) ?? [];
  if (host === "") return l10n.t("It begins with http:// or https://, and a host follows.");
  if (host.includes("@")) return l10n.t("It holds no user and no password.");
  if (/^(?:localhost|127\.|0\.0\.0\.0|\[::1\])/.test(host))
    return l10n.t("In a pod that is the pod itself: name the store as pods reach it (S09).");
  if (rest !== "" && rest !== "/") return l10n.t("Only scheme, host and port: the bucket stands in the model URI.");
  return undefined;
}

/** What is kept of what was typed: what comes in by copying, such as line breaks at the end, is taken off (F32). */
export function fieldValue({ option }: SecretField, typed: string): string {
  const text = typed.trim();
  if (option === "SERVICE_ACCOUNT_CREDENTIALS") return oneLineJson(text) ?? text;
  return option === "ENDPOINT" ? text.replace(/\/$/, "") : text;
}

function oneLineJson(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Names and values of the Secret, in the order in which people write them. @param answers by option */
export function secretEntries(
  form: StoreForm,
  remote: string,
  answers: ReadonlyMap<string, string>,
): readonly (readonly [string, string])[] {
  const given = form.fields.flatMap(({ option }): [string, string][] => {
    const value = answers.get(option) ?? "";
    return value === "" ? [] : [[option, value]];
  });
  return [...Object.entries(form.fixed), ...given].map(([option, value]) => [secretKey(remote, option), value]);
}
