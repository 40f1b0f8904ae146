// A boolean option of rclone with another value (F12).
import { defineSignature } from "../signature.ts";

export const optionNotABoolean = defineSignature({
  id: "option-not-a-boolean",
  failureModes: ["F12"],
  sources: ["initializer-log"],
  verdict: "cause",
  pattern: /couldn't parse config item "(?<option>[^"]+)" = "[^"]*" as bool/,
  title: "{option} is not true or false",
  meaning: "rclone reads {option} as a boolean, and its value in the Secret is none.",
  remedy: 'Write "true" or "false", quoted under stringData.',
  samples: [
    {
      lines: [
        '2026/11/21 09:14:02 Failed to create file system for "s3://models/iris": couldn\'t parse config item "env_auth" = "fasle" as bool',
      ],
    },
  ],
});
