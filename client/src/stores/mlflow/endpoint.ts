// Where an MLflow server is, and what it is told to let us in.
import * as l10n from "@vscode/l10n";

/** As MLflow's own clients send them: `MLFLOW_TRACKING_TOKEN` as a bearer token, a name and password as basic authentication. */
export type MlflowCredentials =
  | { readonly kind: "token"; readonly token: string }
  | { readonly kind: "basic"; readonly user: string; readonly password: string };

/**
 * The base of all requests: a path behind a proxy (`--static-prefix`) stays, a slash at the end goes.
 * @throws Error with a sentence for people, where the text is no address of an MLflow server
 */
export function baseAddress(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new Error(notHttp(address, url));
  if (url.username !== "" || url.password !== "") {
    throw new Error(
      l10n.t(
        "The address of the MLflow server holds credentials, which would end up in logs. Give them with the command Set MLflow Credentials….",
      ),
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

function notHttp(address: string, url: URL | undefined): string {
  if (url?.protocol === "file:" || address.startsWith("/") || address.startsWith("sqlite:"))
    return l10n.t(
      "The MLflow address is a folder or a database. A registry is asked over HTTP only: start `mlflow server` on it, and give its address.",
    );
  if (address.startsWith("databricks"))
    return l10n.t("The registry of Databricks is not supported, only the REST API of an MLflow server.");
  return l10n.t("The MLflow address is none of an HTTP server, such as http://localhost:5000.");
}

/** The value of the header `Authorization`. */
export function authorization(credentials: MlflowCredentials): string {
  if (credentials.kind === "token") return `Bearer ${credentials.token}`;
  return `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`, "utf8").toString("base64")}`;
}
