// Causes that a diagnosis found, kept for as long as the cluster shows the deployment as it was diagnosed.
import type { ObservedFailure } from "../../../../schemas/src/index.ts";
import type { Cause } from "../../domain/index.ts";
import type { JudgedDeployment } from "../../live/index.ts";
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
  of(context: string, key: string, judged: JudgedDeployment | undefined): ObservedFailure[] {
    if (!judged) {
      this.#known.delete(at(context, key));
      return [];
    }
    const shown = observedFailures(judged, context);
    const known = this.#known.get(at(context, key));
    if (!known) return shown;
    const mark = markOf(judged);
    known.mark ??= mark;
    if (known.mark !== mark) {
      this.#known.delete(at(context, key));
      return shown;
    }
    const told = new Set(shown.map(keyOf));
    const found = known.causes.map(cause => asFailure(cause, judged.tree.object.metadata, context));
    return [...shown, ...found.filter(failure => !told.has(keyOf(failure)))];
  }
}

/** Changes when the manifest, the pods, or what they are at do: then the diagnosis is of something that is over. */
function markOf({ tree, infos }: JudgedDeployment): string {
  const { uid, generation } = tree.object.metadata;
  const workloads = tree.predictors.flatMap(predictor => predictor.workloads);
  const pods = workloads
    .flatMap(workload => workload.pods.filter(pod => pod.isNewest))
    .map(pod => [
      pod.object.metadata.uid,
      pod.containers.find(({ isInit, status }) => isInit && status?.state?.terminated?.exitCode !== 0)?.name ?? "",
    ]);
  const routes = tree.routes.map(({ metadata }) => [metadata.name, metadata.generation]);
  const isReady = infos.get(tree)?.state === "ready";
  return JSON.stringify([uid, generation, isReady, pods, routes]);
}

function keyOf({ signature, predictor, unit }: ObservedFailure): string {
  return JSON.stringify([signature, predictor, unit]);
}

function at(context: string, key: string): string {
  return JSON.stringify([context, key]);
}
