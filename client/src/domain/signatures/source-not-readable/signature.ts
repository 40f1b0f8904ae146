// Files that the initializer's user may not read (F41).
import { defineSignature } from "../signature.ts";

export const sourceNotReadable = defineSignature({
  id: "source-not-readable",
  failureModes: ["F41"],
  sources: ["initializer-log"],
  verdict: "cause",
  pattern:
    /^(?!.*Configuration directory could not be created).*\b(?:open|lstat|stat|mkdir|readdirent|fdopendir) (?<path>\S+?): permission denied/,
  title: "files are not readable",
  meaning: "The initializer runs as user 8888 and may not read or write {path}.",
  remedy:
    "Set componentSpecs[].spec.securityContext with both runAsUser: 8888 and fsGroup: 8888: the block replaces the operator's, so fsGroup alone drops the user.",
  samples: [
    {
      lines: [
        "2026/11/21 09:14:03 ERROR : model.joblib: Failed to copy: failed to open source object: open /mnt/pvc/iris/model.joblib: permission denied",
      ],
    },
  ],
});
