// Finds resources by group, version and plural: the built-in ones and those that CustomResourceDefinitions add while it runs.
import { BUILTIN_RESOURCES } from "./builtin-resources.ts";
import { customResources } from "./custom-resources.ts";
import type { Resource } from "./resource.ts";
import type { Storage } from "./storage.ts";

export interface Registry {
  find(group: string, version: string, plural: string): Resource | undefined;
  /** Every resource, the versions of a group in the order of their priority. */
  all(): readonly Resource[];
}

const BUILTIN = index(BUILTIN_RESOURCES);

/** A registry that follows the CustomResourceDefinitions of a storage. */
export function createRegistry(storage: Storage): Registry {
  const definitions = storage.collection("customresourcedefinitions.apiextensions.k8s.io");
  let custom: readonly Resource[] | undefined;
  let customIndex = new Map<string, Resource>();
  definitions.onChange(() => (custom = undefined));
  const refresh = (): readonly Resource[] => {
    if (!custom) {
      custom = definitions.list("").flatMap(entry => customResources(entry.object));
      customIndex = index(custom);
    }
    return custom;
  };
  return {
    find(group, version, plural) {
      refresh();
      const key = `${group}/${version}/${plural}`;
      return BUILTIN.get(key) ?? customIndex.get(key);
    },
    all: () => [...BUILTIN_RESOURCES, ...refresh()],
  };
}

function index(resources: readonly Resource[]): Map<string, Resource> {
  return new Map(resources.map(resource => [`${resource.group}/${resource.version}/${resource.plural}`, resource]));
}
