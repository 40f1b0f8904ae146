// Discovery: which groups, versions and resources there are, in the classic form and aggregated into one document.
import { createHash } from "node:crypto";
import { noResource } from "../refusals.ts";
import { apiVersionOf, type Resource, type Subresource } from "../resource.ts";

const GROUP_LIST = "APIGroupDiscoveryList";

/** The document of a discovery path; `undefined` for paths that are none. */
export function discoveryDocument(
  path: string,
  accept: string,
  resources: readonly Resource[],
): { readonly body: object; readonly type: string } | undefined {
  const parts = path.split("/").filter(part => part !== "");
  const aggregated = /application\/json;g=apidiscovery\.k8s\.io;v=(v2(?:beta1)?);as=APIGroupDiscoveryList/.exec(
    accept,
  )?.[1];
  const json = (body: object): { body: object; type: string } => ({ body, type: "application/json" });
  const found = (body: object | undefined): { body: object; type: string } | undefined => body && json(body);
  if (path === "/api" || path === "/apis") {
    const isCore = path === "/api";
    if (aggregated === undefined) return json(isCore ? coreVersions() : groupList(resources));
    const body = aggregatedList(
      resources.filter(resource => (resource.group === "") === isCore),
      aggregated,
    );
    return { body, type: `application/json;g=apidiscovery.k8s.io;v=${aggregated};as=${GROUP_LIST}` };
  }
  if (parts[0] === "api" && parts.length === 2) {
    const core = resourceList(resources, "", parts[1] ?? "");
    // Below /api a real server answers by a Status, below /apis by the mux's own text.
    if (!core) throw noResource();
    return json(core);
  }
  if (parts[0] === "apis" && parts.length === 2) return found(group(resources, parts[1] ?? ""));
  if (parts[0] === "apis" && parts.length === 3) return found(resourceList(resources, parts[1] ?? "", parts[2] ?? ""));
  return undefined;
}

function coreVersions(): object {
  const serverAddressByClientCIDRs = [{ clientCIDR: "0.0.0.0/0", serverAddress: "127.0.0.1" }];
  return { kind: "APIVersions", versions: ["v1"], serverAddressByClientCIDRs };
}

function groupNames(resources: readonly Resource[]): string[] {
  return [...new Set(resources.map(resource => resource.group))].filter(name => name !== "");
}

function versionNames(resources: readonly Resource[], name: string): string[] {
  return [...new Set(resources.filter(resource => resource.group === name).map(resource => resource.version))];
}

function groupList(resources: readonly Resource[]): object {
  const groups = groupNames(resources).map(name => groupBody(resources, name));
  return { kind: "APIGroupList", apiVersion: "v1", groups };
}

function group(resources: readonly Resource[], name: string): object | undefined {
  if (versionNames(resources, name).length === 0) return undefined;
  return { kind: "APIGroup", apiVersion: "v1", ...groupBody(resources, name) };
}

function groupBody(resources: readonly Resource[], name: string): object {
  const versions = versionNames(resources, name).map(version => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions, preferredVersion: versions[0] };
}

function resourceList(resources: readonly Resource[], groupName: string, version: string): object | undefined {
  const served = resources.filter(resource => resource.group === groupName && resource.version === version);
  if (served.length === 0) return undefined;
  return {
    kind: "APIResourceList",
    // The oldest of all groups says nothing of its list's own version.
    ...(groupName === "" ? {} : { apiVersion: "v1" }),
    groupVersion: apiVersionOf({ group: groupName, version }),
    resources: served.flatMap(resource => [
      {
        name: resource.plural,
        singularName: resource.singular,
        namespaced: resource.isNamespaced,
        kind: resource.kind,
        verbs: resource.verbs,
        ...(resource.shortNames.length === 0 ? {} : { shortNames: resource.shortNames }),
        ...(resource.categories.length === 0 ? {} : { categories: resource.categories }),
        ...(resource.verbs.includes("watch") ? { storageVersionHash: storageVersionHash(resource) } : {}),
      },
      ...resource.subresources.map(subresource => ({
        name: `${resource.plural}/${subresource.name}`,
        singularName: "",
        namespaced: resource.isNamespaced,
        ...(subresource.groupVersion ?? {}),
        kind: subresource.kind,
        verbs: subresource.verbs,
      })),
    ]),
  };
}

/** A name for the version in which a kind is stored. Source: apiserver's discovery.StorageVersionHash. */
function storageVersionHash({ group: groupName, storageVersion, kind }: Resource): string {
  const text = `${groupName}/${storageVersion}/${kind}`;
  return createHash("sha256").update(text).digest().subarray(0, 8).toString("base64");
}

function aggregatedList(resources: readonly Resource[], version: string): object {
  const names = [...new Set(resources.map(resource => resource.group))];
  return {
    kind: GROUP_LIST,
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items: names.map(name => ({
      metadata: name === "" ? { creationTimestamp: null } : { name, creationTimestamp: null },
      versions: versionNames(resources, name).map(entry => ({
        version: entry,
        freshness: "Current",
        resources: resources
          .filter(resource => resource.group === name && resource.version === entry)
          .map(aggregatedResource),
      })),
    })),
  };
}

function aggregatedResource(resource: Resource): object {
  const { group: groupName, version, kind } = resource;
  return {
    resource: resource.plural,
    responseKind: { group: groupName, version, kind },
    scope: resource.isNamespaced ? "Namespaced" : "Cluster",
    singularResource: resource.singular,
    verbs: resource.verbs,
    ...(resource.shortNames.length === 0 ? {} : { shortNames: resource.shortNames }),
    ...(resource.categories.length === 0 ? {} : { categories: resource.categories }),
    ...(resource.subresources.length === 0
      ? {}
      : { subresources: resource.subresources.map(subresource => aggregatedSubresource(resource, subresource)) }),
  };
}

function aggregatedSubresource(resource: Resource, subresource: Subresource): object {
  const { group: groupName, version } = subresource.groupVersion ?? resource;
  return {
    subresource: subresource.name,
    responseKind: { group: groupName, version, kind: subresource.kind },
    verbs: subresource.verbs,
  };
}
