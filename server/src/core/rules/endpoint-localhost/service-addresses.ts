// The addresses in the cluster of those Services of a file that an endpoint may have meant.
import type { Sibling } from "../../lint/rule.ts";
import type { Resource } from "../../model/index.ts";
import type { Cursor } from "../../yaml/index.ts";

export interface ServiceAddress {
  readonly service: string;
  /** Host and port. */
  readonly address: string;
}

/** More choices than that help nobody. */
const MAX_CHOICES = 3;

/** Services that have the port, or whose name says that they are what the variable is about. Namespace: that of the endpoint. */
export function serviceAddresses(
  services: readonly Sibling[],
  variable: string,
  port: number,
  namespace: string | undefined,
): readonly ServiceAddress[] {
  const [wanted, other] = variable === "MLFLOW_TRACKING_URI" ? [/mlflow/i, /minio/i] : [/minio/i, /mlflow/i];
  const found = services.flatMap(({ resource, document }) => {
    const service = resource.at.at("metadata", "name").string();
    if (service === undefined || service.includes("{") || document.problems.length > 0 || other.test(service))
      return [];
    const ports = resource.at.at("spec", "ports").items();
    const chosen =
      ports.find(item => isFor(item, port)) ??
      (wanted.test(service) ? ports.find(item => !isConsole(item)) : undefined);
    const number = chosen?.key("port").integer();
    return number === undefined ? [] : [{ service, address: `${hostOf(resource, service, namespace)}:${number}` }];
  });
  return found.slice(0, MAX_CHOICES);
}

function isFor(item: Cursor, port: number): boolean {
  return item.key("port").integer() === port || item.key("targetPort").integer() === port;
}

/** MinIO's console answers browsers only (F11). */
function isConsole(item: Cursor): boolean {
  return /console/i.test(item.key("name").string() ?? "");
}

/** Where no namespace is written anywhere, Service and reader go to the same one, in which the short name is enough. */
function hostOf(service: Resource, name: string, namespace: string | undefined): string {
  const own = service.at.at("metadata", "namespace").string() ?? namespace;
  return own === undefined ? name : `${name}.${own}.svc.cluster.local`;
}
