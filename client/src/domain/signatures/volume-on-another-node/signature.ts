// A volume that only one node may mount (F40).
import { defineSignature } from "../signature.ts";

export const volumeOnAnotherNode = defineSignature({
  id: "volume-on-another-node",
  failureModes: ["F40"],
  sources: ["event"],
  verdict: "cause",
  pattern: /Multi-Attach error for volume/,
  title: "volume is in use on another node",
  meaning: "The claim is ReadWriteOnce, and a pod on another node has it.",
  remedy: "Use a claim that many nodes can read, or one replica, or an object store.",
  samples: [
    {
      lines: [
        'Multi-Attach error for volume "pvc-0a1b" Volume is already used by pod(s) iris-default-0-classifier-5d9c-x2x4k',
      ],
    },
  ],
});
