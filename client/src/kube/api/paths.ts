// Addresses of the Kubernetes API.
import * as l10n from "@vscode/l10n";
import type { ObjectRef, ResourceType } from "../objects.ts";

type QueryValue = string | number | boolean | undefined;

/** `/api/v1/namespaces/x/pods`, `/apis/apps/v1/deployments`: all objects of a type, in a namespace or in all. */
export function collectionPath(type: ResourceType, namespace: string | undefined): string {
  const root = type.group === "" ? `/api/${type.version}` : `/apis/${type.group}/${type.version}`;
  const within = type.isNamespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : "";
  return `${root}${within}/${type.plural}`;
}

/** One object, or one of its subresources. */
export function objectPath(ref: ObjectRef, subresource?: string): string {
  const object = `${collectionPath(ref.type, ref.namespace)}/${encodeURIComponent(ref.name)}`;
  return subresource === undefined ? object : `${object}/${subresource}`;
}

/** A path with its query; entries that are undefined or false are left out. */
export function withQuery(path: string, query: Readonly<Record<string, QueryValue>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== false && value !== "") search.append(name, String(value));
  }
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}

/** For messages: `pods in namespace "x"`, `seldondeployments in all namespaces`, `nodes`. */
export function collectionWords(type: ResourceType, namespace: string | undefined): string {
  if (!type.isNamespaced) return type.plural;
  return namespace === undefined
    ? l10n.t`${type.plural} in all namespaces`
    : l10n.t`${type.plural} in namespace "${namespace}"`;
}

/** For messages: `Pod "x" in namespace "y"`. */
export function objectWords(ref: ObjectRef): string {
  const where = ref.type.isNamespaced && ref.namespace !== undefined ? l10n.t` in namespace "${ref.namespace}"` : "";
  return `${ref.type.kind} "${ref.name}"${where}`;
}

export const POD: ResourceType = { group: "", version: "v1", plural: "pods", kind: "Pod", isNamespaced: true };
export const SERVICE: ResourceType = {
  group: "",
  version: "v1",
  plural: "services",
  kind: "Service",
  isNamespaced: true,
};
