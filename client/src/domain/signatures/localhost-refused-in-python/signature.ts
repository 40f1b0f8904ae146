// A Python client that calls localhost inside a pod (S08).
import { defineSignature } from "../signature.ts";

export const localhostRefusedInPython = defineSignature({
  id: "localhost-refused-in-python",
  failureModes: ["S08"],
  sources: ["model-log"],
  verdict: "cause",
  pattern:
    /(?:host='(?:localhost|127\.0\.0\.1)'|https?:\/\/(?:localhost|127\.0\.0\.1)).*\[Errno 111\] Connection refused/,
  title: "endpoint is localhost",
  meaning: "Inside the pod localhost is the pod itself, and nothing listens there.",
  remedy: "Set the endpoint or tracking URI to the Service, http://<service>.<namespace>.svc.cluster.local:<port>.",
  samples: [
    {
      lines: [
        "urllib3.exceptions.MaxRetryError: HTTPConnectionPool(host='localhost', port=5000): Max retries exceeded with url: /api/2.0/mlflow/runs/create (Caused by NewConnectionError('<urllib3.connection.HTTPConnection object at 0x7f>: Failed to establish a new connection: [Errno 111] Connection refused'))",
      ],
    },
  ],
});
