// Credentials from a program that the kubeconfig names (client.authentication.k8s.io), as kubectl runs it.
import { execFile } from "node:child_process";
import path from "node:path";
import * as l10n from "@vscode/l10n";
import { cancelled, kubeError } from "../errors/make-error.ts";
import { isRecord, listAt, parseJson, stringAt, valueAt } from "../json.ts";
import type { Environment } from "../kubeconfig/locate.ts";
import type { ResolvedContext } from "../kubeconfig/kubeconfig.ts";
import { pluginCommand } from "./plugin-command.ts";
import { extendedPath, findPlugin } from "./plugin-path.ts";

export interface ExecCredential {
  readonly token: string | undefined;
  /** PEM. */
  readonly certificate: string | undefined;
  readonly key: string | undefined;
  /** Milliseconds since the Unix epoch; `undefined`: until it is refused. */
  readonly expires: number | undefined;
}

export interface PluginHost {
  readonly env: Environment;
  readonly home: string;
  readonly platform: string;
  /** PEM of the cluster's authority, for plugins that want to know. */
  readonly authority: Buffer | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Long enough for somebody to log in through the browser window that some plugins open. */
const LONGEST_RUN = 180_000;

/** Runs the plugin of a context. Fails with `unauthorized`, saying what to install or what the plugin said. */
export async function runExecPlugin(resolved: ResolvedContext, host: PluginHost): Promise<ExecCredential> {
  const spec = valueAt(resolved.user?.value, "exec");
  const command = stringAt(spec, "command") ?? "";
  const named = l10n.t`The credential plugin "${command}" of the context "${resolved.context.name}"`;
  if (stringAt(spec, "interactiveMode") === "Always") {
    throw kubeError(
      "unauthorized",
      l10n.t`${named} wants a terminal (interactiveMode: Always). Log in with kubectl, and use a kubeconfig without it here.`,
    );
  }
  const searchPath = extendedPath(host.env, host.home, host.platform);
  const program = await findPlugin(command, {
    kubeconfigFolder: path.dirname(resolved.user?.file ?? resolved.context.file),
    searchPath,
    platform: host.platform,
    pathExt: host.env["PATHEXT"] ?? ".COM;.EXE;.BAT;.CMD",
  });
  if (program === undefined) throw kubeError("unauthorized", l10n.t`${named} is not installed. ${installHint(spec)}`);
  const output = await run(program, spec, environmentFor(resolved, spec, host, searchPath), host, named);
  return credentialOf(output, spec, named);
}

function installHint(spec: unknown): string {
  const hint = stringAt(spec, "installHint")?.trim();
  if (hint !== undefined) return hint;
  return l10n.t("Install it, or add its folder to PATH and start VS Code again.");
}

function environmentFor(
  resolved: ResolvedContext,
  spec: unknown,
  host: PluginHost,
  searchPath: string,
): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(host.env)) {
    if (name.toUpperCase() !== "PATH") env[name] = value;
  }
  env["PATH"] = searchPath;
  for (const entry of listAt(spec, "env")) {
    const name = stringAt(entry, "name");
    if (name !== undefined) env[name] = stringAt(entry, "value") ?? "";
  }
  env["KUBERNETES_EXEC_INFO"] = JSON.stringify(execInfo(resolved, spec, host.authority));
  return env;
}

/** What the plugin is told: see "client-go credential plugins" in the Kubernetes documentation. */
function execInfo(resolved: ResolvedContext, spec: unknown, authority: Buffer | undefined): object {
  const cluster = resolved.cluster.value;
  const extension = listAt(cluster, "extensions").find(
    item => stringAt(item, "name") === "client.authentication.k8s.io/exec",
  );
  const told = valueAt(spec, "provideClusterInfo") === true && {
    server: resolved.context.server,
    "tls-server-name": cluster["tls-server-name"],
    "insecure-skip-tls-verify": cluster["insecure-skip-tls-verify"],
    "certificate-authority-data": authority?.toString("base64"),
    "proxy-url": cluster["proxy-url"],
    config: valueAt(extension, "extension"),
  };
  return {
    kind: "ExecCredential",
    apiVersion: stringAt(spec, "apiVersion") ?? "client.authentication.k8s.io/v1beta1",
    spec: { interactive: false, ...(told === false ? {} : { cluster: told }) },
  };
}

function run(program: string, spec: unknown, env: NodeJS.ProcessEnv, host: PluginHost, named: string): Promise<string> {
  const args = listAt(spec, "args").filter(arg => typeof arg === "string");
  const command = pluginCommand(program, args, host.platform, host.env["ComSpec"] ?? "cmd.exe");
  const options = {
    env,
    timeout: LONGEST_RUN,
    maxBuffer: 1024 * 1024,
    windowsHide: true,
    windowsVerbatimArguments: command.isVerbatim,
    signal: host.signal,
  };
  return new Promise((resolve, reject) => {
    const child = execFile(command.file, command.args, options, (error, stdout, stderr) => {
      if (!error) resolve(stdout);
      else if (host.signal?.aborted) reject(cancelled(host.signal));
      else
        reject(
          kubeError(
            "unauthorized",
            l10n.t`${named} failed: ${lastWords(stderr, error.killed === true)} ${advice(spec)}`,
          ),
        );
    });
    child.stdin?.end();
  });
}

function lastWords(stderr: string, wasKilled: boolean): string {
  if (wasKilled) return l10n.t("it did not finish in time.");
  const lines = stderr
    .split("\n")
    .map(line => line.trim())
    .filter(Boolean);
  const last = lines.slice(-3).join(" ");
  // Plugins print tokens at times; nothing in a sentence for people is that long.
  return last === ""
    ? l10n.t("it ended with an error and said nothing.")
    : l10n.t`it said: ${last.replace(/\S{60,}/gu, "…").slice(0, 400)}`;
}

function advice(spec: unknown): string {
  return l10n.t`Run "${stringAt(spec, "command") ?? ""}" in a terminal to see more, log in if it asks, then retry.`;
}

function credentialOf(output: string, spec: unknown, named: string): ExecCredential {
  const answer = parseJson(output);
  const status = valueAt(answer, "status");
  if (!isRecord(answer) || answer["kind"] !== "ExecCredential" || !isRecord(status)) {
    throw kubeError("unauthorized", l10n.t`${named} did not answer with an ExecCredential. ${advice(spec)}`);
  }
  const wanted = stringAt(spec, "apiVersion");
  if (wanted !== undefined && answer["apiVersion"] !== wanted) {
    throw kubeError(
      "unauthorized",
      l10n.t`${named} answered in another version of the protocol than the kubeconfig asks for (${wanted}). Update the plugin or the kubeconfig.`,
    );
  }
  const token = stringAt(status, "token");
  const certificate = stringAt(status, "clientCertificateData");
  const key = stringAt(status, "clientKeyData");
  if (token === undefined && (certificate === undefined || key === undefined)) {
    throw kubeError("unauthorized", l10n.t`${named} gave neither a token nor a certificate. ${advice(spec)}`);
  }
  const expires = Date.parse(stringAt(status, "expirationTimestamp") ?? "");
  return { token, certificate, key, expires: Number.isNaN(expires) ? undefined : expires };
}
