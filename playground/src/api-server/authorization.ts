// Who may do what: RBAC, read from the Role and Binding objects that are in the cluster.
import type { User } from "./authentication.ts";
import { isObject, listAt, objectAt, textAt, textsAt, valueAt } from "../support/json.ts";
import { detailsOf, qualified, refusal } from "./refusals.ts";
import { parseSelector } from "./selectors.ts";
import type { Storage } from "./storage.ts";
import type { ApiError } from "../kubernetes/cluster-client.ts";
import type { KubeObject } from "../kubernetes/objects.ts";

/** What somebody wants to do: with a resource, or (where `path` is set) with a path that is none. */
export interface Attributes {
  readonly verb: string;
  readonly group?: string;
  readonly resource?: string;
  readonly subresource?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly path?: string;
}

export interface Authorizer {
  isAllowed(user: User, attributes: Attributes): boolean;
  /** The rules that hold for a user in a namespace, cluster-wide ones included. */
  rulesOf(user: User, namespace: string): unknown[];
}

const RBAC = "rbac.authorization.k8s.io";

/** An authorizer over the RBAC objects of a storage. Members of `system:masters` may do everything. */
export function createAuthorizer(storage: Storage): Authorizer {
  const objects = (plural: string, namespace: string): readonly KubeObject[] =>
    storage
      .collection(`${plural}.${RBAC}`)
      .list(namespace)
      .map(entry => entry.object);

  const clusterRoleRules = (name: string): unknown[] => {
    const role = storage.collection(`clusterroles.${RBAC}`).get("", name)?.object;
    const selectors = listAt(role, "aggregationRule", "clusterRoleSelectors");
    if (selectors.length === 0) return [...listAt(role, "rules")];
    const matches = selectors.map(selector => parseSelector(labelText(selector)));
    return objects("clusterroles", "")
      .filter(other => matches.some(isMatch => isMatch(other.metadata.labels ?? {})))
      .flatMap(other => listAt(other, "rules"))
      .concat(listAt(role, "rules"));
  };
  const rulesOfBinding = (binding: KubeObject, namespace: string): readonly unknown[] => {
    const name = textAt(binding, "roleRef", "name");
    if (textAt(binding, "roleRef", "kind") === "ClusterRole") return clusterRoleRules(name);
    return listAt(storage.collection(`roles.${RBAC}`).get(namespace, name)?.object, "rules");
  };
  const rulesOf = (user: User, namespace: string): unknown[] => {
    const bindings = [
      ...objects("clusterrolebindings", ""),
      ...(namespace === "" ? [] : objects("rolebindings", namespace)),
    ];
    return bindings.filter(binding => isSubject(user, binding)).flatMap(binding => rulesOfBinding(binding, namespace));
  };
  return {
    isAllowed(user, attributes) {
      if (user.groups.includes("system:masters")) return true;
      return rulesOf(user, attributes.namespace ?? "").some(rule => isRuleMatch(rule, attributes));
    },
    rulesOf(user, namespace) {
      if (!user.groups.includes("system:masters")) return rulesOf(user, namespace);
      return [
        { verbs: ["*"], apiGroups: ["*"], resources: ["*"] },
        { verbs: ["*"], nonResourceURLs: ["*"] },
        ...rulesOf(user, namespace),
      ];
    },
  };
}

/** The 403 that a refused request is answered with. */
export function forbiddenRequest(user: User, attributes: Attributes): ApiError {
  const { verb, path } = attributes;
  const who = `User "${user.name}" cannot ${verb}`;
  if (path !== undefined) return refusal(403, "Forbidden", `forbidden: ${who} path "${path}"`, {});
  const resource = { group: attributes.group ?? "", plural: attributes.resource ?? "" };
  const name = attributes.name ?? "";
  const subresource = attributes.subresource ?? "";
  const full = subresource === "" ? resource.plural : `${resource.plural}/${subresource}`;
  const scope =
    attributes.namespace === undefined || attributes.namespace === ""
      ? "at the cluster scope"
      : `in the namespace "${attributes.namespace}"`;
  const text = `${who} resource "${full}" in API group "${resource.group}" ${scope}`;
  const subject = name === "" ? qualified(resource) : `${qualified(resource)} "${name}"`;
  return refusal(403, "Forbidden", `${subject} is forbidden: ${text}`, detailsOf(resource, name));
}

function labelText(selector: unknown): string {
  return Object.entries(objectAt(selector, "matchLabels"))
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(",");
}

function isSubject(user: User, binding: KubeObject): boolean {
  return listAt(binding, "subjects").some(subject => {
    const name = textAt(subject, "name");
    switch (textAt(subject, "kind")) {
      case "User":
        return name === user.name;
      case "Group":
        return user.groups.includes(name);
      case "ServiceAccount":
        return user.name === `system:serviceaccount:${textAt(subject, "namespace")}:${name}`;
      default:
        return false;
    }
  });
}

function isRuleMatch(rule: unknown, attributes: Attributes): boolean {
  if (!isObject(rule) || !isOneOf(textsAt(rule, "verbs"), attributes.verb)) return false;
  const { path } = attributes;
  if (path !== undefined) {
    return textsAt(rule, "nonResourceURLs").some(url =>
      url.endsWith("*") ? path.startsWith(url.slice(0, -1)) : url === path,
    );
  }
  const names = valueAt(rule, "resourceNames");
  const isNameMatch = !Array.isArray(names) || names.length === 0 || names.includes(attributes.name ?? "");
  return (
    isOneOf(textsAt(rule, "apiGroups"), attributes.group ?? "") && isResourceMatch(rule, attributes) && isNameMatch
  );
}

function isResourceMatch(rule: unknown, attributes: Attributes): boolean {
  const resource = attributes.resource ?? "";
  const subresource = attributes.subresource ?? "";
  const full = subresource === "" ? resource : `${resource}/${subresource}`;
  return textsAt(rule, "resources").some(
    entry => entry === "*" || entry === full || (subresource !== "" && entry === `*/${subresource}`),
  );
}

function isOneOf(list: readonly string[], value: string): boolean {
  return list.includes("*") || list.includes(value);
}
