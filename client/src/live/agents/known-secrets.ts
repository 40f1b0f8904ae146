// The secret values that are known where a tool looks, so that none of them is ever handed to an agent.
import { redact } from "../../domain/index.ts";
import type { ClusterSession } from "../../kube/port.ts";

const CREDENTIAL_NAME =
  /passw|passphrase|secret|token|credential|api_?key|access_?key|private_?key|account_?key|sas_?url/i;
/** Such as SECRET_NAME: what says where a credential is, and not what it is. */
const POINTS_TO_ONE = /_(?:name|file|path|ref|type|dir)$/i;
/** Settings of a remote that say nothing secret, and that messages are about (seldon-facts §10.3). */
const OPEN_SETTING =
  /^RCLONE_CONFIG_\w+_(?:TYPE|PROVIDER|ENV_AUTH|ENDPOINT|REGION|LOCATION_CONSTRAINT|ACL|FORCE_PATH_STYLE|ANONYMOUS|BUCKET_POLICY_ONLY)$/i;

/** Values in manifests: all of Secrets, but for open settings, and variables of containers whose name speaks of a credential. */
export function secretsInManifests(objects: readonly { readonly kind: string; readonly value?: unknown }[]): string[] {
  return objects.flatMap(({ kind, value }) => (kind === "Secret" ? secretValues(value) : credentialsIn(value)));
}

/** Values of variables anywhere below, such as in the containers of a pod, whose name speaks of a credential. */
export function credentialsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(credentialsIn);
  if (!isRecord(value)) return [];
  const { name, value: held } = value;
  const own = typeof name === "string" && typeof held === "string" && namesCredential(name) ? [held] : [];
  return [...own, ...Object.values(value).flatMap(credentialsIn)];
}

/** Masks in every text of a value: these secrets, what looks like a credential, and where the kubeconfig says the cluster is. */
export function withoutSecrets(value: unknown, secrets: readonly string[], session?: ClusterSession): unknown {
  if (typeof value === "string") return redact(withoutAddress(value, session), secrets);
  if (Array.isArray(value)) return value.map((item: unknown) => withoutSecrets(item, secrets, session));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutSecrets(item, secrets, session)]));
}

/** Whether a text may be handed on as it is: one with holes in it would do harm when it is applied. */
export function isFreeOf(text: string, secrets: readonly string[]): boolean {
  return secrets.every(secret => secret.trim() === "" || !text.includes(secret.trim()));
}

function secretValues(value: unknown): string[] {
  if (!isRecord(value)) return [];
  const { data, stringData } = value;
  const written = entriesOf(stringData).map(([, text]) => text);
  const encoded = entriesOf(data).flatMap(([, text]) => [text, Buffer.from(text, "base64").toString("utf8")]);
  return [...written, ...encoded];
}

function entriesOf(map: unknown): [string, string][] {
  return Object.entries(isRecord(map) ? map : {}).flatMap(([key, text]): [string, string][] =>
    typeof text === "string" && !OPEN_SETTING.test(key) ? [[key, text]] : [],
  );
}

function namesCredential(name: string): boolean {
  return CREDENTIAL_NAME.test(name) && !POINTS_TO_ONE.test(name) && !OPEN_SETTING.test(name);
}

function withoutAddress(text: string, session: ClusterSession | undefined): string {
  if (!session) return text;
  const { server, file } = session.context;
  const host = URL.canParse(server) ? new URL(server).host : server;
  return [server, host]
    .reduce((left, form) => left.replaceAll(form, "the API server"), text)
    .replaceAll(file, "the kubeconfig");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
