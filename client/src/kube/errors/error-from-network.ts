// Turns what the network says into errors of the port.
import * as l10n from "@vscode/l10n";
import { isKubeError, type KubeError } from "../kube-error.ts";
import { kubeError } from "./make-error.ts";

/** The error for a connection that could not be made or broke. `server` is the API server's URL. */
export function errorFromNetwork(error: unknown, server: string): KubeError {
  if (isKubeError(error)) return error;
  const code = codeOf(error);
  const words = code === undefined ? undefined : WORDS[code];
  if (words !== undefined) return kubeError("unreachable", `${server}: ${words}`, { cause: error });
  if (code !== undefined && /CERT|SIGNATURE|ISSUER/u.test(code)) {
    return kubeError("unreachable", `${server}: ${untrusted(code, error)}`, { cause: error });
  }
  if (code?.startsWith("HPE_") === true) {
    return kubeError(
      "bad-response",
      l10n.t`${server} does not speak HTTP (${code}). Check the address in the kubeconfig.`,
      {
        cause: error,
      },
    );
  }
  return kubeError(
    "unreachable",
    l10n.t`${server} cannot be reached (${textOf(error)}). Check the network, a VPN, and the address in the kubeconfig.`,
    { cause: error },
  );
}

const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: l10n.t("no such host. Check the network, a VPN, and the address in the kubeconfig."),
  EAI_AGAIN: l10n.t("the host name cannot be looked up just now. Check the network and a VPN."),
  ECONNREFUSED: l10n.t("nothing listens there. The cluster may be stopped, or the address in the kubeconfig is old."),
  ECONNRESET: l10n.t(
    "the connection was cut. The API server may be restarting, or something on the way does not like it.",
  ),
  EPIPE: l10n.t("the connection was cut. The API server may be restarting, or something on the way does not like it."),
  EHOSTUNREACH: l10n.t("there is no way to that host. Check the network and a VPN."),
  ENETUNREACH: l10n.t("there is no network. Check the network and a VPN."),
  ETIMEDOUT: l10n.t("the connection could not be made in time. Check the network, a VPN, and firewalls."),
  ERR_TLS_CERT_ALTNAME_INVALID: l10n.t(
    "its certificate is for another host name. Check the address and tls-server-name in the kubeconfig.",
  ),
  CERT_HAS_EXPIRED: l10n.t("its certificate has expired. Whoever runs the cluster has to renew it."),
  EPROTO: l10n.t(
    "it does not speak TLS as we do. Check whether the address in the kubeconfig should begin with http://.",
  ),
};

function untrusted(code: string, error: unknown): string {
  return l10n.t`its certificate is not trusted (${code}: ${textOf(error)}). Check certificate-authority in the kubeconfig.`;
}

function codeOf(error: unknown): string | undefined {
  // Node tries IPv4 and IPv6 and then has an error for each.
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}

function textOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return textOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
