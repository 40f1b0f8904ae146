// Finds the host and port in an endpoint's value where they mean the pod itself, and writes others in their place.
import { encodeBase64, OWN_MACHINE_HOST } from "../../model/index.ts";
import { setValue, type Edits, type YamlDocument } from "../../yaml/index.ts";
import type { Endpoint } from "./endpoints.ts";

export interface OwnMachineAddress {
  /** Written out, or the scheme's own; 80 where there is neither. */
  readonly port: number;
  /** Host and port as written. */
  readonly text: string;
  /** Where that stands in the value. */
  readonly start: number;
  readonly hasScheme: boolean;
  readonly hasCredentials: boolean;
}

const ADDRESS = /^\s*(?:([a-z][a-z0-9+.-]*):\/\/)?([^@/?#\s]*@)?(\[[^\]\s]*\]|[^:/?#\s[\]]+)(?::(\d+))?(?=[/?#\s]|$)/i;

/** Undefined where the value leads anywhere else. */
export function addressIn(value: string): OwnMachineAddress | undefined {
  const match = ADDRESS.exec(value);
  const [whole = "", scheme, credentials, host = "", port] = match ?? [];
  if (!match || !OWN_MACHINE_HOST.test(host)) return undefined;
  const text = port === undefined ? host : `${host}:${port}`;
  return {
    port: port === undefined ? (scheme?.toLowerCase() === "https" ? 443 : 80) : Number(port),
    text,
    start: whole.length - text.length,
    hasScheme: scheme !== undefined,
    hasCredentials: credentials !== undefined,
  };
}

/** A path and nothing behind it: queries and fragments carry tokens. */
const PLAIN_PATH = /^(\/[\w./-]*)?\s*$/;

/** Puts another host and port there, keeping scheme and path. `S3_ENDPOINT` takes no scheme; anything else gets one. */
export function replaceAddress(
  document: YamlDocument,
  { at, encoded, value, variable }: Endpoint,
  address: OwnMachineAddress,
  replacement: string,
): Edits | undefined {
  const { scalar } = at;
  if (!scalar || at.shared) return undefined;
  const newText = address.hasScheme || variable === "S3_ENDPOINT" ? replacement : `http://${replacement}`;
  if (encoded) {
    // Base64 has to be written anew as a whole, and what may be secret is not to be written into an edit.
    const rest = value.slice(address.start + address.text.length);
    if (address.hasCredentials || !PLAIN_PATH.test(rest)) return undefined;
    return setValue(document, at, encodeBase64(value.slice(0, address.start) + newText + rest));
  }
  const written = document.text.slice(scalar.start, scalar.end);
  const offset = written.indexOf(address.text);
  if (offset === -1 || written.includes(address.text, offset + 1)) return undefined;
  return [{ start: scalar.start + offset, end: scalar.start + offset + address.text.length, newText }];
}
