// The copy succeeded with nothing in it: the prefix is empty. The failure shows up later, in the model's container (F01).
import { defineSignature } from "../signature.ts";

export const nothingToTransfer = defineSignature({
  id: "nothing-to-transfer",
  failureModes: ["F01"],
  sources: ["initializer-log"],
  verdict: "cause",
  pattern: /There was nothing to transfer/,
  never: /Checks:/,
  title: "model path is empty",
  meaning:
    "The bucket exists, but nothing lies under the model URI's path, and rclone calls that a success. The server then finds no model in /mnt/models.",
  remedy:
    "Compare the model URI with what the store holds: a mistyped or deleted run, a trailing blank, or .../artifacts without the model's folder at its end.",
  samples: [
    { lines: ["2026/11/21 09:14:03 INFO  : There was nothing to transfer"], exitCode: 0, reason: "Completed" },
    {
      lines: [
        "2026/11/21 09:14:03 INFO  : There was nothing to transfer",
        "2026/11/21 09:14:03 INFO  :",
        "Transferred:   \t          0 B / 0 B, -, 0 B/s, ETA -",
        "Elapsed time:         0.1s",
      ],
      exitCode: 0,
    },
  ],
});
