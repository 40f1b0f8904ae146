// What a signature is: a text or a state that a failure leaves behind, as data.

/**
 * Where a text was read. `apply` is what the API server answers to a write, `answer` what a prediction request gets back,
 * `status` the description and conditions of a SeldonDeployment or Deployment.
 */
export type SignatureSource =
  | "initializer-log"
  | "model-log"
  | "executor-log"
  | "operator-log"
  | "event"
  | "pod-state"
  | "status"
  | "apply"
  | "answer";

/** What a container is for; an explainer counts as a model of its own (seldon-facts §5.1). */
export type ContainerRole = "initializer" | "init" | "model" | "executor" | "explainer" | "sidecar";

/**
 * `cause` explains a failure. `symptom` follows from something else, so whoever reads it has to look further (S13).
 * `benign` is in healthy logs, too, and explains nothing (S05).
 */
export type Verdict = "cause" | "symptom" | "benign";

/** A text as the cluster prints it, with what was known of the container that printed it. */
export interface Sample {
  readonly lines: readonly string[];
  readonly source?: SignatureSource;
  readonly role?: ContainerRole;
  readonly exitCode?: number;
  readonly reason?: string;
}

/** All conditions that are given have to hold. */
export interface Signature {
  readonly id: string;
  /** Entries of the catalogue (failure-modes.md), the likeliest first; empty where it has none. */
  readonly failureModes: readonly string[];
  readonly sources: readonly SignatureSource[];
  readonly verdict: Verdict;
  /** A line that matches. Its named groups can be quoted in the texts as `{name}`. */
  readonly pattern?: RegExp;
  /** Some line of the log matches this as well. */
  readonly also?: RegExp;
  /** No other line of the log matches this. */
  readonly never?: RegExp;
  /** The line is the last one that says anything. */
  readonly isLastLine?: true;
  readonly exitCodes?: readonly number[];
  readonly reasons?: readonly string[];
  readonly notReasons?: readonly string[];
  readonly roles?: readonly ContainerRole[];
  /** Signatures that say the same more exactly: where one of them matches, this one is left out. */
  readonly yieldsTo?: readonly string[];
  /** A few words, for a tree. */
  readonly title: string;
  /** What has happened. */
  readonly meaning: string;
  /** What to do about it. */
  readonly remedy: string;
  readonly samples: readonly Sample[];
}

/** Keeps the id's type and checks the shape where a signature is written. */
export function defineSignature(signature: Signature): Signature {
  return signature;
}
