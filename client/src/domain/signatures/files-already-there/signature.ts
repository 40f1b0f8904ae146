// The init container ran a second time and found its files in place (F01's benign sister).
import { defineSignature } from "../signature.ts";

export const filesAlreadyThere = defineSignature({
  id: "files-already-there",
  failureModes: [],
  sources: ["initializer-log"],
  verdict: "benign",
  pattern: /There was nothing to transfer/,
  also: /Checks:/,
  title: "files were already there",
  meaning: "The init container ran again in the same pod and compared the files it had copied before.",
  remedy: "Nothing to do.",
  samples: [
    {
      lines: [
        "2026/11/21 09:14:03 INFO  : There was nothing to transfer",
        "2026/11/21 09:14:03 INFO  :",
        "Transferred:   \t          0 B / 0 B, -, 0 B/s, ETA -",
        "Checks:                 3 / 3, 100%",
        "Elapsed time:         0.1s",
      ],
      exitCode: 0,
    },
  ],
});
