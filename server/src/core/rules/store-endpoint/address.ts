// The parts of a store's address that rclone takes apart.

export interface StoreAddress {
  readonly scheme: string | undefined;
  readonly host: string;
  readonly port: number | undefined;
  /** From the first slash behind the host on; empty where there is none. */
  readonly path: string;
  readonly hasCredentials: boolean;
}

/** Undefined for texts that are no address, and for those that a template makes. */
export function parseAddress(text: string): StoreAddress | undefined {
  const found = /^(?:(https?):\/\/)?([^@/\s]*@)?(\[[\da-fA-F:]+\]|[\w.-]+)(?::(\d+))?(\/\S*)?$/.exec(text);
  if (!found) return undefined;
  const [, scheme, user, host = "", port, path = ""] = found;
  return {
    scheme,
    host,
    port: port === undefined ? undefined : Number(port),
    path,
    hasCredentials: user !== undefined,
  };
}

export function hostOf(text: string): string | undefined {
  return parseAddress(text)?.host;
}
