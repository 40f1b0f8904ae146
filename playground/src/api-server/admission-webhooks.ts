// Asks registered admission webhooks over HTTPS, and refuses in the real server's words what they refuse.
import { request } from "node:https";
import type { KubeObject, Status } from "../kubernetes/objects.ts";
import type { ApiError } from "../kubernetes/cluster-client.ts";
import type { Asked } from "./cluster-state.ts";
import { isObject, listAt, numberAt, parseJson, textAt, textsAt, valueAt } from "../support/json.ts";
import { newUid } from "./names.ts";
import { internalError, refusal } from "./refusals.ts";
import { apiVersionOf, type Resource } from "./resource.ts";
import { matchesLabelSelector } from "./selectors.ts";

/** What is about to happen to an object. */
export interface AdmissionCall {
  readonly operation: "CREATE" | "UPDATE" | "DELETE";
  readonly object?: KubeObject;
  readonly oldObject?: KubeObject;
  readonly isDryRun: boolean;
}

const VALIDATING = "validatingwebhookconfigurations.admissionregistration.k8s.io";
const DEFAULT_TIMEOUT_SECONDS = 10;

/** Calls every validating webhook whose rules fit. Throws what the first refusing one says. */
export async function callWebhooks(asked: Asked, call: AdmissionCall): Promise<void> {
  const webhooks = asked.cluster.storage
    .collection(VALIDATING)
    .list("")
    .flatMap(entry => listAt(entry.object, "webhooks"));
  const called = webhooks.flatMap(webhook => {
    const version = matchedVersion(asked, webhook, call);
    return version === undefined ? [] : [{ webhook, version }];
  });
  // All are asked at once, as the real server does; the first in the list decides what is told.
  const outcomes = await Promise.all(called.map(({ webhook, version }) => ask(asked, webhook, version, call)));
  const refused = outcomes.find(outcome => outcome !== undefined);
  if (refused) throw refused;
}

/** The version of the resource in which a webhook wants to see the object; `undefined` where it does not want to. */
function matchedVersion(
  { cluster, resource, target }: Asked,
  webhook: unknown,
  call: AdmissionCall,
): string | undefined {
  if (!isSelected(cluster, resource, webhook, call)) return undefined;
  const isEquivalent = textAt(webhook, "matchPolicy") !== "Exact";
  for (const rule of listAt(webhook, "rules")) {
    if (!isOneOf(textsAt(rule, "operations"), call.operation) || !isOneOf(textsAt(rule, "apiGroups"), resource.group))
      continue;
    if (!isResourceNamed(textsAt(rule, "resources"), resource.plural, target.subresource)) continue;
    const scope = textAt(rule, "scope");
    if (scope === (resource.isNamespaced ? "Cluster" : "Namespaced")) continue;
    const versions = textsAt(rule, "apiVersions");
    if (isOneOf(versions, resource.version)) return resource.version;
    const other = versions.find(version => cluster.registry.find(resource.group, version, resource.plural));
    if (isEquivalent && other !== undefined) return other;
  }
  return undefined;
}

function isSelected(cluster: Asked["cluster"], resource: Resource, webhook: unknown, call: AdmissionCall): boolean {
  const candidates = [call.object, call.oldObject].filter(object => object !== undefined);
  const selector = valueAt(webhook, "objectSelector");
  if (!candidates.some(object => matchesLabelSelector(selector, object.metadata.labels ?? {}))) return false;
  if (!resource.isNamespaced) return true;
  const namespace = cluster.storage.collection("namespaces.").get("", candidates[0]?.metadata.namespace ?? "");
  return matchesLabelSelector(valueAt(webhook, "namespaceSelector"), namespace?.object.metadata.labels ?? {});
}

function isResourceNamed(names: readonly string[], plural: string, subresource: string): boolean {
  const full = subresource === "" ? plural : `${plural}/${subresource}`;
  return names.some(
    name => name === "*/*" || name === full || (name === "*" && subresource === "") || name === `${plural}/*`,
  );
}

function isOneOf(list: readonly string[], value: string): boolean {
  return list.includes("*") || list.includes(value);
}

/** The refusal of one webhook; `undefined` where it allows. */
async function ask(
  asked: Asked,
  webhook: unknown,
  version: string,
  call: AdmissionCall,
): Promise<ApiError | undefined> {
  const name = textAt(webhook, "name");
  const seconds = numberAt(webhook, "timeoutSeconds") || DEFAULT_TIMEOUT_SECONDS;
  let answer: unknown;
  try {
    answer = await post(asked.cluster, webhook, review(asked, version, call), seconds);
  } catch (error) {
    if (textAt(webhook, "failurePolicy") === "Ignore") return undefined;
    const why = error instanceof Error ? error.message : String(error);
    return internalError(`failed calling webhook "${name}": failed to call webhook: ${why}`);
  }
  const response = valueAt(answer, "response");
  return valueAt(response, "allowed") === true ? undefined : denied(name, valueAt(response, "status"));
}

