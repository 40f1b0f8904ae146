// The credential of a session: got when first needed, again before it expires, again when the cluster refuses it.
import * as l10n from "@vscode/l10n";
import { cancelled, kubeError } from "../errors/make-error.ts";
import { isKubeError, type KubeError } from "../kube-error.ts";
import type { TrustRequest } from "../port.ts";
import { listAt, stringAt, valueAt } from "../json.ts";
import type { ResolvedContext } from "../kubeconfig/kubeconfig.ts";
import type { Environment } from "../kubeconfig/locate.ts";
import { authorityOf, makeConnection, type Connection } from "./connection.ts";
import { runExecPlugin } from "./exec-plugin.ts";

export interface Credentials {
  current(): Promise<Connection>;
  /** After a 401: a new credential, unless another request has had it renewed already. */
  renew(refused: Connection): Promise<Connection>;
  /** After a failure to connect: the kubeconfig is read anew, which may name another server or authority by now. Runs no program. */
  forget(failed: Connection): void;
}

export interface CredentialHost {
  /** Reads the kubeconfig anew: a login in a terminal may have changed it. */
  resolve(): Promise<ResolvedContext>;
  isTrusted(request: TrustRequest): Promise<boolean>;
  readonly env: Environment;
  readonly home: string;
  readonly platform: string;
  /** Aborted when the session is closed. */
  readonly signal: AbortSignal;
  log(line: string): void;
}

/** A credential is got anew this long before it expires, in milliseconds. */
const EARLY = 10_000;

/** After this time a credential that was refused from the start is got once more, in milliseconds. */
const PATIENCE = 5_000;

/** Makes the credentials of a session. Callers at the same time share one attempt; a failed one is not kept. */
export function createCredentials(host: CredentialHost): Credentials {
  let pending: Promise<Connection> | undefined;
  let connection: Connection | undefined;
  let renewed: { readonly connection: Connection; readonly at: number } | undefined;

  const obtain = (): Promise<Connection> => {
    pending ??= connect(host)
      .then(made => (connection = made))
      .finally(() => (pending = undefined));
    return pending;
  };
  return {
    async current() {
      if (host.signal.aborted) throw cancelled(host.signal);
      const isFresh = connection && (connection.expires === undefined || connection.expires - EARLY > Date.now());
      return connection && isFresh ? connection : obtain();
    },
    async renew(refused) {
      if (connection && connection !== refused) return connection;
      // A new one is refused, too: another run of a plugin, and perhaps another window of a browser, would help nobody.
      if (refused.isFromPlugin && renewed?.connection === refused && Date.now() - renewed.at < PATIENCE) return refused;
      host.log(l10n.t("The cluster does not accept the credential any more: getting a new one."));
      const made = await obtain();
      renewed = { connection: made, at: Date.now() };
      return made;
    },
    forget(failed) {
      if (connection === failed && !failed.isFromPlugin) connection = undefined;
    },
  };
}

async function connect(host: CredentialHost): Promise<Connection> {
  const resolved = await host.resolve();
  await requireTrust(resolved, host);
  const needsPlugin = stringAt(valueAt(resolved.user?.value, "exec"), "command") !== undefined;
  const exec = needsPlugin
    ? await runExecPlugin(resolved, { ...host, authority: await authorityOf(resolved) })
    : undefined;
  try {
    return await makeConnection(resolved, exec, host.env);
  } catch (error) {
    throw isKubeError(error) ? error : withoutCredential(resolved, error);
  }
}

/** The library's errors: an identity provider that does not answer or refuses, a token or an address of a proxy that cannot be read. */
function withoutCredential({ context }: ResolvedContext, error: unknown): KubeError {
  const reason = error instanceof Error ? error.message : String(error);
  return kubeError(
    "unauthorized",
    l10n.t`The credential of the context ${context.name} cannot be used: ${reason}. Log in again, or mend ${context.file}.`,
    { cause: error },
  );
}

async function requireTrust(resolved: ResolvedContext, host: CredentialHost): Promise<void> {
  const files = new Set([resolved.context.file, resolved.cluster.file, resolved.user?.file ?? resolved.context.file]);
  for (const file of files) {
    if (!(await host.isTrusted({ kind: "kubeconfig", file }))) {
      throw kubeError(
        "cancelled",
        l10n.t`The kubeconfig ${file} is not used, because it was not trusted. Trust it to connect to this cluster.`,
      );
    }
  }
  const exec = valueAt(resolved.user?.value, "exec");
  const command = stringAt(exec, "command");
  if (command === undefined || !resolved.user) return;
  const args = listAt(exec, "args").filter(arg => typeof arg === "string");
  if (!(await host.isTrusted({ kind: "exec-plugin", file: resolved.user.file, command, args }))) {
    throw kubeError(
      "cancelled",
      l10n.t`The program "${command}" that ${resolved.user.file} names was not run, because it was not trusted.`,
    );
  }
}
