// The syntaxes of Kubernetes' names, labels and keys. Each check gives what is wrong in Kubernetes' words, `[]` where nothing is.

/** Tells everything that is wrong with a text. */
export type NameCheck = (text: string) => readonly string[];

const LABEL_1123 = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const SUBDOMAIN = String.raw`${LABEL_1123}(\.${LABEL_1123})*`;
const LABEL_1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
const QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const LABEL_VALUE = `(${QUALIFIED})?`;
const CONFIG_KEY = "[-._a-zA-Z0-9]+";
const ENV_NAME = "[-._a-zA-Z][-._a-zA-Z0-9]*";

/** `metadata.name` of most kinds: at most 253 characters. */
export const isDns1123Subdomain: NameCheck = text => [
  ...longerThan(text, 253),
  ...unlike(
    text,
    SUBDOMAIN,
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
    "(e.g. 'example.com', ",
  ),
];

/** Names of containers, volumes and namespaces: at most 63 characters. */
export const isDns1123Label: NameCheck = text => [
  ...longerThan(text, 63),
  ...unlike(
    text,
    LABEL_1123,
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
    "(e.g. 'my-name',  or '123-abc', ",
  ),
];

/** Names of Services: at most 63 characters, the first a letter. */
export const isDns1035Label: NameCheck = text => [
  ...longerThan(text, 63),
  ...unlike(
    text,
    LABEL_1035,
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
    "(e.g. 'my-name',  or 'abc-123', ",
  ),
];

/** Keys of labels and annotations: a name, with a DNS subdomain and `/` before it if wanted. */
export const isQualifiedName: NameCheck = text => {
  const parts = text.split("/");
  const name = parts.at(-1) ?? "";
  if (parts.length > 2) {
    const what =
      "a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
    const example = explain(QUALIFIED, what, "(e.g. 'MyName',  or 'my.name',  or '123-abc', ");
    return [`${example} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const prefix = parts.length === 2 ? (parts[0] ?? "") : undefined;
  return [
    ...(prefix === undefined
      ? []
      : prefix === ""
        ? ["prefix part must be non-empty"]
        : isDns1123Subdomain(prefix).map(text => `prefix part ${text}`)),
    ...(name === "" ? ["name part must be non-empty"] : longerThan(name, 63).map(text => `name part ${text}`)),
    ...unlike(
      name,
      QUALIFIED,
      "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
      "(e.g. 'MyName',  or 'my.name',  or '123-abc', ",
    ),
  ];
};

/** Values of labels: may be empty, at most 63 characters. */
export const isLabelValue: NameCheck = text => [
  ...longerThan(text, 63),
  ...unlike(
    text,
    LABEL_VALUE,
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
    "(e.g. 'MyValue',  or 'my_value',  or '12345', ",
  ),
];

/** Names of container ports: at most 15 characters, at least one of them a letter (IANA_SVC_NAME). */
export const isPortName: NameCheck = text => [
  ...longerThan(text, 15),
  ...(/^[-a-z0-9]+$/.test(text) ? [] : ["must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)"]),
  ...(/[a-z]/.test(text) ? [] : ["must contain at least one letter or number (a-z, 0-9)"]),
  ...(text.includes("--") ? ["must not contain consecutive hyphens"] : []),
  ...(text.startsWith("-") || text.endsWith("-") ? ["must not begin or end with a hyphen"] : []),
];

/** Names of environment variables. */
export const isEnvVarName: NameCheck = text => [
  ...unlike(
    text,
    ENV_NAME,
    "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit",
    "(e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', ",
  ),
  ...dotNames(text),
];

/** Keys of Secrets and ConfigMaps: at most 253 characters. */
export const isConfigMapKey: NameCheck = text => [
  ...longerThan(text, 253),
  ...unlike(
    text,
    CONFIG_KEY,
    "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
    "(e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', ",
  ),
  ...dotNames(text),
];

/** Names of roles and bindings, which may hold colons: whatever can stand between two slashes of a path. */
export const isPathSegment: NameCheck = text => [
  ...(text === "." || text === ".." ? [`may not be '${text}'`] : []),
  ...["/", "%"].filter(sign => text.includes(sign)).map(sign => `may not contain '${sign}'`),
];

/** Numbers of ports. */
export function isPortNumber(port: number): readonly string[] {
  return port >= 1 && port <= 65535 ? [] : ["must be between 1 and 65535, inclusive"];
}

function dotNames(text: string): string[] {
  if (text === ".") return ["must not be '.'"];
  if (text === "..") return ["must not be '..'"];
  return text.startsWith("..") ? ["must not start with '..'"] : [];
}

function longerThan(text: string, limit: number): string[] {
  return Buffer.byteLength(text) > limit ? [`must be no more than ${limit} characters`] : [];
}

function unlike(text: string, pattern: string, message: string, example: string): string[] {
  return new RegExp(`^${pattern}$`).test(text) ? [] : [explain(pattern, message, example)];
}

function explain(pattern: string, message: string, example: string): string {
  return `${message} ${example}regex used for validation is '${pattern}')`;
}
