// Servers that an administrator has added to the cluster's `predictor_servers` map, as far as the user tells of them.
import * as l10n from "@vscode/l10n";
import type { PrepackagedServer, Protocol } from "./seldon-facts.ts";

/** What the user says of a server in the cluster's `predictor_servers` map. */
export interface ClusterServer {
  /** Undefined where nothing is to be checked. */
  readonly parameters?: readonly string[];
  /** Undefined where it has an image for every protocol. */
  readonly protocols?: readonly Protocol[];
}

export type ClusterServers = Readonly<Record<string, ClusterServer>>;

type Servers = Readonly<Record<string, PrepackagedServer>>;

/** Seldon's own servers and those of the cluster. */
export function withServersOfCluster(stock: Servers, ofCluster: ClusterServers): Servers {
  const added = Object.entries(ofCluster).map(([name, { parameters, protocols = ALL_PROTOCOLS }]) => {
    const known = Object.hasOwn(stock, name) ? stock[name] : undefined;
    const images = { ...Object.fromEntries(protocols.map(protocol => [protocol, null])), ...known?.images };
    if (!known) return [name, ownServer(images, parameters)] as const;
    // What Seldon's own image takes goes on being taken: the configuration only adds.
    const together = known.parameters && [...new Set([...known.parameters, ...(parameters ?? [])])];
    return [name, { ...known, images, ...(together && { parameters: together }) }] as const;
  });
  return { ...stock, ...Object.fromEntries(added) };
}

const ALL_PROTOCOLS: readonly Protocol[] = ["seldon", "tensorflow", "v2"];

function ownServer(images: PrepackagedServer["images"], parameters: readonly string[] | undefined): PrepackagedServer {
  return {
    summary: l10n.t("server of your cluster, named in .seldonlint.yaml"),
    images,
    artifacts: {},
    isOfCluster: true,
    ...(parameters && { parameters }),
  };
}
