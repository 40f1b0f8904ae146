// What a store has answered, in the few words that a prediction and a message need. Nothing here is a value of a Secret.

/** As an initializer asks: is it an object, what lies under it, may it be read. */
export type StoreAnswer = ListedAnswer | FileAnswer | StoreFailure;

export interface StoredObject {
  /** Below the folder that was asked for, without a leading slash. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

export interface ListedAnswer {
  readonly kind: "listed";
  /** Without the empty objects that stand for folders. */
  readonly files: readonly StoredObject[];
  /** `false` where the list was cut. */
  readonly isComplete: boolean;
}

/** The URI itself is an object. */
export interface FileAnswer {
  readonly kind: "file";
  readonly name: string;
  readonly size: number;
}

export type FailureReason =
  /** The store refuses: keys, rights, clock, region. `code` says which. */
  | "rejected"
  | "bucket-missing"
  | "object-missing"
  /** What answers is no S3 store: a console, a proxy. `status` says whether it calls that a success. */
  | "not-a-store"
  | "no-such-host"
  | "connection-refused"
  | "connection-lost"
  /** TLS was spoken to a server without it. */
  | "plain-http"
  /** A server with TLS was spoken to without it. */
  | "tls-expected"
  | "certificate"
  | "timeout"
  | "cancelled"
  /** The store's own trouble: 5xx, too many requests. */
  | "store-trouble"
  | "other";

export interface StoreFailure {
  readonly kind: "failure";
  readonly reason: FailureReason;
  readonly status?: number;
  /** S3's own, such as `InvalidAccessKeyId`. */
  readonly code?: string;
  /** A sentence for people, without a full stop; masked. */
  readonly words: string;
}
