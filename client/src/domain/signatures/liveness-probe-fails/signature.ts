// The probe's port does not answer; the kill follows after a few of these (S16).
import { defineSignature } from "../signature.ts";

export const livenessProbeFails = defineSignature({
  id: "liveness-probe-fails",
  failureModes: ["S16"],
  sources: ["event"],
  verdict: "symptom",
  pattern: /(?:Liveness|Startup) probe failed: (?!HTTP probe failed with statuscode: (?:403|503)).*/,
  title: "does not answer its liveness probe",
  meaning:
    "Nothing listens on the probe's port yet, or it answers too late. After the third time in a row the container is restarted.",
  remedy: "Look at what the container does: its log, and the previous one if it was restarted.",
  samples: [{ lines: ["Liveness probe failed: dial tcp 10.244.0.9:9000: connect: connection refused"] }],
});
