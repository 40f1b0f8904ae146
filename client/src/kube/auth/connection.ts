// How requests of one session reach the cluster: sockets, TLS, headers. Made from a context and a credential.
import { readFile } from "node:fs/promises";
import http from "node:http";
import https from "node:https";
import path from "node:path";
import tls from "node:tls";
import * as l10n from "@vscode/l10n";
import { KubeConfig } from "@kubernetes/client-node/dist/config.js";
import { kubeError } from "../errors/make-error.ts";
import { isRecord, listAt, stringAt, valueAt } from "../json.ts";
import type { KubeconfigEntry } from "../kubeconfig/kubeconfig-file.ts";
import type { ResolvedContext } from "../kubeconfig/kubeconfig.ts";
import type { Environment } from "../kubeconfig/locate.ts";
import { proxyFromEnvironment } from "./env-proxy.ts";
import type { ExecCredential } from "./exec-plugin.ts";

export interface Connection {
  /** URL of the API server, without a slash at the end. */
  readonly server: string;
  /** Who we are, and whom we act as. Holds the credential. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  /** Keeps sockets for the next request. */
  readonly agent: http.Agent;
  /** Makes a socket for each request: nobody can have closed it meanwhile, so a cut says that the request was on its way. */
  readonly freshAgent: http.Agent;
  /** When the credential is to be got anew, in milliseconds since the Unix epoch. */
  readonly expires: number | undefined;
  /** A program has given the credential: another run of it may open a browser's window. */
  readonly isFromPlugin: boolean;
}

/** A socket that waits for its next request is closed after this time, before servers and load balancers close it. */
const IDLE_SOCKET = 20_000;
const KEEP_ALIVE = 30_000;
/** How long a token read from a file is believed: they are renewed by others, and client-go has it so. */
const TOKEN_FILE_AGE = 60_000;

/** The certificate authority that a context names, as PEM. */
export async function authorityOf(resolved: ResolvedContext): Promise<Buffer | undefined> {
  return fileOrData(resolved.cluster, "certificate-authority");
}

/** Fails with `invalid` where the kubeconfig names what we cannot use or read. */
export async function makeConnection(
  resolved: ResolvedContext,
  exec: ExecCredential | undefined,
  env: Environment,
): Promise<Connection> {
  const options: https.RequestOptions = {};
  const kubeConfig = await kubeConfigFor(resolved, exec, env);
  await kubeConfig.applyToHTTPSOptions(options);
  const { user } = resolved;
  const tokenFile =
    user && stringAt(user.value, "token") === undefined
      ? (stringAt(user.value, "token-file") ?? stringAt(user.value, "tokenFile"))
      : undefined;
  return {
    server: resolved.context.server,
    headers: { ...headersOf(options), ...impersonation(user) },
    ...agentsFor(resolved, options, kubeConfig.getCurrentCluster()?.proxyUrl !== undefined),
    isFromPlugin: exec !== undefined,
    expires: exec ? exec.expires : tokenFile === undefined ? undefined : Date.now() + TOKEN_FILE_AGE,
  };
}

/**
 * The library does OpenID Connect and the proxies. It gets one user whose credential has been read already: it reads token
 * files once and for ever, knows no `as-groups`, and runs the old `gcp` and `azure` providers through a shell.
 */
async function kubeConfigFor(
  resolved: ResolvedContext,
  exec: ExecCredential | undefined,
  env: Environment,
): Promise<KubeConfig> {
  const { cluster, user, context } = resolved;
  const authority = await authorityOf(resolved);
  const proxyUrl = stringAt(cluster.value, "proxy-url") ?? proxyFromEnvironment(context.server, env);
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromOptions({
    clusters: [
      {
        name: "cluster",
        server: context.server,
        caData: authority?.toString("base64"),
        // The library refuses plain HTTP unless told not to verify certificates, of which there are none.
        skipTLSVerify: cluster.value["insecure-skip-tls-verify"] === true || context.server.startsWith("http:"),
        tlsServerName: stringAt(cluster.value, "tls-server-name"),
        proxyUrl,
      },
    ],
    users: [await libraryUser(user, exec)],
    contexts: [{ name: "context", cluster: "cluster", user: "user" }],
    currentContext: "context",
  });
  return kubeConfig;
}

