// The gateway has no route for the path (S43, F45).
import { defineSignature } from "../signature.ts";

export const noRoute = defineSignature({
  id: "no-route",
  failureModes: ["S43", "F45"],
  sources: ["answer"],
  verdict: "cause",
  pattern: /\bNR\b.*route_not_found|route_not_found/,
  title: "gateway has no route for this path",
  meaning:
    "The gateway knows no route for the path: the path lacks /seldon/<namespace>/<name>/, the VirtualService names a Gateway that does not exist, or the operator makes no routes.",
  remedy:
    "Check the path, which wants metadata.name. Check that the Gateway which the VirtualService names exists, istio-system/seldon-gateway unless told otherwise.",
  samples: [{ lines: ["404 NR route_not_found"] }],
});
