// Gathers what a pre-flight check judges by. What may not be read is left open; nothing is changed.
import { X509Certificate } from "node:crypto";
import {
  isMap,
  listAt,
  mapAt,
  textAt,
  valueAt,
  type NamespaceFacts,
  type OperatorFacts,
  type PreflightFacts,
  type WebhookFacts,
} from "../../domain/deploy/index.ts";
import { isKubeError, type ClusterSession, type KubeObject, type ResourceType } from "../../kube/port.ts";
import { DEPLOYMENTS, ROUTING_KINDS, SELDON_DEPLOYMENTS } from "../resource-types.ts";

const NAMESPACES = core("namespaces", "Namespace", false);
const SECRETS = core("secrets", "Secret", true);
const QUOTAS = core("resourcequotas", "ResourceQuota", true);
const CRDS: ResourceType = {
  group: "apiextensions.k8s.io",
  version: "v1",
  plural: "customresourcedefinitions",
  kind: "CustomResourceDefinition",
  isNamespaced: false,
};
const WEBHOOKS: ResourceType = {
  group: "admissionregistration.k8s.io",
  version: "v1",
  plural: "validatingwebhookconfigurations",
  kind: "ValidatingWebhookConfiguration",
  isNamespaced: false,
};

/** Of the operator's chart (seldon-facts §9). */
const OPERATOR_LABEL = "control-plane=seldon-controller-manager";
const CERTIFICATE_SECRET = "seldon-webhook-server-cert";

export interface LookOptions {
  /** Only reads, and no Secret: neither the dry run nor the webhook's certificate is looked at. */
  readonly isReadOnly?: boolean;
}

/**
 * @param now milliseconds since the epoch
 * @throws KubeError where the cluster does not answer at all
 */
export async function lookAtCluster(
  session: ClusterSession,
  namespace: string,
  now: number,
  { isReadOnly = false }: LookOptions = {},
): Promise<PreflightFacts> {
  const { gitVersion } = await session.serverVersion();
  const { operator, crd } = await findRelease(session);
  const [webhooks, dryRun, certificateEnd, kinds, space] = await Promise.all([
    ifAllowed(findWebhooks(session)),
    isReadOnly ? undefined : ifAllowed(tryOut(session, namespace)),
    operator && !isReadOnly ? ifAllowed(findCertificateEnd(session, operator.namespace)) : undefined,
    findRoutingKinds(session),
    ifAllowed(findNamespace(session, namespace)),
  ]);
  return { now, kubernetes: gitVersion, operator, crd, webhooks, dryRun, certificateEnd, kinds, namespace: space };
}

/** What of Seldon a cluster has, as far as it may be read. */
export async function findRelease(session: ClusterSession): Promise<Pick<PreflightFacts, "operator" | "crd">> {
  const [operator, crd] = await Promise.all([ifAllowed(findOperator(session)), ifAllowed(findCrd(session))]);
  return { operator, crd };
}

/** Null where there is none that can be seen. */
export async function findOperator(session: ClusterSession): Promise<OperatorFacts | null> {
  const { items } = await session.list<KubeObject>(DEPLOYMENTS, { labelSelector: OPERATOR_LABEL });
  const [found] = items;
  if (!found) return null;
  const container = listAt(found, "spec", "template", "spec", "containers")[0];
  const env = listAt(container, "env").flatMap((entry): [string, string][] => {
    const [name, value] = [textAt(entry, "name"), textAt(entry, "value")];
    return name === undefined || value === undefined ? [] : [[name, value]];
  });
  const ready = valueAt(found, "status", "readyReplicas");
  return {
    namespace: found.metadata.namespace ?? "",
    name: found.metadata.name,
    image: textAt(container, "image") ?? "",
    readyReplicas: typeof ready === "number" ? ready : 0,
    env: Object.fromEntries(env),
    args: listAt(container, "args").filter(each => typeof each === "string"),
  };
}

