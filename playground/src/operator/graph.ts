// The inference graph: its units, and which of them a prepackaged server serves.
import type { ContainerSpec } from "../kubernetes/pod-types.ts";
import type { Explainer, PredictiveUnit, PredictorSpec, SeldonPodSpec } from "../kubernetes/seldon-types.ts";

export const executorContainer = "seldon-container-engine";
export const tfServingContainer = "tfserving";

const builtIn: ReadonlySet<string> = new Set([
  "UNKNOWN_IMPLEMENTATION",
  "SIMPLE_MODEL",
  "SIMPLE_ROUTER",
  "RANDOM_ABTEST",
  "AVERAGE_COMBINER",
]);

/** The root and all below it, parents first. */
export function unitsOf(graph: PredictiveUnit): PredictiveUnit[] {
  return [graph, ...(graph.children ?? []).flatMap(unitsOf)];
}

/** The first unit of the name, parents first. */
export function findUnit(graph: PredictiveUnit, name: string): PredictiveUnit | undefined {
  return unitsOf(graph).find(unit => unit.name === name);
}

/** Every implementation that is not empty and not one of the five built in (seldon-facts §1.6). */
export function isPrepackaged(unit: PredictiveUnit): boolean {
  const implementation = unit.implementation ?? "";
  return implementation !== "" && !builtIn.has(implementation);
}

/** The container that serves a unit, and where in the predictor it is. */
export function findContainer(
  predictor: PredictorSpec,
  name: string,
): { podSpec: SeldonPodSpec; index: number; container: ContainerSpec } | undefined {
  for (const [index, podSpec] of (predictor.componentSpecs ?? []).entries()) {
    const container = podSpec.spec?.containers.find(candidate => candidate.name === name);
    if (container) return { podSpec, index, container };
  }
  return undefined;
}

/** An explainer without a type is none (seldon-facts §1.3). */
export function isExplained(predictor: PredictorSpec): predictor is PredictorSpec & { explainer: Explainer } {
  return (predictor.explainer?.type ?? "") !== "";
}

/** Without the executor, clients reach the model itself. The webhook reads the annotation otherwise (R8). */
export function isWithoutExecutor(predictor: PredictorSpec): boolean {
  return predictor.annotations?.["seldon.io/no-engine"]?.toLowerCase() === "true";
}

export function portNamed(container: ContainerSpec, name: string): number | undefined {
  return container.ports?.find(port => port.name === name)?.containerPort;
}
