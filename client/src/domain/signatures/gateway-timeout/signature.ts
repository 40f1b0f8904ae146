// The gateway gave up before the model answered (F14).
import { defineSignature } from "../signature.ts";

export const gatewayTimeout = defineSignature({
  id: "gateway-timeout",
  failureModes: ["F14"],
  sources: ["answer"],
  verdict: "cause",
  pattern: /upstream request timeout/,
  title: "gateway gave up waiting",
  meaning:
    "The gateway waited for its time-out, 3 s with Ambassador unless an annotation says otherwise, and the model had not answered.",
  remedy: 'Set seldon.io/rest-timeout in spec.annotations, in milliseconds per graph unit, such as "60000".',
  samples: [{ lines: ["upstream request timeout"] }],
});
