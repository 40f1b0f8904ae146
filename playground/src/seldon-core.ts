// Seldon Core in the cluster, as Helm installs it: operator, webhook, and the objects by which they are found.
import { startAdmissionWebhook } from "./admission/admission-webhook.ts";
import { webhookConfiguration, type WebhookRegistration } from "./admission/webhook-configuration.ts";
import type { ClusterParts } from "./cluster-states/state.ts";
import type { Program } from "./kubelet/program.ts";
import { createCertificateAuthority, issue, type CertificateAuthority } from "./kubernetes/certificates.ts";
import type { ClusterClient } from "./kubernetes/cluster-client.ts";
import type { KubeObject, ResourceType } from "./kubernetes/objects.ts";
import { configMaps, deployments, secrets, services, validatingWebhooks } from "./kubernetes/resource-types.ts";
import type { WebhookRoute } from "./kubernetes/webhook-route.ts";
import { operatorConfig, operatorNamespace, seldonConfigMap } from "./operator/config.ts";
import {
  OPERATOR_IMAGE,
  operatorDeployment,
  webhookSecret,
  WEBHOOK_SERVICE,
  webhookService,
} from "./operator/installation.ts";
import { startOperator, type OperatorOptions } from "./operator/operator.ts";
import { createOperatorSwitch } from "./operator/operator-switch.ts";

export interface SeldonCoreOptions {
  /** May do everything. */
  readonly client: ClusterClient;
  readonly operator: Pick<OperatorOptions, "client" | "clock">;
  readonly authority: CertificateAuthority;
  readonly ingress: OperatorOptions["ingress"];
  readonly namespaceLabels: WebhookRegistration["namespaceLabels"];
  /** Where it is missing, the webhook is registered by its own address, and the operator has no pod to be seen. */
  readonly routeWebhook: ((route: WebhookRoute) => void) | undefined;
  readonly report: (problem: string) => void;
}

export interface SeldonCore {
  readonly parts: Pick<ClusterParts, "operator" | "webhook">;
  /** The operator's, for its own pod only. */
  programOf(image: string, pod: KubeObject): Program | undefined;
  /** Puts the operator's Deployment into the cluster, once there is a node for its pod. */
  showItself(): Promise<void>;
  /** A server that answers no more keeps nobody from ending. */
  unregister(): Promise<void>;
  stopOperator(): Promise<void>;
  close(): Promise<void>;
}

const DAY = 86_400_000;
const CERTIFICATE_DAYS = 365;

/** Resolves once a SeldonDeployment that is applied now is validated and reconciled. */
export async function startSeldonCore(options: SeldonCoreOptions): Promise<SeldonCore> {
  const { client, authority, ingress, namespaceLabels, routeWebhook, report } = options;
  const request = {
    commonName: WEBHOOK_SERVICE,
    hosts: ["127.0.0.1", "localhost", `${WEBHOOK_SERVICE}.${operatorNamespace}.svc`],
    validDays: CERTIFICATE_DAYS,
  };
  const certificates = {
    valid: issue(authority, request),
    expired: issue(authority, { ...request, notAfter: new Date(Date.now() - DAY) }),
    foreign: issue(createCertificateAuthority("another-ca"), request),
  };
  const webhook = await startAdmissionWebhook({ ...certificates.valid, authority: authority.certificate });
  const registration = webhookConfiguration({
    ...(routeWebhook ? {} : { url: webhook.url }),
    ...(namespaceLabels && { namespaceLabels }),
    caBundle: webhook.caBundle,
  });
  const config = operatorConfig({ ingress });
  await replace(client, validatingWebhooks, registration);
  await replace(client, configMaps, seldonConfigMap(config));
  const operator = await createOperatorSwitch(log => startOperator({ ...options.operator, ingress, log, report }));
  let failure: string | undefined;
  if (routeWebhook) {
    await replace(client, services, webhookService());
    await replace(client, secrets, webhookSecret(certificates.valid.certificate));
    routeWebhook((service, namespace) => {
      if (service !== WEBHOOK_SERVICE || namespace !== operatorNamespace) return undefined;
      if (failure !== undefined) return { failure };
      return operator.isRunning
        ? { port: webhook.port }
        : { failure: `no endpoints available for service "${service}"` };
    });
  }
  return {
    parts: {
      operator,
      webhook: { fail: why => (failure = why), show: which => webhook.present(certificates[which]) },
    },
    programOf: (image, { metadata }) =>
      image === OPERATOR_IMAGE && metadata.namespace === operatorNamespace ? operator.program : undefined,
    showItself: async () => {
      if (routeWebhook) await replace(client, deployments, operatorDeployment(config));
    },
    unregister: () => client.delete(validatingWebhooks, registration.metadata.name).catch(() => undefined),
    stopOperator: () => operator.close(),
    close: () => webhook.close(),
  };
}

/** What an earlier run left is out of date: ports and certificates are new each time. */
async function replace<T extends KubeObject>(client: ClusterClient, type: ResourceType<T>, object: T): Promise<void> {
  const { name, namespace } = object.metadata;
  await client.delete(type, name, namespace);
  await client.create(type, object);
}
