// A debug line of rclone in an image without a home directory (S04).
import { defineSignature } from "../signature.ts";

export const configFolderNotMade = defineSignature({
  id: "config-folder-not-made",
  failureModes: ["S05", "S04"],
  sources: ["initializer-log"],
  verdict: "benign",
  pattern: /Configuration directory could not be created and will not be used: mkdir (?<folder>\S+): permission denied/,
  title: "no folder for rclone.conf, as usual",
  meaning: "The initializer's user has no home directory, so rclone cannot make {folder}. It does not need it.",
  remedy:
    "Nothing to do. A rclone.conf that is mounted below a home directory is not read either: give remotes as RCLONE_CONFIG_* variables in the Secret of envSecretRefName.",
  samples: [
    {
      lines: [
        "2026/11/21 09:14:02 DEBUG : Configuration directory could not be created and will not be used: mkdir /config: permission denied",
      ],
    },
  ],
});
