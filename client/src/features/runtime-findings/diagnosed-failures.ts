// Causes that a diagnosis found, kept for as long as the cluster shows the deployment as it was diagnosed.
import type { ObservedFailure } from "../../../../schemas/src/index.ts";
import type { Cause } from "../../domain/index.ts";
import type { DeploymentSummary } from "../../live/index.ts";
import { asFailure, observedFailures } from "./observed-failures.ts";

interface Diagnosed {
  readonly causes: readonly Cause[];
  /** How the deployment looked; undefined until it is first looked at. */
  mark: string | undefined;
}

export class DiagnosedFailures {
  /** By context and deployment. */
  readonly #known = new Map<string, Diagnosed>();

  /** What holds from now on; a new diagnosis takes the place of the one before. */
  set(context: string, key: string, causes: readonly Cause[]): void {
    if (causes.length > 0) this.#known.set(at(context, key), { causes, mark: undefined });
    else this.#known.delete(at(context, key));
  }

  /** What its tree shows by itself, and beside that what a diagnosis has found. */
  of(context: string, key: string, deployment: DeploymentSummary | undefined): ObservedFailure[] {
    if (!deployment) {
      this.#known.delete(at(context, key));
      return [];
    }
    const shown = observedFailures(deployment, context);
    const known = this.#known.get(at(context, key));
    if (!known) return shown;
    const { mark } = deployment;
    known.mark ??= mark;
    if (known.mark !== mark) {
      this.#known.delete(at(context, key));
      return shown;
    }
    const told = new Set(shown.map(keyOf));
    const found = known.causes.map(cause => asFailure(cause, deployment, context));
    return [...shown, ...found.filter(failure => !told.has(keyOf(failure)))];
  }
}

function keyOf({ signature, predictor, unit }: ObservedFailure): string {
  return JSON.stringify([signature, predictor, unit]);
}

function at(context: string, key: string): string {
  return JSON.stringify([context, key]);
}
