// What the extension's thread and the thread that speaks Kubernetes tell each other. Plain data: no functions, no errors.
import type { KeptFields } from "../kept-fields.ts";
import type { ResourceType } from "../objects.ts";
import type {
  CallOptions,
  ClusterSession,
  ContextListing,
  ForwardInfo,
  ForwardTarget,
  GatewayForward,
  KubeContext,
  KubeGatewayOptions,
  KubeconfigSources,
  LogLine,
  LogOptions,
  LogSource,
  StreamState,
  TrustRequest,
} from "../port.ts";
import type { PlainError } from "./plain-errors.ts";

export type PlainState =
  | Exclude<StreamState, { kind: "stale" }>
  | { readonly kind: "stale"; readonly since: number; readonly error: PlainError };

/** With errors as data. */
type Plain<T extends { readonly error: unknown }> = Omit<T, "error"> & { readonly error: PlainError | undefined };
export type PlainForward = Plain<ForwardInfo>;

/** Methods of a session that take what can be sent and answer once. */
export type SessionMethod =
  | "serverVersion"
  | "findKind"
  | "mayI"
  | "get"
  | "list"
  | "create"
  | "apply"
  | "jsonPatch"
  | "mergePatch"
  | "scale"
  | "delete"
  | "proxyGet";

/** `ClusterSession[M]` with the session's number in front. */
type OfSession = {
  readonly [M in SessionMethod]: (
    session: number,
    ...parameters: Parameters<ClusterSession[M]>
  ) => ReturnType<ClusterSession[M]>;
};

/** What the thread can be asked for. Sessions, leases and arrivals have numbers. */
export interface Served extends OfSession {
  contexts(): Promise<ContextListing>;
  connect(context: string): Promise<{ readonly session: number; readonly context: KubeContext }>;
  closeSession(session: number): Promise<void>;
  close(): Promise<void>;
  forward(
    session: number,
    target: ForwardTarget,
    options: CallOptions,
  ): Promise<{ readonly lease: number; readonly info: PlainForward }>;
  arrival(lease: number, clientPort: number): Promise<{ readonly arrival: number; readonly pod: string }>;
  /** Why the connection is over, once it is. */
  ended(arrival: number): Promise<PlainError | undefined>;
  release(lease: number): Promise<void>;
}

export interface WatchRequest {
  readonly session: number;
  readonly type: ResourceType;
  readonly namespace: string | undefined;
  readonly labelSelector: string | undefined;
  readonly fieldSelector: string | undefined;
  readonly keep: KeptFields | undefined;
}

/** `id` is the number of the conversation, chosen by whoever begins it. */
export type ToThread =
  | ToThreadCall
  /** The caller of a call, or of a log, has given up. */
  | { readonly kind: "abort"; readonly id: number; readonly reason: PlainError | undefined }
  | { readonly kind: "watch"; readonly id: number; readonly request: WatchRequest }
  | { readonly kind: "retry"; readonly id: number }
  /** The last changes have been taken: the next may come. */
  | { readonly kind: "taken"; readonly id: number }
  | {
      readonly kind: "log";
      readonly id: number;
      readonly session: number;
      readonly source: LogSource;
      readonly options: Omit<LogOptions, "signal" | "onState">;
    }
  /** The next lines of a log are wanted. */
  | { readonly kind: "more"; readonly id: number }
  /** A resident is wanted for a session; what is asked of it is between it and whoever wants it. */
  | { readonly kind: "move-in"; readonly id: number; readonly session: number; readonly request: unknown }
  | { readonly kind: "to-resident"; readonly id: number; readonly message: unknown }
  /** A watch, a log or a resident is wanted no longer. */
  | { readonly kind: "end"; readonly id: number }
  /** To a question. */
  | { readonly kind: "sources"; readonly id: number; readonly sources: KubeconfigSources }
  | { readonly kind: "no-sources"; readonly id: number; readonly error: PlainError }
  | { readonly kind: "trust"; readonly id: number; readonly isTrusted: boolean };

export interface ToThreadCall {
  readonly kind: "call";
  readonly id: number;
  readonly method: keyof Served;
  readonly parameters: readonly unknown[];
  /** The last parameter gets a signal that `abort` aborts. */
  readonly hasSignal: boolean;
}

/** Objects as the text of a JSON list: what is read from it takes half the memory of objects that threads copy for each other. */
export type ObjectsText = string;

export type FromThread =
  | { readonly kind: "result"; readonly id: number; readonly value: unknown }
  | { readonly kind: "failure"; readonly id: number; readonly error: PlainError }
  | { readonly kind: "items"; readonly id: number; readonly items: ObjectsText; readonly isFirst: boolean }
  | { readonly kind: "listed"; readonly id: number }
  | {
      readonly kind: "changes";
      readonly id: number;
      readonly put: ObjectsText;
      readonly deleted: ObjectsText;
    }
  | { readonly kind: "state"; readonly id: number; readonly state: PlainState }
  /** Without lines: the log is over. */
  | { readonly kind: "lines"; readonly id: number; readonly lines: readonly LogLine[] | undefined }
  | { readonly kind: "from-resident"; readonly id: number; readonly message: unknown }
  | { readonly kind: "ask-sources"; readonly id: number }
  | { readonly kind: "ask-trust"; readonly id: number; readonly request: TrustRequest }
  | { readonly kind: "log-line"; readonly line: string }
  | {
      readonly kind: "forwards";
      readonly all: readonly Plain<GatewayForward>[];
      /** By the numbers of leases. */
      readonly leases: ReadonlyMap<number, PlainForward>;
    };

/** What the thread is started with. */
export interface ThreadData {
  readonly env: KubeGatewayOptions["env"];
  readonly timing: KubeGatewayOptions["timing"];
  /** What errors say in the language of the window; undefined where that is English. */
  readonly texts: Readonly<Record<string, string>> | undefined;
}
