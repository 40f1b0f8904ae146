// rclone says that it has no config file, which is as it should be: remotes come from the environment (S05).
import { defineSignature } from "../signature.ts";

export const configFileNotFound = defineSignature({
  id: "config-file-not-found",
  failureModes: ["S05"],
  sources: ["initializer-log"],
  verdict: "benign",
  pattern: /Config file "(?<file>[^"]*)" not found - using defaults/,
  title: "no rclone.conf, as usual",
  meaning:
    "rclone looked for {file} and goes on without it. Its remotes come from environment variables, so this line is in every healthy log, too.",
  remedy: "Nothing to do. Look at the lines after it.",
  samples: [
    { lines: ['2026/11/21 09:14:02 NOTICE: Config file "/.rclone.conf" not found - using defaults'] },
    { lines: ['2023/08/15 10:00:00 NOTICE: Config file "/config/rclone/rclone.conf" not found - using defaults'] },
    { lines: ['2023/08/15 10:00:00 NOTICE: Config file "/.config/rclone/rclone.conf" not found - using defaults'] },
  ],
});
