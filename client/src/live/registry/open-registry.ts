// A way to an MLflow server: an address, or a Service of a cluster through a leased forward.
import type { ClusterSession, KubeObject, ResourceType } from "../../kube/port.ts";
import { baseAddress, createMlflowStore, type AskOptions, type MlflowStore } from "../../stores/mlflow/index.ts";

export type RegistryPlace = AddressPlace | ServicePlace;

interface AddressPlace {
  readonly kind: "address";
  readonly address: string;
}

interface ServicePlace {
  readonly kind: "service";
  /** Undefined for the one that kubectl would use. */
  readonly context: string | undefined;
  readonly namespace: string;
  readonly name: string;
  readonly port: number | string;
}

/**
 * @param where an address such as `http://localhost:5000`, or a Service as `namespace/name:port`, with a context and a slash before it where
 * it is not to be the current one
 * @throws Error with a sentence for people, where it is neither
 */
export function registryPlace(where: string): RegistryPlace {
  const text = where.trim();
  const [, context, namespace, name, port] = /^(?:(.+)\/)?([a-z0-9-]+)\/([a-z0-9.-]+):([a-z0-9-]+)$/.exec(text) ?? [];
  if (/^[a-z]+:\//.test(text) || namespace === undefined || name === undefined || port === undefined) {
    return { kind: "address", address: baseAddress(text) };
  }
  return { kind: "service", context, namespace, name, port: /^\d+$/.test(port) ? Number(port) : port };
}

export interface SettledPlace {
  readonly place: AddressPlace | (ServicePlace & { readonly context: string });
  /** What credentials are kept under: of a Service it tells the context, so that they never go to another cluster. */
  readonly name: string;
}

/**
 * @param where as for `registryPlace`
 * @param currentContext is asked for a Service without a context
 * @throws what `registryPlace` and `currentContext` do
 */
export async function settlePlace(where: string, currentContext: () => Promise<string>): Promise<SettledPlace> {
  const place = registryPlace(where);
  if (place.kind === "address") return { place, name: where.trim() };
  const context = place.context ?? (await currentContext());
  return { place: { ...place, context }, name: `${context}/${place.namespace}/${place.name}:${place.port}` };
}

export interface OpenRegistry {
  readonly store: MlflowStore;
  /** Where its pages are shown, as this machine reaches them. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * An address is contacted with the first request; a Service is leased at once.
 * @param connect to the cluster of a Service
 * @throws KubeError where the Service cannot be leased
 */
export async function openRegistry(
  place: SettledPlace["place"],
  connect: (context: string) => Promise<ClusterSession>,
  options: AskOptions,
): Promise<OpenRegistry> {
  if (place.kind === "address") {
    return { store: createMlflowStore(place.address, options), address: place.address, close: () => Promise.resolve() };
  }
  const { context, namespace, name, port } = place;
  const session = await connect(context);
  const lease = await session.forward({ kind: "service", namespace, name, port });
  const address = `http://${lease.host}:${lease.localPort}`;
  return { store: createMlflowStore(address, options), address, close: () => lease.release() };
}

interface Service extends KubeObject {
  readonly spec?: { readonly ports?: readonly { readonly port: number; readonly name?: string }[] };
}

const SERVICES: ResourceType<Service> = {
  group: "",
  version: "v1",
  kind: "Service",
  plural: "services",
  isNamespaced: true,
};

/** Services of a cluster that are called like MLflow, as `namespace/name:port`. @throws KubeError where they may not be listed */
export async function findMlflowServices(session: ClusterSession, signal?: AbortSignal): Promise<readonly string[]> {
  const { items } = await session.list(SERVICES, { signal });
  return items
    .filter(({ metadata }) => metadata.name.includes("mlflow") && !NOT_THE_SERVER.test(metadata.name))
    .flatMap(({ metadata, spec }) =>
      (spec?.ports ?? []).map(({ port }) => `${metadata.namespace ?? "default"}/${metadata.name}:${port}`),
    )
    .toSorted((a, b) => a.localeCompare(b, "en"));
}

/** Stores and databases that charts put beside the server. */
const NOT_THE_SERVER = /(mysql|postgres|minio|db|exporter)/;
