// What a cluster state is: something wrong with the cluster itself, which no manifest can cause.
import type { ClusterClient } from "../kubernetes/cluster-client.ts";

/** What the states turn. */
export interface ClusterParts {
  /** May do everything. */
  readonly client: ClusterClient;
  readonly operator: {
    /** The error with which it ends from now on; `undefined` lets it run again. */
    breakWith(error: string | undefined): Promise<void>;
  };
  readonly webhook: {
    /** Why the API server cannot call it; `undefined` lets it be called again. */
    fail(why: string | undefined): void;
    /** Which certificate it shows. */
    show(certificate: "valid" | "expired" | "foreign"): void;
  };
  readonly gateway: {
    /** What it answers to everything; `undefined` lets it route again. */
    answerAll(answer: { readonly status: number; readonly body: string } | undefined): void;
  };
}

export interface ClusterStateKind {
  readonly name: string;
  /** Entries of the catalogue (failure-modes.md). */
  readonly entries: readonly string[];
  readonly effect: string;
  /** Brings it about; answers how to undo it. */
  readonly enter: (parts: ClusterParts) => Undo | Promise<Undo>;
}

/** Makes the cluster well again. */
export type Undo = () => void | Promise<void>;
