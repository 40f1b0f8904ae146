// Credentials for MLflow: kept by VS Code for the address that they were given for, else those of the environment for its own address.
import * as l10n from "@vscode/l10n";
import process from "node:process";
import * as vscode from "vscode";
import type { MlflowCredentials } from "../../live/registry/index.ts";

const PREFIX = "seldon.mlflow:";

export class RegistryCredentials {
  readonly #secrets: vscode.SecretStorage;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
  }

  /**
   * Those of the environment count for the address of the environment only, so that no other server gets them.
   * @param address or, of a Service, its context, namespace, name and port
   */
  async of(address: string): Promise<MlflowCredentials | undefined> {
    const kept = parsed(await this.#secrets.get(PREFIX + address));
    if (kept) return kept;
    const isOwn = process.env["MLFLOW_TRACKING_URI"]?.trim() === address;
    return isOwn ? fromEnvironment() : undefined;
  }

  /** @returns false where the user gives none */
  async ask(address: string): Promise<boolean> {
    const credentials = await askFor(address);
    if (!credentials) return false;
    await this.#secrets.store(PREFIX + address, JSON.stringify(credentials));
    return true;
  }

  async forget(address: string): Promise<void> {
    await this.#secrets.delete(PREFIX + address);
  }
}

/** In the order of MLflow's own clients. */
function fromEnvironment(): MlflowCredentials | undefined {
  const {
    MLFLOW_TRACKING_USERNAME: user,
    MLFLOW_TRACKING_PASSWORD: password,
    MLFLOW_TRACKING_TOKEN: token,
  } = process.env;
  if (user !== undefined && user !== "" && password !== undefined) return { kind: "basic", user, password };
  return token === undefined || token === "" ? undefined : { kind: "token", token };
}

async function askFor(address: string): Promise<MlflowCredentials | undefined> {
  const title = l10n.t("MLflow Credentials");
  const chosen = await vscode.window.showQuickPick(
    [
      { label: l10n.t("Token"), detail: l10n.t("Sent as a bearer token"), way: "token" as const },
      { label: l10n.t("Name and Password"), detail: l10n.t("Basic authentication"), way: "basic" as const },
    ],
    { title, placeHolder: l10n.t`What does ${address} want?`, ignoreFocusOut: true },
  );
  if (!chosen) return undefined;
  const prompt = isReadOnTheWay(address)
    ? l10n.t`It is sent to ${address} only, unencrypted, as the address says. VS Code keeps it in its secret storage.`
    : l10n.t`It is sent to ${address} only. VS Code keeps it in its secret storage.`;
  if (chosen.way === "token") {
    const token = await vscode.window.showInputBox({ title, prompt, password: true, ignoreFocusOut: true });
    return token === undefined || token === "" ? undefined : { kind: "token", token };
  }
  const user = await vscode.window.showInputBox({ title, prompt: l10n.t("Name"), ignoreFocusOut: true });
  if (user === undefined || user === "") return undefined;
  const password = await vscode.window.showInputBox({ title, prompt, password: true, ignoreFocusOut: true });
  return password === undefined ? undefined : { kind: "basic", user, password };
}

/** What stays on this machine, or goes to a cluster through the API server, nobody reads on its way. */
function isReadOnTheWay(address: string): boolean {
  return /^http:\/\/(?!(localhost|127\.\d+\.\d+\.\d+|\[::1\])([:/]|$))/i.test(address);
}

function parsed(text: string | undefined): MlflowCredentials | undefined {
  if (text === undefined) return undefined;
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null) return undefined;
  const { token, user, password } = fieldsOf(value);
  if (typeof token === "string") return { kind: "token", token };
  return typeof user === "string" && typeof password === "string" ? { kind: "basic", user, password } : undefined;
}

function fieldsOf(value: object): Readonly<Record<string, unknown>> {
  return { ...value };
}
