// The port to Kubernetes: everything that features know about clusters. No library's type shows here.
import type { KeptFields } from "./kept-fields.ts";
import type { KubeError } from "./kube-error.ts";
import type { KubeObject, ObjectRef, ResourceType } from "./objects.ts";

export type { KeptFields } from "./kept-fields.ts";
export { withKnownParts } from "./known-parts.ts";
export { isKubeError, type KubeError } from "./kube-error.ts";
export { plainError, revived, type PlainError } from "./remote/plain-errors.ts";
export type { KubeObject, ObjectRef, ResourceType } from "./objects.ts";

export interface KubeGatewayOptions {
  /** Asked anew each time contexts are read, so that a changed setting holds at once. */
  sources(): KubeconfigSources | Promise<KubeconfigSources>;
  /**
   * Asked before a kubeconfig file is used and before a program that it names is run. The extension says yes for what is
   * the user's own, and asks for what lies in the workspace. Asked once per question and session.
   */
  isTrusted(request: TrustRequest): Promise<boolean>;
  /** Environment of exec plugins, `KUBECONFIG`, proxies; `process.env` unless told. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** For the log channel: connections lost and found, credentials renewed. Never a secret. */
  log?(line: string): void;
  /** A forward has begun, has ended, leads to another pod, or has failed. */
  onForwards?(): void;
  /** Pace of reconnecting and of noticing silence; for tests. */
  readonly timing?: Partial<Timing>;
}

export interface KubeconfigSources {
  /** `seldon.kubeconfig`. Empty: the files of `KUBECONFIG`, else `~/.kube/config`. Several are merged as kubectl does. */
  readonly kubeconfig: readonly string[];
  /** Files that stand for themselves and are merged with nothing, such as the playground's. */
  readonly separateFiles: readonly string[];
}

export type TrustRequest =
  | { readonly kind: "kubeconfig"; readonly file: string }
  | { readonly kind: "exec-plugin"; readonly file: string; readonly command: string; readonly args: readonly string[] };

/** All in milliseconds of real time. */
export interface Timing {
  /** Longest wait for a connection (TCP and TLS). */
  readonly connect: number;
  /** Longest wait for the answer to a request that is no stream. */
  readonly request: number;
  /** First and longest pause between attempts to reconnect; doubled in between, with jitter. */
  readonly backOffMin: number;
  readonly backOffMax: number;
  /** A stream that has been silent for this long makes us ask the server whether it is still there. */
  readonly heartbeat: number;
  /** A watch without even a bookmark for this long is opened again: API servers send one every minute or so. */
  readonly watchSilence: number;
  /** After at least this time, and at most twice of it, the server is asked to end a watch in good order; it goes on in the next. */
  readonly watchLength: number;
  /** Changes are collected for this long before they are handed over together. */
  readonly batch: number;
  /** How long an answer to "may I?" holds. */
  readonly accessReview: number;
}

/** All clusters that the user's kubeconfig files know. No file is ever written, no current context changed. */
export interface KubeGateway {
  /** Reads the kubeconfig files; never fails for one that is missing or broken, but says so in `problems`. */
  contexts(): Promise<ContextListing>;
  /**
   * The session of a context; the same one for every caller, until the kubeconfig names another server or user: then the old
   * one is closed. Contacts nobody yet.
   * Fails with `not-found` (no such context), `invalid` (kubeconfig unusable) or `cancelled` (not trusted).
   */
  connect(context: string): Promise<ClusterSession>;
  /** Of all sessions: forwards with at least one lease. */
  forwards(): readonly GatewayForward[];
  /** Ends all sessions with their streams and forwards. */
  close(): Promise<void>;
}

export interface ContextListing {
  readonly contexts: readonly KubeContext[];
  /** Files that were looked for, whether they exist or not: for "no kubeconfig found" and for watching them. */
  readonly files: readonly string[];
  readonly problems: readonly KubeconfigProblem[];
}

export interface KubeContext {
  readonly name: string;
  /** The file that this context is written in. */
  readonly file: string;
  readonly cluster: string;
  readonly user: string | undefined;
  /** As the kubeconfig says, else `default`. */
  readonly namespace: string;
  /** URL of the API server. */
  readonly server: string;
  /** What kubectl would use. */
  readonly isCurrent: boolean;
  /** The program that gives the credential, where one does. */
  readonly execPlugin: string | undefined;
}

export interface KubeconfigProblem {
  readonly file: string;
  /** What is wrong, and what it means for the listing. */
  readonly message: string;
}

/** One cluster, as one user, through one context. All methods reject with `KubeError` only. */
export interface ClusterSession {
  readonly context: KubeContext;

