// Which part a container of a predictor's pod plays (seldon-facts §4, §5.1).
import type { ContainerRole } from "../signatures/signature.ts";
import type { UnitSpec } from "./objects.ts";

export const EXECUTOR_CONTAINER = "seldon-container-engine";

/** The container that really loads the model of a TENSORFLOW_SERVER outside the tensorflow protocol (seldon-facts §3.4). */
const TFSERVING_CONTAINER = "tfserving";

const INITIALIZER_SUFFIX = "-model-initializer";

/** Kubernetes' limit of a name, at which the operator cuts the initializer's (seldon-facts §4). */
const NAME_LIMIT = 63;

/** @param unitNames names of the predictor's graph units */
export function containerRole(
  name: string,
  isInit: boolean,
  unitNames: ReadonlySet<string>,
  isExplainer: boolean,
): ContainerRole {
  if (isInit) return isInitializer(name) ? "initializer" : "init";
  if (name === EXECUTOR_CONTAINER) return "executor";
  if (isExplainer) return "explainer";
  return unitNames.has(name) || name === TFSERVING_CONTAINER ? "model" : "sidecar";
}

/** The graph unit whose model the container serves or fetches. */
export function unitOfContainer(name: string, units: readonly UnitSpec[]): string | undefined {
  const served = name.endsWith(INITIALIZER_SUFFIX) ? name.slice(0, -INITIALIZER_SUFFIX.length) : name;
  if (served === TFSERVING_CONTAINER) return units.find(unit => unit.implementation === "TENSORFLOW_SERVER")?.name;
  return units.find(unit => unit.name === served || initializerOf(unit.name) === name)?.name;
}

/** Name of the init container that fetches a unit's model. */
function initializerOf(unit: string): string {
  return (unit + INITIALIZER_SUFFIX).slice(0, NAME_LIMIT).replace(/-$/, "");
}

/** Long names are cut, so the end may be missing. */
function isInitializer(name: string): boolean {
  return name.endsWith(INITIALIZER_SUFFIX) || (name.length >= NAME_LIMIT - 1 && /-model-[a-z]*$/.test(name));
}
