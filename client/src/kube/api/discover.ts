// What a cluster is and which kinds it has.
import * as l10n from "@vscode/l10n";
import type { CallOptions, DiscoveredKind, ServerVersion } from "../port.ts";
import { kubeError } from "../errors/make-error.ts";
import type { Transport } from "../http/transport.ts";
import { isKubeError } from "../kube-error.ts";
import { isRecord, listAt, parseJson, stringAt, valueAt } from "../json.ts";

export async function readServerVersion(transport: Transport, options: CallOptions = {}): Promise<ServerVersion> {
  const what = l10n.t("read the version of the cluster");
  const { body } = await transport.send({ method: "GET", path: "/version", what, signal: options.signal });
  const version = parseJson(body);
  const gitVersion = stringAt(version, "gitVersion");
  // Some clusters say minor "27+".
  const major = Number.parseInt(stringAt(version, "major") ?? "", 10);
  const minor = Number.parseInt(stringAt(version, "minor") ?? "", 10);
  if (gitVersion === undefined || Number.isNaN(major) || Number.isNaN(minor)) {
    throw kubeError(
      "bad-response",
      l10n.t`Could not ${what}: the answer is none. Check the address in the kubeconfig.`,
    );
  }
  return { major, minor, gitVersion };
}

/** Looks in one version: the given one, else what the group prefers. */
export async function findKind(
  transport: Transport,
  wanted: { readonly group: string; readonly kind: string; readonly version?: string },
  options: CallOptions = {},
): Promise<DiscoveredKind | undefined> {
  const version = wanted.version ?? (await preferredVersion(transport, wanted.group, options));
  if (version === undefined) return undefined;
  const path = wanted.group === "" ? `/api/${version}` : `/apis/${wanted.group}/${version}`;
  const resources = listAt(await read(transport, path, options), "resources").filter(isRecord);
  const found = resources.find(one => one["kind"] === wanted.kind && stringAt(one, "name")?.includes("/") === false);
  const plural = stringAt(found, "name");
  if (plural === undefined) return undefined;
  return {
    group: wanted.group,
    version,
    plural,
    kind: wanted.kind,
    isNamespaced: valueAt(found, "namespaced") === true,
    verbs: listAt(found, "verbs").filter(verb => typeof verb === "string"),
    subresources: resources.flatMap(one => {
      const [resource, subresource] = (stringAt(one, "name") ?? "").split("/");
      return resource === plural && subresource !== undefined ? [subresource] : [];
    }),
  };
}

async function preferredVersion(
  transport: Transport,
  group: string,
  options: CallOptions,
): Promise<string | undefined> {
  if (group === "") return "v1";
  return stringAt(valueAt(await read(transport, `/apis/${group}`, options), "preferredVersion"), "version");
}

/** `undefined` for a group or version that the cluster does not have. */
async function read(transport: Transport, path: string, options: CallOptions): Promise<unknown> {
  try {
    const what = l10n.t("find out which kinds the cluster has");
    return parseJson((await transport.send({ method: "GET", path, what, signal: options.signal })).body);
  } catch (error) {
    if (isKubeError(error) && error.reason === "not-found") return undefined;
    throw error;
  }
}
