// The HPA controller as far as it fails: nobody scales here, but an autoscaler that cannot compute says so (failure-modes F38).
import { keysFrom } from "../kubernetes/controller.ts";
import type { Pod } from "../kubernetes/pod-types.ts";
import { keyOf, splitKey } from "../kubernetes/resource-path.ts";
import { deployments, horizontalPodAutoscalers, pods } from "../kubernetes/resource-types.ts";
import type { Deployment, HorizontalPodAutoscaler } from "../kubernetes/workload-types.ts";
import { isReady } from "../kubelet/pod.ts";
import { isObject, listAt, textAt } from "../support/json.ts";
import { type ControllerContext, createRecorder, startController } from "./context.ts";

/** Simulated seconds between two looks, as the controller's own. */
const PERIOD = 15;

export function startAutoscaler(context: ControllerContext): void {
  const { client } = context;
  const autoscalers = client.informer(horizontalPodAutoscalers);
  const targets = client.informer(deployments);
  const running = client.informer(pods);
  const events = createRecorder(context, "horizontal-pod-autoscaler");
  const watches = [keysFrom(horizontalPodAutoscalers, object => [keyOf(object)])];
  startController(context, "The autoscaler", watches, key => {
    const { name, namespace } = splitKey(key);
    const autoscaler = autoscalers.get(name, namespace);
    if (!autoscaler) return Promise.resolve(undefined);
    const target = targets.get(autoscaler.spec.scaleTargetRef.name, namespace);
    const pod = target && running.all(namespace).find(candidate => isReady(candidate) && belongsTo(candidate, target));
    const problem = pod && problemOf(autoscaler, pod);
    if (problem !== undefined) {
      void events.record(autoscaler, "Warning", "FailedGetResourceMetric", problem);
      const first = `invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: ${problem}`;
      void events.record(autoscaler, "Warning", "FailedComputeMetricsReplicas", first);
    }
    return Promise.resolve(PERIOD);
  });
}

function belongsTo(pod: Pod, { spec }: Deployment): boolean {
  const labels = Object.entries(spec.template.metadata?.labels ?? {});
  return labels.every(([key, value]) => pod.metadata.labels?.[key] === value);
}

/** A share of a request cannot be computed where a container has none. */
function problemOf({ spec }: HorizontalPodAutoscaler, pod: Pod): string | undefined {
  for (const metric of spec.metrics ?? []) {
    const resource = textAt(metric, "resource", "name");
    if (!isObject(metric) || textAt(metric, "resource", "target", "type") !== "Utilization") continue;
    const without = listAt(pod, "spec", "containers").find(
      container => textAt(container, "resources", "requests", resource) === "",
    );
    if (without === undefined) continue;
    const where = `in container ${textAt(without, "name")} of Pod ${pod.metadata.name}`;
    return `failed to get ${resource} utilization: missing request for ${resource} ${where}`;
  }
  return undefined;
}
