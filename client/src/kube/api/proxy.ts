// GET to a pod or a service through the API server.
import * as l10n from "@vscode/l10n";
import type { CallOptions, ProxyAnswer, ProxyTarget } from "../port.ts";
import { errorFromAnswer, isStatus } from "../errors/error-from-answer.ts";
import type { Transport } from "../http/transport.ts";
import { parseJson } from "../json.ts";
import { objectPath, POD, SERVICE } from "./paths.ts";

/** An error status of the pod is an answer; one of the API server, which comes as a Status object, is a failure. */
export async function proxyGet(
  transport: Transport,
  target: ProxyTarget,
  path: string,
  options: CallOptions = {},
): Promise<ProxyAnswer> {
  const scheme = target.scheme === "https" ? "https:" : "";
  const name = `${scheme}${target.name}:${target.port}`;
  const ref = { type: target.kind === "pod" ? POD : SERVICE, namespace: target.namespace, name };
  const what = l10n.t`ask ${target.kind} "${target.name}" in namespace "${target.namespace}" for ${path}`;
  const answer = await transport.exchange({
    method: "GET",
    path: `${objectPath(ref, "proxy")}${path.startsWith("/") ? path : `/${path}`}`,
    what,
    signal: options.signal,
  });
  if (answer.status >= 400 && isStatus(parseJson(answer.body))) {
    throw errorFromAnswer(answer.status, answer.body, { what, server: (await transport.credentials.current()).server });
  }
  return { status: answer.status, contentType: answer.message.headers["content-type"], body: answer.body };
}
