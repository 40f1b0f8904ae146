// What came of looking for a model in its store. No value of a Secret is ever in it.
import type { CheckedModel } from "../../../../schemas/src/index.ts";
import type { FailingPlan, InitializerOutcome, StoreFailure } from "../store/index.ts";
import type { ModelPlace } from "./model-places.ts";

/** Where the Secret's values came from. */
export type SecretOrigin =
  | { readonly kind: "cluster"; readonly context: string; readonly namespace: string }
  | { readonly kind: "workspace"; readonly file: string }
  /** The unit names no Secret. */
  | { readonly kind: "none" };

export type ModelFinding =
  /** The store answered: what it holds, and how the initializer is going to end. */
  | { readonly kind: "seen"; readonly stored: CheckedModel; readonly outcome: InitializerOutcome }
  /** The initializer ends before the store has answered anything. */
  | { readonly kind: "fails"; readonly plan: FailingPlan }
  /** The store, or the way to it, refused. */
  | { readonly kind: "refused"; readonly failure: StoreFailure; readonly outcome: InitializerOutcome }
  /** Nothing is known to be wrong. `reason` is a sentence. */
  | { readonly kind: "not-checked"; readonly reason: string };

export interface ModelCheck {
  readonly place: ModelPlace;
  readonly finding: ModelFinding;
  readonly secret: SecretOrigin | undefined;
  /** The Service that the store was reached through; absent where it was reached directly, or not at all. */
  readonly through: string | undefined;
  /** What does no harm by itself, in sentences. */
  readonly notes: readonly string[];
}
