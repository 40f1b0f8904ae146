// No node has room for the pod (F31); during an update the old pod still takes its place (seldon-facts §5.8).
import { defineSignature } from "../signature.ts";

export const noNodeFits = defineSignature({
  id: "no-node-fits",
  failureModes: ["F31"],
  sources: ["event", "pod-state"],
  verdict: "cause",
  pattern:
    /nodes are available(?!.*persistentvolumeclaim).*(?:Insufficient (?<resource>[\w./-]*\w)|untolerated taint|didn't match|had taint)/,
  title: "no node has room",
  meaning:
    "The scheduler found no node for the pod. An update starts the new pod before it stops the old one, so it needs room for both; the executor takes 0.5 CPU and 512Mi in each pod.",
  remedy:
    "Lower the requests, free a node, or add one. With a single GPU delete the old pod first, or scale to 0 and back.",
  samples: [
    { lines: ["0/3 nodes are available: 3 Insufficient cpu."] },
    { lines: ["0/1 nodes are available: 1 Insufficient nvidia.com/gpu. preemption: 0/1 nodes are available"] },
    { lines: ["0/2 nodes are available: 2 node(s) had untolerated taint {dedicated: gpu}."] },
  ],
});
