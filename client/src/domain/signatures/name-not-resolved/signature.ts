// A host name that the pod's resolver does not find (S55, S09).
import { defineSignature } from "../signature.ts";

export const nameNotResolved = defineSignature({
  id: "name-not-resolved",
  failureModes: ["S55", "S09"],
  sources: ["model-log"],
  verdict: "cause",
  pattern: /Temporary failure in name resolution|[Cc]ould not resolve host:? ?(?<host>[\w.-]*)/,
  title: "host name not resolved",
  meaning:
    "The pod's resolver does not find the host: it has no way out, the name is a short one of another namespace, or a search domain of the node caught it.",
  remedy:
    "Use the full name of a Service. For public names set dnsConfig.options ndots to 1 in the pod's spec, and check the way out.",
  samples: [
    { lines: ["socket.gaierror: [Errno -3] Temporary failure in name resolution"] },
    { lines: ["curl: (6) Could not resolve host: raw.githubusercontent.com"] },
  ],
});
