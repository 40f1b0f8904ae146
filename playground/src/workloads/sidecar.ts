// Istio's sidecar, as its injector adds it to the pods of a namespace that asks for it (failure-modes F08).
import type { Pod } from "../kubernetes/pod-types.ts";

/** Named as Istio names it. */
const SIDECAR = "istio-proxy";
const IMAGE = "docker.io/istio/proxyv2:1.17.1";

/** The pod with a proxy beside its containers, where the labels of its namespace ask for one and the pod does not decline. */
export function withSidecar(pod: Pod, labels: Readonly<Record<string, string>> = {}): Pod {
  const isWanted = labels["istio-injection"] === "enabled" || labels["istio.io/rev"] !== undefined;
  if (!isWanted || pod.metadata.annotations?.["sidecar.istio.io/inject"] === "false") return pod;
  if (pod.spec.containers.some(({ name }) => name === SIDECAR)) return pod;
  const proxy = {
    name: SIDECAR,
    image: IMAGE,
    resources: { requests: { cpu: "10m", memory: "40Mi" }, limits: { cpu: "2", memory: "1Gi" } },
  };
  return { ...pod, spec: { ...pod.spec, containers: [...pod.spec.containers, proxy] } };
}