async function findCrd(session: ClusterSession): Promise<PreflightFacts["crd"]> {
  const crd = await orNull(session.get({ type: CRDS, name: "seldondeployments.machinelearning.seldon.io" }));
  return (
    crd && {
      versions: listAt(crd, "spec", "versions").map(each => ({
        name: textAt(each, "name") ?? "",
        served: valueAt(each, "served") === true,
      })),
    }
  );
}

async function findWebhooks(session: ClusterSession): Promise<WebhookFacts[]> {
  const { items } = await session.list(WEBHOOKS);
  return items.flatMap(({ metadata, ...rest }) => {
    const webhook = listAt(rest, "webhooks").find(each =>
      listAt(each, "rules").some(rule => listAt(rule, "resources").includes("seldondeployments")),
    );
    if (webhook === undefined) return [];
    const labels = valueAt(webhook, "namespaceSelector", "matchLabels");
    return [
      {
        name: metadata.name,
        serviceNamespace: textAt(webhook, "clientConfig", "service", "namespace"),
        ...(isMap(labels) && { namespaceLabels: textsOf(labels) }),
      },
    ];
  });
}

/** The smallest SeldonDeployment that the webhook of 1.17.1 accepts; nothing is kept. */
async function tryOut(session: ClusterSession, namespace: string): Promise<PreflightFacts["dryRun"]> {
  const graph = { name: "classifier", implementation: "SKLEARN_SERVER", modelUri: "gs://seldon-models/sklearn/iris" };
  const object: KubeObject = {
    apiVersion: "machinelearning.seldon.io/v1",
    kind: "SeldonDeployment",
    metadata: { name: "seldon-check-cluster", namespace },
    spec: { predictors: [{ name: "default", graph }] },
  };
  try {
    await session.apply<KubeObject>(SELDON_DEPLOYMENTS, object, { isDryRun: true });
    return { isAccepted: true, said: "" };
  } catch (error) {
    if (!isKubeError(error) || error.reason === "forbidden") throw error;
    return { isAccepted: false, said: error.status?.message ?? error.message };
  }
}

async function findCertificateEnd(session: ClusterSession, namespace: string): Promise<number | undefined> {
  const secret = await orNull(session.get({ type: SECRETS, name: CERTIFICATE_SECRET, namespace }));
  const encoded = textAt(secret, "data", "tls.crt");
  if (encoded === undefined) return undefined;
  try {
    const end = Date.parse(new X509Certificate(Buffer.from(encoded, "base64")).validTo);
    return Number.isNaN(end) ? undefined : end;
  } catch {
    return undefined; // Something else than a certificate is kept there.
  }
}

async function findRoutingKinds(session: ClusterSession): Promise<NonNullable<PreflightFacts["kinds"]>> {
  const found = await Promise.all(ROUTING_KINDS.map(kind => session.findKind(kind)));
  return {
    istio: found.some(kind => kind?.kind === "VirtualService"),
    ambassador: found.some(kind => kind?.kind === "Mapping"),
  };
}

async function findNamespace(session: ClusterSession, name: string): Promise<NamespaceFacts | null> {
  const namespace = await orNull(session.get({ type: NAMESPACES, name }));
  const quotas = namespace && (await ifAllowed(session.list(QUOTAS, { namespace: name })));
  return (
    namespace && {
      name,
      labels: namespace.metadata.labels ?? {},
      quotas: quotas?.items.map(quota => ({
        name: quota.metadata.name,
        hard: textsOf(mapAt(quota, "status", "hard")),
        used: textsOf(mapAt(quota, "status", "used")),
      })),
    }
  );
}

function textsOf(map: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(map).flatMap(([key, value]): [string, string][] =>
      typeof value === "string" || typeof value === "number" ? [[key, String(value)]] : [],
    ),
  );
}

async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (isKubeError(error) && error.reason === "not-found") return null;
    throw error;
  }
}

/** Rights to the parts of other teams are often missing; the rest is worth knowing all the same. */
async function ifAllowed<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isKubeError(error) && (error.reason === "forbidden" || error.reason === "not-found")) return undefined;
    throw error;
  }
}

function core(plural: string, kind: string, isNamespaced: boolean): ResourceType {
  return { group: "", version: "v1", plural, kind, isNamespaced };
}
