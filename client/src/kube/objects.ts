// Kubernetes objects as features see them: plain JSON, typed only where somebody reads it.

/** Any Kubernetes object. Features narrow `spec` and `status` to what they read; nothing about them is certain. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid?: string;
  /** Opaque. Never compare two of them for order. */
  resourceVersion?: string;
  generation?: number;
  /** RFC 3339 in whole seconds. */
  creationTimestamp?: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
  /** Absent in live collections, where nobody reads it and it is a third of an object's size. */
  managedFields?: ManagedFieldsEntry[];
}

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
}

export interface ManagedFieldsEntry {
  manager: string;
  operation: "Apply" | "Update";
  apiVersion?: string;
  time?: string;
  fieldsType?: string;
  fieldsV1?: Record<string, unknown>;
  subresource?: string;
}

/** What the API server calls a kind in its paths. `T` is what its objects look like to whoever uses the type. */
export interface ResourceType<T extends KubeObject = KubeObject> {
  /** `""` for the core group. */
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly kind: string;
  readonly isNamespaced: boolean;
  /** Never set: it ties `T` to the type, so that answers are typed by what was asked for. */
  readonly objectType?: T;
}

/** Which object: a type, a name and, for namespaced types, a namespace. */
export interface ObjectRef<T extends KubeObject = KubeObject> {
  readonly type: ResourceType<T>;
  readonly name: string;
  readonly namespace?: string;
}

/** What the API server answers instead of an object. `message` is the text that `kubectl` prints. */
export interface Status {
  readonly kind: "Status";
  readonly status?: string;
  readonly message?: string;
  /** `NotFound`, `AlreadyExists`, `Conflict`, `Invalid`, `Expired` … */
  readonly reason?: string;
  readonly code?: number;
  readonly details?: {
    readonly name?: string;
    readonly group?: string;
    readonly kind?: string;
    readonly uid?: string;
    readonly retryAfterSeconds?: number;
    /** One for each field that is wrong, or that another field manager owns (`FieldManagerConflict`). */
    readonly causes?: readonly StatusCause[];
  };
}

export interface StatusCause {
  readonly reason?: string;
  readonly message?: string;
  /** Such as `spec.predictors[0].name` or, for a conflict, `.spec.predictors`. */
  readonly field?: string;
}