  serverVersion(options?: CallOptions): Promise<ServerVersion>;
  /** Looks a kind up by discovery: in the given version, else in the group's preferred one. `undefined` where there is none. */
  findKind(
    kind: { readonly group: string; readonly kind: string; readonly version?: string },
    options?: CallOptions,
  ): Promise<DiscoveredKind | undefined>;
  /** Whether RBAC lets us; answers are kept for a while. */
  mayI(question: AccessQuestion, options?: CallOptions): Promise<AccessAnswer>;

  get<T extends KubeObject>(ref: ObjectRef<T>, options?: GetOptions): Promise<T>;
  list<T extends KubeObject>(type: ResourceType<T>, options?: ListOptions): Promise<ObjectList<T>>;
  /** A copy of a list that keeps itself up to date until closed. */
  watchCollection<T extends KubeObject>(type: ResourceType<T>, options: CollectionOptions<T>): LiveCollection<T>;

  create<T extends KubeObject>(type: ResourceType<T>, object: T, options?: WriteOptions): Promise<WriteResult<T>>;
  /** Server-side apply as field manager `seldon-deployments`: creates the object or changes what the manager owns. */
  apply<T extends KubeObject>(type: ResourceType<T>, object: T, options?: ApplyOptions): Promise<WriteResult<T>>;
  /** All operations or none; a `test` that does not hold gives `conflict`. */
  jsonPatch<T extends KubeObject>(
    ref: ObjectRef<T>,
    operations: readonly JsonPatchOperation[],
    options?: WriteOptions,
  ): Promise<WriteResult<T>>;
  mergePatch<T extends KubeObject>(ref: ObjectRef<T>, patch: object, options?: WriteOptions): Promise<WriteResult<T>>;
  /** Through the subresource `scale`. Resolves with the number of replicas that is now asked for. */
  scale(ref: ObjectRef, replicas: number, options?: WriteOptions): Promise<number>;
  /** Resolves when the API server has accepted it, which may be before the object is gone. */
  delete(ref: ObjectRef, options?: DeleteOptions): Promise<void>;

  /**
   * Lines of one container, a batch at a time and only as fast as they are taken. With `follow` it ends with the container's
   * process; a connection that breaks before is made again, without a gap and without a line twice.
   */
  log(source: LogSource, options?: LogOptions): AsyncIterable<readonly LogLine[]>;
  /** A port of a pod, or of a ready pod behind a service, on a port of this machine that only this machine reaches. */
  forward(target: ForwardTarget, options?: CallOptions): Promise<ForwardLease>;
  /** All forwards with at least one lease, for a list of them. */
  forwards(): readonly ForwardInfo[];
  /** GET to a pod or service through the API server. What the pod answers is a result, whatever its status. */
  proxyGet(target: ProxyTarget, path: string, options?: CallOptions): Promise<ProxyAnswer>;

  /** Ends streams, collections and forwards. */
  close(): Promise<void>;
}

export interface CallOptions {
  /** Aborting rejects with `cancelled`, or with the reason where that is a `KubeError`, and ends the request. */
  readonly signal?: AbortSignal | undefined;
}

export interface GetOptions extends CallOptions {
  /**
   * Asks for the object without its content, so that values of a Secret stay where they are, and gives its kind and metadata
   * only; annotations are left out as well, for kubectl keeps a copy of the content there.
   */
  readonly isMetadataOnly?: boolean;
}

export interface ListOptions extends CallOptions {
  /** Absent: all namespaces. */
  readonly namespace?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
  /** Give `limit` and `continue` to turn pages; without them the whole list comes (fetched in pages). */
  readonly limit?: number | undefined;
  readonly continue?: string | undefined;
}

export interface ObjectList<T extends KubeObject = KubeObject> {
  readonly items: readonly T[];
  readonly resourceVersion: string;
  /** Set where there is more. */
  readonly continue?: string;
}

export interface CollectionOptions<T extends KubeObject = KubeObject> extends CallOptions {
  readonly namespace?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
  /** Fields that are kept of each object, beside kind, version and metadata; all without it. `managedFields` never are. */
  readonly keep?: KeptFields | undefined;
  /** Makes objects smaller still, or of parts that are shared. */
  reduce?(object: T): T;
  /** Called with everything that changed since the last call; the first time with the whole list, even an empty one. */
  onChange?(changes: CollectionChanges<T>): void;
  onState?(state: StreamState): void;
}

/** Each object is in one of the three lists at most, in its newest form. */
export interface CollectionChanges<T extends KubeObject = KubeObject> {
  readonly added: readonly T[];
  readonly modified: readonly T[];
  /** As last seen. */
  readonly deleted: readonly T[];
}

