// The node threw the pod out for lack of disk (F54).
import { defineSignature } from "../signature.ts";

export const nodeDiskFull = defineSignature({
  id: "node-disk-full",
  failureModes: ["F54"],
  sources: ["event", "pod-state"],
  verdict: "cause",
  pattern: /The node was low on resource: (?<resource>[\w-]+)|[Ee]phemeral[ -](?:local )?storage usage exceeds/,
  title: "evicted from its node",
  meaning: "The node ran low and threw the pod out. The model folder is an emptyDir on the node's disk.",
  remedy: "Free disk or memory on the node, or set requests that include ephemeral-storage.",
  samples: [
    {
      lines: [
        "The node was low on resource: ephemeral-storage. Container classifier was using 12Gi, which exceeds its request of 0.",
      ],
    },
  ],
});
