// The store's address does not answer (F08, or the store is down).
import { defineSignature } from "../signature.ts";

export const storeNotReachable = defineSignature({
  id: "store-not-reachable",
  failureModes: ["F08", "F11"],
  sources: ["initializer-log"],
  verdict: "cause",
  pattern:
    /dial tcp (?<address>(?!127\.0\.0\.1:|\[::1\]:|lookup )\S+): (?:connect: connection refused|i\/o timeout)|context deadline exceeded|net\/http: (?:TLS handshake timeout|request canceled while waiting for connection)/,
  title: "store does not answer",
  meaning:
    "The store's host is known, but nothing answers. Its Service may be down, a NetworkPolicy may be in the way, or the pod has a mesh sidecar: with Istio's CNI plugin or Linkerd, init containers are redirected to a proxy that starts only after them.",
  remedy:
    'Check that the store runs and that the port is right. In a mesh exclude the store\'s port: annotation traffic.sidecar.istio.io/excludeOutboundPorts: "9000" in spec.annotations (443 for AWS).',
  samples: [
    {
      lines: [
        'caused by: Get "http://minio.minio.svc.cluster.local:9000/models?prefix=iris%2F": dial tcp 10.96.14.2:9000: connect: connection refused',
      ],
    },
    { lines: ["dial tcp 10.96.14.2:9000: i/o timeout"] },
    { lines: ['caused by: Get "http://minio.minio:9000/models": context deadline exceeded'] },
  ],
});
