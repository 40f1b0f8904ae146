// Which image serves which implementation over which protocol.
import type { OperatorConfig, PredictorServers } from "./config.ts";

type Server = NonNullable<PredictorServers[string]>;

/** The ConfigMap's entry of an implementation. */
export function findServer(config: OperatorConfig, implementation: string): Server | undefined {
  return config.predictorServers[implementation];
}

/** The server's image for a protocol, or `""` where it has none: the pod's Deployment is refused then (F18). */
export function imageFor(server: Server | undefined, protocol: string | undefined): string {
  const images = server?.protocols ?? {};
  const name = protocol === undefined || protocol === "" ? "seldon" : protocol;
  const alias = isV2(name) ? (images["v2"] ?? images["kfserving"]) : undefined;
  const found = images[name] ?? alias;
  if (!found) return "";
  const version = found.defaultImageVersion ?? "";
  return version === "" ? found.image : `${found.image}:${version}`;
}

/** `kfserving` is another name of v2 (seldon-facts §1.6). */
export function isV2(protocol: string | undefined): boolean {
  return protocol === "v2" || protocol === "kfserving";
}
