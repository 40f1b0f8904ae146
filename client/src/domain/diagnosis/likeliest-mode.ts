// One text may come of several failures: what else is known of the deployment tells which of them is the likeliest.
import { MESH_PROXIES } from "../health/pod-health.ts";
import { unitsOf } from "../health/relate.ts";
import type { PodNode, SeldonDeploymentNode } from "../health/tree.ts";
import type { Cause } from "./cause.ts";

/** The cause with its failure modes in that order. */
export function withLikeliestFirst(cause: Cause, tree: SeldonDeploymentNode): Cause {
  const { failureModes } = cause;
  if (failureModes.includes("F08") && !hasMesh(cause, tree)) return reordered(cause, "F08", "last");
  if (failureModes.includes("F04") && hasStrayContainer(tree)) return reordered(cause, "F04", "first");
  if (failureModes.includes("F26") && isOneFile(cause, tree)) return reordered(cause, "F26", "first");
  if (failureModes.includes("S52") && isSaidByPython(cause)) return reordered(cause, "S52", "first");
  if (failureModes.includes("F59")) return reordered(cause, panicMode(tree), "first");
  return cause;
}

/** Without a proxy nothing blocks the initializer; the store does not answer. */
function hasMesh({ evidence }: Cause, tree: SeldonDeploymentNode): boolean {
  const pod = podsOf(tree).find(({ object }) => object.metadata.name === evidence[0]?.log?.pod);
  return pod?.containers.some(({ name }) => MESH_PROXIES.includes(name)) === true;
}

/** A container without an image that is no unit's: most likely its name was meant to be one. */
function hasStrayContainer({ predictors }: SeldonDeploymentNode): boolean {
  return predictors.some(({ spec }) => {
    const units = unitsOf(spec).map(({ name }) => name);
    const containers = (spec.componentSpecs ?? []).flatMap(component => component.spec?.containers ?? []);
    return containers.some(({ name, image }) => image === undefined && !units.includes(name));
  });
}

/** The one file that was copied is the one that the address ends with. */
function isOneFile({ evidence, part }: Cause, { predictors }: SeldonDeploymentNode): boolean {
  const files = evidence.flatMap(({ line = "" }) => /: (\S+): Copied \(new\)/.exec(line)?.[1] ?? []);
  const [file, ...others] = files;
  const predictor = predictors.find(({ spec }) => spec.name === part.predictor);
  const uri = unitsOf(predictor?.spec).find(({ name }) => name === part.unit)?.modelUri;
  // Without an ending it may as well be a page that a console answers with (F11).
  return file !== undefined && others.length === 0 && file.includes(".") && uri?.endsWith(`/${file}`) === true;
}

/** boto3 in the model's own code, and not rclone in the initializer. */
function isSaidByPython({ evidence }: Cause): boolean {
  return evidence.some(({ line = "" }) => line.includes("NoCredentialsError"));
}

/** Which mistake of the graph leaves a unit without a container: two of one name, or one that the executor does not implement. */
function panicMode({ predictors }: SeldonDeploymentNode): "F19" | "S30" | "F59" {
  const units = predictors.flatMap(({ spec }) => unitsOf(spec));
  const isTwice = predictors.some(({ spec }) => {
    const names = unitsOf(spec).map(({ name }) => name);
    return new Set(names).size < names.length;
  });
  if (isTwice) return "F19";
  return units.some(({ implementation }) => implementation === "RANDOM_ABTEST") ? "F59" : "S30";
}

function podsOf({ predictors }: SeldonDeploymentNode): PodNode[] {
  return predictors.flatMap(({ workloads }) => workloads).flatMap(workload => workload.pods);
}

function reordered(cause: Cause, mode: string, to: "first" | "last"): Cause {
  const others = cause.failureModes.filter(other => other !== mode);
  return { ...cause, failureModes: to === "first" ? [mode, ...others] : [...others, mode] };
}
