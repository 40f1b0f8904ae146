// Where an API server is and who calls it, read from a kubeconfig file or given as values.
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { parse } from "yaml";

/** How to reach an API server. PEM texts, not paths. */
export interface Connection {
  /** Such as `https://127.0.0.1:6443`; a path below the host is kept. */
  readonly server: string;
  readonly certificateAuthority?: string;
  readonly token?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
}

/**
 * Reads one context of a kubeconfig file (the current one by default): server, authority, and a token or a client
 * certificate, inline or in files relative to the kubeconfig. Exec plugins are not run. Throws where something named is missing.
 */
export async function loadKubeconfig(path: string, contextName?: string): Promise<Connection> {
  const config: unknown = parse(await readFile(path, "utf8"));
  const name = contextName ?? textAt(config, "current-context");
  const context = entry(config, "contexts", "context", name);
  const cluster = entry(config, "clusters", "cluster", textAt(context, "cluster"));
  const user = entry(config, "users", "user", textAt(context, "user"));
  const server = textAt(cluster, "server");
  if (server === undefined) throw new Error(`The kubeconfig names no server for the context ${String(name)}.`);
  const folder = dirname(path);
  return withoutUndefined({
    server,
    certificateAuthority: await pem(cluster, "certificate-authority", folder),
    token: textAt(user, "token") ?? (await fileAt(user, "tokenFile", folder))?.trim(),
    clientCertificate: await pem(user, "client-certificate", folder),
    clientKey: await pem(user, "client-key", folder),
  });
}

function withoutUndefined(connection: {
  server: string;
  certificateAuthority: string | undefined;
  token: string | undefined;
  clientCertificate: string | undefined;
  clientKey: string | undefined;
}): Connection {
  const { server, certificateAuthority, token, clientCertificate, clientKey } = connection;
  return {
    server,
    ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
    ...(token === undefined ? {} : { token }),
    ...(clientCertificate === undefined ? {} : { clientCertificate }),
    ...(clientKey === undefined ? {} : { clientKey }),
  };
}

function entry(config: unknown, list: string, field: string, name: string | undefined): unknown {
  const entries = fieldOf(config, list);
  const found: unknown = Array.isArray(entries) ? entries.find(item => textAt(item, "name") === name) : undefined;
  if (found === undefined) throw new Error(`The kubeconfig has no entry ${String(name)} under ${list}.`);
  return fieldOf(found, field);
}

async function pem(holder: unknown, field: string, folder: string): Promise<string | undefined> {
  const inline = textAt(holder, `${field}-data`);
  return inline === undefined ? fileAt(holder, field, folder) : Buffer.from(inline, "base64").toString("utf8");
}

async function fileAt(holder: unknown, field: string, folder: string): Promise<string | undefined> {
  const path = textAt(holder, field);
  return path === undefined ? undefined : readFile(resolve(folder, path), "utf8");
}

function textAt(holder: unknown, field: string): string | undefined {
  const value = fieldOf(holder, field);
  return typeof value === "string" ? value : undefined;
}

function fieldOf(holder: unknown, field: string): unknown {
  return typeof holder === "object" && holder !== null ? Reflect.get(holder, field) : undefined;
}
