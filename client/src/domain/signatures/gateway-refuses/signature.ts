// The gateway asks for a login (F52).
import { defineSignature } from "../signature.ts";

export const gatewayRefuses = defineSignature({
  id: "gateway-refuses",
  failureModes: ["F52"],
  sources: ["answer"],
  verdict: "cause",
  pattern: /Origin authentication failed|RBAC: access denied/,
  title: "gateway refuses the request",
  meaning: "The gateway asks for an identity before the request reaches Seldon, as Kubeflow's does.",
  remedy: "Send the token or cookie that the gateway wants, or use a gateway of your own for models.",
  samples: [{ lines: ["Origin authentication failed."] }, { lines: ["RBAC: access denied"] }],
});