async function libraryUser(user: KubeconfigEntry | undefined, exec: ExecCredential | undefined): Promise<object> {
  if (!user) return { name: "user" };
  const base64 = (text: string | undefined): string | undefined => text && Buffer.from(text).toString("base64");
  return {
    name: "user",
    token: exec ? exec.token : await tokenOf(user),
    certData: base64(exec?.certificate) ?? (await fileOrData(user, "client-certificate"))?.toString("base64"),
    keyData: base64(exec?.key) ?? (await fileOrData(user, "client-key"))?.toString("base64"),
    username: stringAt(user.value, "username"),
    password: stringAt(user.value, "password"),
    authProvider: authProviderOf(user),
    impersonateUser: stringAt(user.value, "as"),
  };
}

function authProviderOf(user: KubeconfigEntry): unknown {
  const provider = user.value["auth-provider"];
  const name = stringAt(provider, "name");
  if (name === undefined || name === "oidc") return provider;
  const plugin = name === "gcp" ? "gke-gcloud-auth-plugin" : name === "azure" ? "kubelogin" : l10n.t("its successor");
  throw kubeError(
    "unauthorized",
    l10n.t`The user "${user.name}" in ${user.file} logs in with auth-provider "${name}", which Kubernetes has removed. Install ${plugin} and have the kubeconfig written anew.`,
  );
}

async function tokenOf(user: KubeconfigEntry): Promise<string | undefined> {
  const token = stringAt(user.value, "token");
  if (token !== undefined) return token;
  const file = stringAt(user.value, "token-file") ?? stringAt(user.value, "tokenFile");
  return file === undefined ? undefined : (await read(user, file)).toString("utf8").trim();
}

/** `client-key-data` before `client-key`, as kubectl has it. */
async function fileOrData(entry: KubeconfigEntry, key: string): Promise<Buffer | undefined> {
  const data = stringAt(entry.value, `${key}-data`);
  if (data !== undefined) return Buffer.from(data, "base64");
  const file = stringAt(entry.value, key);
  return file === undefined ? undefined : read(entry, file);
}

async function read(entry: KubeconfigEntry, file: string): Promise<Buffer> {
  const absolute = path.resolve(path.dirname(entry.file), file);
  try {
    return await readFile(absolute);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw kubeError(
      "invalid",
      l10n.t`The kubeconfig ${entry.file} names the file ${absolute}, which cannot be read (${why}).`,
      {
        cause: error,
      },
    );
  }
}

function headersOf(options: https.RequestOptions): Record<string, string> {
  const headers: Record<string, string> = {};
  if (isRecord(options.headers)) {
    for (const [name, value] of Object.entries(options.headers)) if (typeof value === "string") headers[name] = value;
  }
  if (typeof options.auth === "string")
    headers["Authorization"] = `Basic ${Buffer.from(options.auth).toString("base64")}`;
  return headers;
}

/** `as-groups`, `as-uid`, `as-user-extra`: the library sends `as` only. */
function impersonation(user: KubeconfigEntry | undefined): Record<string, string | string[]> {
  const uid = stringAt(user?.value, "as-uid");
  const extra = valueAt(user?.value, "as-user-extra");
  const strings = (list: readonly unknown[]): string[] => list.filter(item => typeof item === "string");
  return {
    ...(uid === undefined ? {} : { "Impersonate-Uid": uid }),
    "Impersonate-Group": strings(listAt(user?.value, "as-groups")),
    ...Object.fromEntries(
      Object.keys(isRecord(extra) ? extra : {}).map(key => [
        `Impersonate-Extra-${encodeURIComponent(key)}`,
        strings(listAt(extra, key)),
      ]),
    ),
  };
}

function agentsFor(
  resolved: ResolvedContext,
  options: https.RequestOptions,
  isProxied: boolean,
): { agent: http.Agent; freshAgent: http.Agent } {
  // The library's agents for proxies do what they should; they open a tunnel for each request.
  if (isProxied && options.agent instanceof http.Agent) return { agent: options.agent, freshAgent: options.agent };
  const kept = { keepAlive: true, keepAliveMsecs: KEEP_ALIVE, timeout: IDLE_SOCKET };
  if (resolved.context.server.startsWith("http:")) return { agent: new http.Agent(kept), freshAgent: new http.Agent() };
  const { ca, cert, key, rejectUnauthorized, servername } = options;
  const secure: https.AgentOptions = {
    ca: ca ?? systemAuthorities(),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }),
    ...(servername === undefined ? {} : { servername }),
  };
  return { agent: new https.Agent({ ...secure, ...kept }), freshAgent: new https.Agent(secure) };
}

/** Without an authority in the kubeconfig, kubectl trusts the operating system's; Node has a list of its own. */
function systemAuthorities(): string[] {
  return [...tls.getCACertificates("default"), ...tls.getCACertificates("system")];
}
