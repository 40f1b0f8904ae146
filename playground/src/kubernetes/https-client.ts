// The cluster client over HTTPS. It speaks to the playground's API server and to a real one alike.
import { ApiError, type ClusterClient, type Informer } from "./cluster-client.ts";
import type { Connection } from "./connection.ts";
import { startInformer } from "./informer.ts";
import type { KubeObject, ResourceType } from "./objects.ts";
import { pathOf, readObject } from "./resource-path.ts";
import { createTransport, type Transport } from "./transport.ts";

const pageSize = 500;

export interface HttpsClientOptions {
  /** Told of cut watches and the like, which mend themselves. */
  readonly report?: (problem: string) => void;
  /** Under this name the API server keeps what the client writes in `managedFields`. */
  readonly userAgent?: string;
}

/**
 * Opens nothing until first used. Methods throw {@link ApiError} for refusals and Node's errors where the server is not reached;
 * `get` answers undefined and `delete` does nothing where the object is not there.
 */
export function createHttpsClient(connection: Connection, options: HttpsClientOptions = {}): ClusterClient {
  const transport = createTransport(connection, options.userAgent ?? "seldon-playground");
  const stop = new AbortController();
  const informers: SharedInformer<KubeObject>[] = [];
  const report = options.report ?? (() => undefined);

  const write = async <T extends KubeObject>(
    method: "POST" | "PUT",
    type: ResourceType<T>,
    path: string,
    object: T,
  ): Promise<T> => readObject(type, await transport.send({ method, path, body: object }));

  return {
    get: async (type, name, namespace) => {
      try {
        return readObject(type, await transport.send({ method: "GET", path: pathOf(type, namespace, name) }));
      } catch (error) {
        if (isNotFound(error)) return undefined;
        throw error;
      }
    },
    list: (type, listOptions) => listAll(transport, type, listOptions ?? {}),
    create: (type, object) => write("POST", type, pathOf(type, object.metadata.namespace), object),
    update: (type, object) => write("PUT", type, pathOf(type, object.metadata.namespace, object.metadata.name), object),
    updateStatus: (type, object) =>
      write("PUT", type, pathOf(type, object.metadata.namespace, object.metadata.name, "status"), object),
    patch: async (type, name, namespace, patch) => {
      const path = pathOf(type, namespace, name);
      const contentType = "application/merge-patch+json";
      return readObject(type, await transport.send({ method: "PATCH", path, body: patch, contentType }));
    },
    delete: async (type, name, namespace, deleteOptions = {}) => {
      const { uid, ...rest } = deleteOptions;
      const body = {
        kind: "DeleteOptions",
        apiVersion: "v1",
        ...rest,
        ...(uid === undefined ? {} : { preconditions: { uid } }),
      };
      try {
        await transport.send({ method: "DELETE", path: pathOf(type, namespace, name), body });
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
    },
    informer: <T extends KubeObject>(type: ResourceType<T>) => {
      for (const shared of informers) if (isOfType(type, shared)) return shared.informer;
      const list = (): Promise<{ items: T[]; resourceVersion: string }> => listAll(transport, type, {});
      const informer = startInformer({ type, transport, list, signal: stop.signal, report });
      informers.push({ path: pathOf(type), informer });
      return informer;
    },
    close: () => {
      stop.abort(new Error("The cluster client was closed."));
      transport.close();
    },
  };
}

interface SharedInformer<T extends KubeObject> {
  readonly path: string;
  readonly informer: Informer<T>;
}

// A path names one kind, and who asks with a type gets objects as that type describes them.
function isOfType<T extends KubeObject>(
  type: ResourceType<T>,
  shared: SharedInformer<KubeObject>,
): shared is SharedInformer<T> {
  return shared.path === pathOf(type);
}

async function listAll<T extends KubeObject>(
  transport: Transport,
  type: ResourceType<T>,
  options: { namespace?: string; labelSelector?: string },
): Promise<{ items: T[]; resourceVersion: string }> {
  const items: T[] = [];
  let next = "";
  for (;;) {
    const query = new URLSearchParams({ limit: String(pageSize) });
    if (options.labelSelector !== undefined) query.set("labelSelector", options.labelSelector);
    if (next !== "") query.set("continue", next);
    const path = `${pathOf(type, options.namespace)}?${query.toString()}`;
    const page = readList(await transport.send({ method: "GET", path }));
    items.push(...page.items.map(item => readObject(type, item)));
    if (page.next === "") return { items, resourceVersion: page.resourceVersion };
    next = page.next;
  }
}

function readList(value: unknown): { items: unknown[]; resourceVersion: string; next: string } {
  if (typeof value === "object" && value !== null && "metadata" in value && "items" in value) {
    const metadata = value.metadata;
    const items: unknown = value.items;
    if (typeof metadata === "object" && metadata !== null && (Array.isArray(items) || items === null)) {
      const resourceVersion = "resourceVersion" in metadata ? String(metadata.resourceVersion) : "";
      const next = "continue" in metadata ? String(metadata.continue) : "";
      return { items: items ?? [], resourceVersion, next };
    }
  }
  throw new Error("The API server's answer is no list.");
}

function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.status.code === 404 && error.status.details?.name !== undefined;
}
