// How Seldon's webhook is registered with an API server: names, rules and selectors of the real chart (seldon-facts §2.1).
import type { KubeObject } from "../kubernetes/objects.ts";

/** The path that the API server posts reviews to. */
export const WEBHOOK_PATH = "/validate-machinelearning-seldon-io-v1-seldondeployment";

/** Where the webhook answers, and whom it concerns. */
export interface WebhookRegistration {
  /** `https://127.0.0.1:<port>` and the path; without it the API server is to call the Service, as in a real installation. */
  readonly url?: string;
  /** The authority that its certificate is from, PEM in base64. */
  readonly caBundle: string;
  /** The operator's namespace, part of the configuration's name. */
  readonly operatorNamespace?: string;
  /** Only namespaces with these labels, for a webhook that shares a cluster with others. */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
}

/** The object to create. Objects of `v1alpha2` and `v1alpha3` come, too: an equivalent version matches. */
export function webhookConfiguration(registration: WebhookRegistration): KubeObject {
  const { url, caBundle, operatorNamespace = "seldon-system", namespaceLabels } = registration;
  const notForOthers = { matchExpressions: [{ key: "seldon.io/controller-id", operator: "DoesNotExist" }] };
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingWebhookConfiguration",
    metadata: { name: `seldon-validating-webhook-configuration-${operatorNamespace}` },
    webhooks: [
      {
        name: "v1.vseldondeployment.kb.io",
        admissionReviewVersions: ["v1", "v1beta1"],
        clientConfig: url === undefined ? { service: serviceOf(operatorNamespace), caBundle } : { url, caBundle },
        failurePolicy: "Fail",
        matchPolicy: "Equivalent",
        namespaceSelector: { ...notForOthers, ...(namespaceLabels && { matchLabels: namespaceLabels }) },
        objectSelector: notForOthers,
        rules: [
          {
            apiGroups: ["machinelearning.seldon.io"],
            apiVersions: ["v1"],
            operations: ["CREATE", "UPDATE"],
            resources: ["seldondeployments"],
            scope: "*",
          },
        ],
        sideEffects: "None",
        timeoutSeconds: 10,
      },
    ],
  };
}

function serviceOf(namespace: string): Readonly<Record<string, string | number>> {
  return { name: "seldon-webhook-service", namespace, path: WEBHOOK_PATH, port: 443 };
}
