// Amounts of memory, CPU and devices that Kubernetes refuses or that cannot be meant (F31, F44, F67).
import { defineRule } from "../../lint/rule.ts";
import type { Deployment } from "../../model/index.ts";
import type { Cursor } from "../../yaml/index.ts";
import { reportAmounts } from "./amounts.ts";
import { reportBounds } from "./bounds.ts";
import { reportDevices } from "./devices.ts";

export const containerResources = defineRule({
  id: "container-resources",
  severity: "error",
  title: "Require amounts of memory, CPU and GPUs that containers can run with",
  why: "Neither CRD nor webhook compares amounts, so the manifest is accepted. A request above its limit, or a GPU asked for without a limit, makes the Deployment be refused (`must be less than or equal to memory limit`, `must be equal to nvidia.com/gpu limit`) and no pod appears. `512m` of memory is half a byte: the container dies with `container init was OOM-killed (memory limit too low?)`.",
  remedy:
    "Write memory in `Mi` or `Gi`, CPU in whole cores or `m`, requests no larger than limits, and for GPUs the same whole number in both, or in limits alone.",
  failureModes: ["F31", "F44", "F67"],
  messages: {
    tinyLimit: {
      text: 'A memory limit of {value} is {bytes}, and no container starts with so little: "container init was OOM-killed (memory limit too low?)". Write an amount such as {proposal}.',
    },
    milliRequest: {
      text: 'A request of {value} memory is {bytes}, for m means thousandths. The API server warns of a "fractional byte value", and the scheduler places the pod as if it needed no memory. Write {meant}, with a capital M.',
      severity: "warning",
    },
    manyCores: {
      text: '{value} means {value} whole cores, more than nearly any node has: the pod then stays Pending with "Insufficient cpu". {value}m would be {cores} cores.',
      severity: "warning",
    },
    aboveLimit: {
      text: 'The request of {request} {resource} is above its limit of {limit}. The manifest is accepted, then its Deployment is refused: "must be less than or equal to {resource} limit".',
    },
    deviceWithoutLimit: {
      text: '{resource} is requested but not limited. The manifest is accepted, then its Deployment is refused: "Limit must be set for non overcommitable resources". Write the same number under limits.',
    },
    deviceDiffers: {
      text: 'Request and limit of {resource} differ. The manifest is accepted, then its Deployment is refused: "must be equal to {resource} limit".',
    },
    deviceFraction: {
      text: 'There is no {value} of {resource}. The manifest is accepted, then its Deployment is refused: "must be an integer".',
    },
  },
  check({ deployment, document, report }) {
    for (const resources of resourcesOf(deployment)) {
      reportAmounts(document, resources, report);
      reportBounds(resources, report);
      reportDevices(document, resources, report);
    }
  },
});

/** Everywhere that a manifest says what a container gets. */
function resourcesOf(deployment: Deployment): readonly Cursor[] {
  return deployment.predictors.flatMap(predictor => [
    ...predictor.componentSpecs.flatMap(spec =>
      [...spec.containers, ...spec.initContainers].map(container => container.at.key("resources")),
    ),
    predictor.at.at("svcOrchSpec", "resources"),
    predictor.explainer.at("containerSpec", "resources"),
  ]);
}
