// The TYPE variable ends in a line break that was encoded with it (F29).
import { defineSignature } from "../signature.ts";

export const remoteTypeWithLineBreak = defineSignature({
  id: "remote-type-with-line-break",
  failureModes: ["F29"],
  sources: ["initializer-log"],
  verdict: "cause",
  pattern: /didn't find backend called "(?<type>[^"\\]*)\\[nr]/,
  title: "line break in the Secret's TYPE",
  meaning:
    'The value of RCLONE_CONFIG_<REMOTE>_TYPE is "{type}" with a line break at its end, most often from echo without -n before base64.',
  remedy:
    "Write the value under stringData, or encode it without the line break. Pods read the Secret when they start, so restart them afterwards.",
  samples: [
    {
      lines: [
        '2026/11/21 09:14:02 Failed to create file system for "s3://models/iris": didn\'t find backend called "s3\\n"',
      ],
    },
  ],
});
