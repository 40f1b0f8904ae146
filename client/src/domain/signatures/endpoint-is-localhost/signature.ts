// Inside a pod localhost is the pod itself (S08).
import { defineSignature } from "../signature.ts";

export const endpointIsLocalhost = defineSignature({
  id: "endpoint-is-localhost",
  failureModes: ["S08"],
  sources: ["initializer-log"],
  verdict: "cause",
  pattern: /dial tcp (?<address>(?:127\.0\.0\.1|\[::1\]):\d+): connect: connection refused/,
  title: "endpoint is localhost",
  meaning:
    "The store's endpoint is {address}, which inside the pod is the pod itself. Most likely it was copied from a port-forward or from docker-compose.",
  remedy: "Set the endpoint to the store's Service, http://<service>.<namespace>.svc.cluster.local:<port>.",
  samples: [
    {
      lines: [
        'caused by: Get "http://localhost:9000/models?prefix=iris%2F": dial tcp 127.0.0.1:9000: connect: connection refused',
      ],
    },
    { lines: ["dial tcp [::1]:9000: connect: connection refused"] },
  ],
});