export interface LiveCollection<T extends KubeObject = KubeObject> {
  readonly state: StreamState;
  /** In no particular order. Empty until the first list has come. */
  items(): readonly T[];
  get(name: string, namespace?: string): T | undefined;
  /** Resolves when the first list is in; rejects with what ended the collection before. */
  ready(): Promise<void>;
  /** Does not wait for the next attempt to reconnect. After `unauthorized` or `cancelled` there is none without this. */
  retryNow(): void;
  close(): void;
}

/** How far what is shown can be believed. */
export type StreamState =
  | { readonly kind: "connecting" }
  | { readonly kind: "live" }
  | {
      readonly kind: "stale";
      /** Milliseconds since the Unix epoch: when it was last known to be right; when it began, if it never was. */
      readonly since: number;
      readonly error: KubeError;
    };

export interface ServerVersion {
  readonly major: number;
  readonly minor: number;
  /** Such as `v1.27.3+k3s1`. */
  readonly gitVersion: string;
}

export interface DiscoveredKind extends ResourceType {
  readonly verbs: readonly string[];
  /** Such as `status` and `scale`. */
  readonly subresources: readonly string[];
}

export interface AccessQuestion {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  /** Absent: in all namespaces. */
  readonly namespace?: string;
  readonly name?: string;
}

export interface AccessAnswer {
  readonly isAllowed: boolean;
  /** The authorizer's words, where it has any. */
  readonly reason: string | undefined;
}

export interface WriteOptions extends CallOptions {
  /** The API server and its webhooks judge it, and nothing is kept. */
  readonly isDryRun?: boolean;
  /** From Kubernetes 1.25 on; older servers ignore it. */
  readonly fieldValidation?: "Strict" | "Warn" | "Ignore";
}

export interface ApplyOptions extends WriteOptions {
  /** Takes over fields that other managers own; without it they make a `conflict`. */
  readonly isForced?: boolean;
}

export interface WriteResult<T extends KubeObject = KubeObject> {
  readonly object: T;
  /** From the API server: unknown fields, deprecated versions, a webhook's remarks. */
  readonly warnings: readonly string[];
}

export interface DeleteOptions extends CallOptions {
  readonly isDryRun?: boolean;
  readonly propagation?: "Background" | "Foreground" | "Orphan";
  readonly gracePeriodSeconds?: number;
  /** Deletes only if the object still has this UID. */
  readonly uid?: string;
}

/** RFC 6902. */
export type JsonPatchOperation =
  | { readonly op: "add" | "replace" | "test"; readonly path: string; readonly value: unknown }
  | { readonly op: "remove"; readonly path: string }
  | { readonly op: "move" | "copy"; readonly from: string; readonly path: string };

export interface LogSource {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

export interface LogOptions extends CallOptions {
  readonly isFollowed?: boolean;
  /** The container's earlier process: what it said before it crashed. */
  readonly isPrevious?: boolean;
  /** Only lines from then on: milliseconds since the Unix epoch, cut to the second. */
  readonly since?: number;
  /** Only so many lines from the end, before following. */
  readonly tailLines?: number;
  onState?(state: StreamState): void;
}

export interface LogLine {
  /** RFC 3339 with nanoseconds, as the kubelet stamped it; absent on the few lines that the kubelet says itself. */
  readonly time: string | undefined;
  readonly text: string;
}

export interface ForwardTarget {
  readonly kind: "pod" | "service";
  readonly namespace: string;
  readonly name: string;
  /** Number or name of the pod's or service's port. */
  readonly port: number | string;
}

export interface ForwardInfo {
  readonly target: ForwardTarget;
  readonly host: "127.0.0.1";
  readonly localPort: number;
  /** The pod that new connections go to; `undefined` until the first one. */
  readonly pod: string | undefined;
  readonly leases: number;
  /** Why the last connection failed; gone with the next that works. */
  readonly error: KubeError | undefined;
}

export interface GatewayForward extends ForwardInfo {
  readonly context: string;
}

/** A share in a forward. The listener is closed when the last lease is released. */
export interface ForwardLease {
  readonly host: "127.0.0.1";
  readonly localPort: number;
  /** As it is now. */
  info(): ForwardInfo;
  /**
   * Where the connection leads that this port of ours has made to the forward (`socket.localPort`): nothing reaches a pod
   * before this resolves. Rejects with a `KubeError` where no pod took it. Asked once for each connection.
   */
  arrival(clientPort: number): Promise<ForwardArrival>;
  release(): Promise<void>;
}

export interface ForwardArrival {
  readonly pod: string;
  /** Resolves when the connection is over; with the reason where the kubelet gave one, such as that nothing listens. */
  readonly ended: Promise<KubeError | undefined>;
}

export interface ProxyTarget {
  readonly kind: "pod" | "service";
  readonly namespace: string;
  readonly name: string;
  readonly port: number | string;
  readonly scheme?: "http" | "https";
}

export interface ProxyAnswer {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly body: string;
}
