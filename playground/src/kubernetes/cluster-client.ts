// What controllers, kubelet and operator see of a cluster: the API server over HTTPS, the playground's or a real one.
import type { KubeObject, ResourceType, Status } from "./objects.ts";

export interface ClusterClient {
  get<T extends KubeObject>(type: ResourceType<T>, name: string, namespace?: string): Promise<T | undefined>;
  list<T extends KubeObject>(
    type: ResourceType<T>,
    options?: { namespace?: string; labelSelector?: string },
  ): Promise<{ items: T[]; resourceVersion: string }>;
  create<T extends KubeObject>(type: ResourceType<T>, object: T): Promise<T>;
  /** PUT of the whole object; a stale `resourceVersion` is refused with 409. */
  update<T extends KubeObject>(type: ResourceType<T>, object: T): Promise<T>;
  updateStatus<T extends KubeObject>(type: ResourceType<T>, object: T): Promise<T>;
  /** Merge patch. */
  patch<T extends KubeObject>(
    type: ResourceType<T>,
    name: string,
    namespace: string | undefined,
    patch: object,
  ): Promise<T>;
  /** Does nothing where the object is gone already. */
  delete(
    type: ResourceType,
    name: string,
    namespace?: string,
    options?: { uid?: string; gracePeriodSeconds?: number; propagationPolicy?: "Background" | "Foreground" | "Orphan" },
  ): Promise<void>;
  /** Lists, then watches for ever; resumes after a cut, lists again after 410. Several calls for a type share one watch. */
  informer<T extends KubeObject>(type: ResourceType<T>): Informer<T>;
  /** Ends all watches. */
  close(): void;
}

/** A live copy of all objects of a type. */
export interface Informer<T extends KubeObject> {
  /** Resolves once the first list is in. */
  ready(): Promise<void>;
  get(name: string, namespace?: string): T | undefined;
  all(namespace?: string): T[];
  /** Called for every object that is added, changed or deleted, those of the first list included. Returns how to stop. */
  onChange(listener: (object: T, change: "added" | "modified" | "deleted") => void): () => void;
}

/** The API server's refusal. `status.message` is the text that `kubectl` would print. */
export class ApiError extends Error {
  readonly status: Status;

  constructor(status: Status) {
    super(status.message ?? status.reason ?? "the server has refused the request");
    this.name = "ApiError";
    this.status = status;
  }
}