/** 400 unless the webhook gives a code of a refusal; its message behind a fixed head; its reason, or none, and details as they are. */
function denied(name: string, status: unknown): ApiError {
  const head = `admission webhook "${name}" denied the request`;
  const message = textAt(status, "message");
  const reason = textAt(status, "reason");
  const why = message === "" ? (reason === "" ? " without explanation" : `: ${reason}`) : `: ${message}`;
  const details = valueAt(status, "details");
  return refusal(Math.max(400, numberAt(status, "code")), reason, head + why, isDetails(details) ? details : undefined);
}

function isDetails(value: unknown): value is NonNullable<Status["details"]> {
  return isObject(value);
}

function review({ resource, target, user }: Asked, version: string, call: AdmissionCall): object {
  const inVersion = (object: KubeObject | undefined): KubeObject | null =>
    object === undefined ? null : { ...object, apiVersion: apiVersionOf({ group: resource.group, version }) };
  const subject = call.object ?? call.oldObject;
  return {
    kind: "AdmissionReview",
    apiVersion: "admission.k8s.io/v1",
    request: {
      uid: newUid(),
      kind: { group: resource.group, version, kind: resource.kind },
      resource: { group: resource.group, version, resource: resource.plural },
      ...(target.subresource === "" ? {} : { subResource: target.subresource }),
      requestKind: { group: resource.group, version: resource.version, kind: resource.kind },
      requestResource: { group: resource.group, version: resource.version, resource: resource.plural },
      name: subject?.metadata.name ?? target.name,
      ...(resource.isNamespaced ? { namespace: subject?.metadata.namespace ?? target.namespace } : {}),
      operation: call.operation,
      userInfo: { username: user.name, groups: user.groups },
      object: inVersion(call.object),
      oldObject: inVersion(call.oldObject),
      dryRun: call.isDryRun,
      options: {
        kind: `${{ CREATE: "Create", UPDATE: "Update", DELETE: "Delete" }[call.operation]}Options`,
        apiVersion: "meta.k8s.io/v1",
      },
    },
  };
}

function post({ webhookRoute }: Asked["cluster"], webhook: unknown, body: object, seconds: number): Promise<unknown> {
  const url = new URL(urlOf(webhook));
  url.searchParams.set("timeout", `${seconds}s`);
  // Go leaves the port of a Service in the text, though it is the usual one.
  const written = `${urlOf(webhook).split("?")[0] ?? ""}${url.search}`;
  const text = JSON.stringify(body);
  const failed = (why: string): Error => new Error(`Post "${written}": ${why}`);
  const service = textAt(webhook, "clientConfig", "service", "name");
  const route = webhookRoute?.(service, textAt(webhook, "clientConfig", "service", "namespace"));
  if (route && "failure" in route) return Promise.reject(failed(route.failure));
  return new Promise((resolve, reject) => {
    const bundle = textAt(webhook, "clientConfig", "caBundle");
    const outgoing = request(url, {
      ...(route && { hostname: "127.0.0.1", port: route.port, servername: url.hostname }),
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "Content-Length": Buffer.byteLength(text),
      },
      agent: false,
      ...(bundle === "" ? {} : { ca: Buffer.from(bundle, "base64") }),
    });
    const timer = setTimeout(() => outgoing.destroy(failed("context deadline exceeded")), seconds * 1000);
    outgoing.on("error", error => {
      clearTimeout(timer);
      reject(error.message.startsWith("Post ") ? error : failed(connectionText(error, url)));
    });
    outgoing.on("response", response => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        clearTimeout(timer);
        const answer = parseJson(Buffer.concat(chunks).toString());
        if (response.statusCode === 200 && answer !== undefined) resolve(answer);
        else reject(new Error(`the server could not understand the answer (HTTP ${response.statusCode ?? 0})`));
      });
    });
    outgoing.end(text);
  });
}

/** Services have no addresses outside the playground's own network, so only a `url` can be called. */
function urlOf(webhook: unknown): string {
  const url = textAt(webhook, "clientConfig", "url");
  if (url !== "") return url;
  const name = textAt(webhook, "clientConfig", "service", "name");
  const namespace = textAt(webhook, "clientConfig", "service", "namespace");
  const port = numberAt(webhook, "clientConfig", "service", "port") || 443;
  return `https://${name}.${namespace}.svc:${port}${textAt(webhook, "clientConfig", "service", "path")}`;
}

/** What Go says about a failed connection. */
function connectionText(error: NodeJS.ErrnoException, url: URL): string {
  switch (error.code) {
    case "ECONNREFUSED":
      return `dial tcp ${url.hostname}:${url.port}: connect: connection refused`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `dial tcp: lookup ${url.hostname}: no such host`;
    case "CERT_HAS_EXPIRED":
      return "x509: certificate has expired or is not yet valid";
    case "SELF_SIGNED_CERT_IN_CHAIN":
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
      return "x509: certificate signed by unknown authority";
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return `x509: certificate is not valid for ${url.hostname}`;
    default:
      return error.message;
  }
}
