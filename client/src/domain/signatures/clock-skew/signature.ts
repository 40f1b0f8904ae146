// The node's clock is too far off for a signed request (F12).
import { defineSignature } from "../signature.ts";

export const clockSkew = defineSignature({
  id: "clock-skew",
  failureModes: ["F12"],
  sources: ["initializer-log", "model-log"],
  verdict: "cause",
  pattern: /RequestTimeTooSkewed/,
  title: "node's clock is off",
  meaning: "The store refuses requests whose time differs too much from its own.",
  remedy: "Set the clocks of the node and of the store, as with NTP.",
  samples: [
    {
      lines: [
        "2026/11/21 09:14:03 Failed to copy: RequestTimeTooSkewed: The difference between the request time and the server's time is too large.",
      ],
    },
  ],
});
