// What the parts of the API server share while it runs.
import type { User } from "./authentication.ts";
import type { Authorizer } from "./authorization.ts";
import type { Registry } from "./registry.ts";
import { noResource } from "./refusals.ts";
import type { WebhookRoute } from "../kubernetes/webhook-route.ts";
import { apiVersionOf, presented, type Resource } from "./resource.ts";
import type { Target } from "./request.ts";
import type { Storage, StoredObject } from "./storage.ts";

export interface ClusterState {
  readonly storage: Storage;
  readonly registry: Registry;
  readonly authorizer: Authorizer;
  /** How the Service of a webhook is reached, where it is one of the playground's own. */
  readonly webhookRoute?: WebhookRoute | undefined;
  /** Wall-clock milliseconds: what timestamps of objects are made from. */
  now(): number;
}

/** The resource that a request names. Throws 404 where nothing is served at its address. */
export function resourceOf(cluster: ClusterState, target: Target): Resource {
  const resource = cluster.registry.find(target.group, target.version, target.plural);
  if (!resource || (!resource.isNamespaced && target.namespace !== "")) throw noResource();
  return resource;
}

/** JSON text of an object as it stands in storage; made once and kept. */
export function textOf(resource: Resource, stored: StoredObject): string {
  const version = apiVersionOf(resource);
  let text = stored.texts.get(version);
  if (text === undefined) {
    text = JSON.stringify(presented(resource, stored.object));
    stored.texts.set(version, text);
  }
  return text;
}

/** The same as an item of a list: built-in kinds leave out there what the list says already. */
export function itemTextOf(resource: Resource, stored: StoredObject): string {
  const text = textOf(resource, stored);
  if (resource.custom) return text;
  const [kind, version] = [JSON.stringify(resource.kind), JSON.stringify(apiVersionOf(resource))];
  for (const head of [`{"kind":${kind},"apiVersion":${version},`, `{"apiVersion":${version},"kind":${kind},`]) {
    if (text.startsWith(head)) return `{${text.slice(head.length)}`;
  }
  const { kind: _kind, apiVersion: _version, ...item } = presented(resource, stored.object);
  return JSON.stringify(item);
}

/** Who asks, and what for. */
export interface Asked {
  readonly cluster: ClusterState;
  readonly resource: Resource;
  readonly target: Target;
  readonly user: User;
  readonly query: URLSearchParams;
}
