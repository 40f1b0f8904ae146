// Annotations that Seldon Core reads, and where: seldon-facts §6. Anything else passes.
import * as z from "zod";

type Annotations = z.ZodObject<Record<string, z.ZodOptional<z.ZodString>>, z.core.$catchall<z.ZodString>>;

const RESTART = "A change restarts the pods.";

const istioAndAmbassador: Readonly<Record<string, string>> = {
  "seldon.io/headless-svc": 'Anything but `"false"` makes the predictors\' Services headless (no cluster IP).',
  "seldon.io/executor-logger-queue-size":
    "Payloads the executor holds for the request logger, as an integer. Default: 10000.",
  "seldon.io/executor-logger-write-timeout-ms":
    "Milliseconds the executor waits for room in that queue, as an integer. Default: 2000.",
  "seldon.io/istio-gateway":
    "Istio gateway of the VirtualService, as `namespace/name`. Default: the operator's, `istio-system/seldon-gateway`.",
  "seldon.io/istio-host": "Host of the Istio VirtualService. Default: `*`.",
  "seldon.io/istio-retries": "How often Istio tries again, as an integer. Default: 0, none.",
  "seldon.io/istio-retries-timeout": "Seconds per try, as an integer. Default: 1.",
  "seldon.io/ambassador-config":
    "Raw Ambassador configuration that replaces all of the operator's. Read under Ambassador v1 only.",
  "seldon.io/ambassador-service-name": "Name in Ambassador's prefix in place of the deployment's.",
  "seldon.io/ambassador-id": "The `ambassador_id` of the instance that is to serve this deployment.",
  "seldon.io/ambassador-retries": "How often Ambassador tries again, as an integer. Default: 0, none.",
  "seldon.io/ambassador-header": "Header a request must have, as `name: value`. The colon is needed.",
  "seldon.io/ambassador-regex-header":
    "Header a request must match, as `name: pattern`. The operator of 1.17.1 reads it from `seldon.io/ambassador-header` by mistake: without that annotation it crashes.",
  "seldon.io/ambassador-circuit-breakers-max-connections": "Connections Ambassador opens at most, as an integer.",
  "seldon.io/ambassador-circuit-breakers-max-pending-requests": "Requests Ambassador lets wait at most, as an integer.",
  "seldon.io/ambassador-circuit-breakers-max-requests": "Requests Ambassador has under way at most, as an integer.",
  "seldon.io/ambassador-circuit-breakers-max-retries": "Retries Ambassador has under way at most, as an integer.",
};

const timeouts: Readonly<Record<string, string>> = {
  "seldon.io/rest-timeout":
    "Milliseconds, as an integer. The executor's limit for each call of a unit (default: none), the Python server's worker timeout (default: 5000 s) and Ambassador's (default: 3000 ms).",
  "seldon.io/grpc-timeout":
    "Milliseconds, as an integer. The executor's limit for each gRPC call of a unit; Ambassador v2 uses the REST timeout instead.",
};

/** `spec.annotations`: read by the operator and copied to all pods. */
export const SpecAnnotations: Annotations = annotations({
  ...timeouts,
  "seldon.io/grpc-max-message-size":
    "Largest gRPC message in bytes, as an integer. The executor takes about 2 GiB by default, the Python server 4 MB.",
  "seldon.io/engine-separate-pod": '`"true"` runs the executor in a pod of its own.',
  "seldon.io/no-storage-initializer":
    '`"true"` lets TRITON_SERVER read `modelUri` by itself instead of downloading it first. Other servers ignore it.',
  "seldon.io/engine-seldon-log-requests":
    '`"true"` has the executor print requests. Every `seldon.io/engine-…` annotation becomes an environment variable of the executor.',
  "seldon.io/engine-seldon-log-responses": '`"true"` has the executor print responses.',
  "seldon.io/engine-seldon-log-messages-externally":
    '`"true"` has the executor send requests and responses to the request logger.',
  ...istioAndAmbassador,
}).meta({
  title: "Annotations",
  description: `Annotations for the whole deployment, copied to every pod. Values are strings: quote numbers and \`true\`. ${RESTART}`,
});

/** `metadata.annotations` of the SeldonDeployment: read by the operator for some keys, never copied to pods. */
export const MetadataAnnotations: Annotations = annotations({
  ...timeouts,
  ...istioAndAmbassador,
}).meta({
  title: "Annotations",
  description:
    "Annotations of the resource itself, never copied to pods: the executor and the Python server do not see them. Values are strings.",
});

/** `annotations` of a predictor: the only place where its own two keys are read. */
export const PredictorAnnotations: Annotations = annotations({
  "seldon.io/no-engine":
    '`"true"` leaves the executor out and sends requests straight to the model. For graphs of a single unit only: the webhook refuses the annotation, whatever its value, on larger ones.',
  "seldon.io/svc-name": "Name of the predictor's Service in place of `<deployment>-<predictor>`. Must be unique.",
}).meta({
  title: "Annotations",
  description: `Annotations of this predictor, copied to its pods. Values are strings. ${RESTART}`,
});

function annotations(known: Readonly<Record<string, string>>): Annotations {
  const keys = Object.entries(known).map(
    ([key, description]) => [key, z.string().optional().meta({ title: key, description })] as const,
  );
  return z.object(Object.fromEntries(keys)).catchall(z.string());
}
