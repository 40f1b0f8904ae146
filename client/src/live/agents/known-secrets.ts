// The secret values that are known where a tool looks, so that none of them is ever handed to an agent.

const CREDENTIAL_NAME =
  /passw|passphrase|(?:^|_)pass$|pwd|secret|token|credential|api_?key|access_?key|private_?key|account_?key|_key$|sas_?url|connection_?string/i;
/** Such as SECRET_NAME: what says where a credential is, and not what it is. */
const POINTS_TO_ONE = /_(?:name|file|path|ref|type|dir)$/i;
/** Of a remote, whatever is not known to be open counts. */
const REMOTE_SETTING = /^RCLONE_CONFIG_/i;
/** Settings of a remote that say nothing secret, and that messages are about (seldon-facts §10.3). */
const OPEN_SETTING =
  /^RCLONE_CONFIG_\w+_(?:TYPE|PROVIDER|ENV_AUTH|ENDPOINT|REGION|LOCATION_CONSTRAINT|ACL|FORCE_PATH_STYLE|ANONYMOUS|BUCKET_POLICY_ONLY)$/i;
/** How variables are called; fields of Kubernetes such as `secretName` are not. */
const VARIABLE_NAME = /^[A-Z][A-Z0-9_]*$/;
/** Fields of a Secret that hold no value of it. */
const ABOUT_SECRET: ReadonlySet<string> = new Set(["apiVersion", "kind", "metadata", "type", "immutable"]);
/** Where it is only guessed what a value is, shorter ones are left out. */
const SHORTEST = 4;
/** Too common to be looked for, and nothing that anybody could keep secret. */
const SWITCH = /^(?:true|false|yes|no|on|off|null)?$/i;

/**
 * Values in manifests: all of Secrets, but for open settings, and variables of containers whose name speaks of a credential.
 * @param text of the manifests: a number counts in every form in which it stands there
 */
export function secretsInManifests(
  objects: readonly { readonly kind: string; readonly value?: unknown }[],
  text = "",
): string[] {
  const found = objects.flatMap(({ kind, value }) => (kind === "Secret" ? valuesOfSecret(value) : valuesBelow(value)));
  const numbers = new Set(found.filter(value => typeof value === "number"));
  return [...strings(found), ...(numbers.size > 0 ? writtenNumbers(text, numbers) : [])];
}

/** Values of variables anywhere below, such as in the containers of a pod, whose name speaks of a credential. */
export function credentialsIn(value: unknown): string[] {
  return strings(valuesBelow(value));
}

/**
 * Values in a text that need not be YAML, line by line: all of Secrets, but for open settings, and of variables whatever may be
 * one. Rather too many than too few.
 */
export function secretsInLines(text: string): string[] {
  const documents = text.split(/^---.*$/m).filter(document => /^[\s-]*["']?kind["']?:/m.test(document));
  const found = documents.flatMap(document => {
    const isSecret = /^[\s-]*["']?kind["']?:\s*["']?Secret\b/m.test(document);
    const held = [...document.matchAll(/\bvalue["']?:\s+([^,}\n]+)/gi)].map(([, value = ""]) => value);
    return [...held, ...document.split("\n").flatMap(line => valueOfLine(line, isSecret))];
  });
  const trimmed = found.map(value => value.trim().replace(/^(["'])(.*)\1$/, "$2"));
  // What has been taken for an alias or a tag is told without its sign.
  const unsigned = trimmed.flatMap(value => (/^[*&!@`%]/.test(value) ? [value.slice(1)] : []));
  return strings([...trimmed, ...unsigned].filter(value => value.length >= SHORTEST));
}

function valueOfLine(line: string, isSecret: boolean): string[] {
  const [, key, value = ""] = /^[\s-]*["']?([\w.-]+)["']?\s*:(?:\s+(.*))?$/.exec(line) ?? [];
  if (key === undefined) return isSecret ? [line] : [];
  const isOpen = ABOUT_SECRET.has(key) || OPEN_SETTING.test(key) || /^name(?:space)?$/.test(key);
  return (isSecret && !isOpen) || (VARIABLE_NAME.test(key) && namesCredential(key)) ? [value] : [];
}

type Scalar = string | number;

function valuesBelow(value: unknown): Scalar[] {
  // A manifest may stand in a string of another one.
  if (typeof value === "string") return [...passwordsInAddress(value), ...secretsInLines(value)];
  if (Array.isArray(value)) return value.flatMap(valuesBelow);
  if (!isRecord(value)) return [];
  const { name } = value;
  const isCredential = typeof name === "string" && namesCredential(name);
  return Object.entries(value).flatMap(([key, held]) => {
    // Kubernetes would not take `Value`; whoever writes it means the same.
    const isNamed = isCredential && key.toLowerCase() === "value";
    return isNamed || (VARIABLE_NAME.test(key) && namesCredential(key)) ? scalarsBelow(held) : valuesBelow(held);
  });
}

function valuesOfSecret(value: unknown): Scalar[] {
  const entries = Object.entries(isRecord(value) ? value : {}).filter(([key]) => !ABOUT_SECRET.has(key));
  return entries.flatMap(([key, held]) => entriesBelow(key, held)).flatMap(allForms);
}

/** What has lost its indentation or has a misspelled field above it is as secret. */
function entriesBelow(key: string, value: unknown): Scalar[] {
  if (isRecord(value)) return Object.entries(value).flatMap(([inner, held]) => entriesBelow(inner, held));
  if (OPEN_SETTING.test(key)) return typeof value === "string" ? passwordsInAddress(value) : [];
  return scalarsBelow(value);
}

/** A value may stand under `data` plainly and under `stringData` encoded, and suggestions put that right. */
function allForms(value: Scalar): Scalar[] {
  const text = String(value);
  const encoded = [text, text.trim()].map(form => Buffer.from(form).toString("base64"));
  const isEncoded = /^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text);
  return [value, ...encoded, ...(isEncoded ? [Buffer.from(text, "base64").toString("utf8")] : [])];
}

function scalarsBelow(value: unknown): Scalar[] {
  if (isRecord(value)) return Object.values(value).flatMap(scalarsBelow);
  return typeof value === "string" || typeof value === "number" ? [value] : [];
}

function passwordsInAddress(text: string): string[] {
  return [...text.matchAll(/[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@]*:([^\s/@]+)@/gi)].map(([, password = ""]) => password);
}

/** Decimal, hexadecimal or octal, with underscores, in other digits than we would print: what a suggestion puts in quotes. */
function writtenNumbers(text: string, numbers: ReadonlySet<number>): string[] {
  const words = new Set(text.match(/[+-]?[\w.]+(?:[eE][+-]\d+)?/g));
  return [...words].filter(word => {
    const plain = word.replaceAll("_", "");
    const octal = /^[+-]?0[0-7]+$/.test(plain) ? [Number.parseInt(plain, 8)] : [];
    return [Number(plain), ...octal].some(number => numbers.has(number));
  });
}

function strings(values: readonly Scalar[]): string[] {
  return [...new Set(values.map(String))].filter(value => !SWITCH.test(value.trim()));
}

function namesCredential(name: string): boolean {
  if (REMOTE_SETTING.test(name)) return !OPEN_SETTING.test(name);
  return CREDENTIAL_NAME.test(name) && !POINTS_TO_ONE.test(name);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
