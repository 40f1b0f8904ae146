// Access and token reviews: questions that are posted as objects and answered at once, nothing is stored.
import type { User } from "../authentication.ts";
import type { Attributes } from "../authorization.ts";
import type { Asked } from "../cluster-state.ts";
import type { KubeObject, ManagedFieldsEntry } from "../../kubernetes/objects.ts";
import { afterUpdate } from "../apply/managed-fields.ts";
import { timeText } from "../names.ts";
import { isObject, objectAt, textAt, textsAt, valueAt, type JsonObject } from "../../support/json.ts";
import { apiVersionOf } from "../resource.ts";
import { userFromToken, type TokenLookup } from "./token-lookup.ts";

/** The answered review; `undefined` for kinds that are none. */
export function answeredReview(asked: Asked, body: unknown, tokens: TokenLookup, manager: string): object | undefined {
  const review: JsonObject = isObject(body) ? body : {};
  const { cluster, resource, user } = asked;
  const managedFields = managersOf(asked, review, manager);
  const head = {
    kind: resource.kind,
    apiVersion: apiVersionOf(resource),
    metadata: { creationTimestamp: null, ...(managedFields.length > 0 && { managedFields }) },
    spec: objectAt(review, "spec"),
  };
  switch (resource.kind) {
    case "SelfSubjectAccessReview":
      return { ...head, status: decision(cluster.authorizer.isAllowed(user, attributesOf(review))) };
    case "SubjectAccessReview":
    case "LocalSubjectAccessReview": {
      const other = { name: textAt(review, "spec", "user"), groups: textsAt(review, "spec", "groups") };
      return { ...head, status: decision(cluster.authorizer.isAllowed(other, attributesOf(review))) };
    }
    case "SelfSubjectRulesReview": {
      const rules = cluster.authorizer.rulesOf(user, textAt(review, "spec", "namespace"));
      return {
        ...head,
        status: {
          resourceRules: rules.filter(rule => valueAt(rule, "resources") !== undefined),
          nonResourceRules: rules.filter(rule => valueAt(rule, "nonResourceURLs") !== undefined),
          incomplete: false,
        },
      };
    }
    case "SelfSubjectReview":
      return { kind: head.kind, apiVersion: head.apiVersion, metadata: {}, status: { userInfo: userInfo(user) } };
    case "TokenReview":
      // The token itself is not echoed.
      return { ...head, spec: {}, status: userFromToken(tokens, textAt(review, "spec", "token")) };
    default:
      return undefined;
  }
}

/** A review is never stored, and still says who wrote what. */
function managersOf({ resource, cluster }: Asked, review: JsonObject, manager: string): ManagedFieldsEntry[] {
  const { kind } = resource;
  const object: KubeObject = { apiVersion: apiVersionOf(resource), kind, metadata: { name: "" }, spec: review["spec"] };
  const writer = { manager, subresource: "", time: timeText(cluster.now()) };
  return review["spec"] === undefined ? [] : afterUpdate(resource, undefined, object, writer);
}

function userInfo({ name, groups }: User): object {
  return { username: name, groups };
}

function decision(isAllowed: boolean): object {
  return { allowed: isAllowed };
}

function attributesOf(review: unknown): Attributes {
  const path = valueAt(review, "spec", "nonResourceAttributes");
  if (isObject(path)) return { verb: textAt(path, "verb"), path: textAt(path, "path") };
  const asked = objectAt(review, "spec", "resourceAttributes");
  return {
    verb: textAt(asked, "verb"),
    group: textAt(asked, "group"),
    resource: textAt(asked, "resource"),
    subresource: textAt(asked, "subresource"),
    name: textAt(asked, "name"),
    namespace: textAt(asked, "namespace"),
  };
}
