// All states that the playground's cluster can be in, besides being well.
import { isConflict } from "../kubernetes/controller.ts";
import type { KubeObject, ResourceType } from "../kubernetes/objects.ts";
import { customResourceDefinitions, gateways, namespaces, validatingWebhooks } from "../kubernetes/resource-types.ts";
import { isObject, listAt } from "../support/json.ts";
import type { ClusterParts, ClusterStateKind, Undo } from "./state.ts";

const SERVICE = "seldon-webhook-service";

export const CLUSTER_STATES: readonly ClusterStateKind[] = [
  state("no-crd", ["F64"], "Seldon Core's CustomResourceDefinition is not installed", parts =>
    without(parts, customResourceDefinitions, ["seldondeployments.machinelearning.seldon.io"]),
  ),
  webhook(
    "webhook-down",
    ["F02"],
    "nothing listens behind the webhook's Service",
    "dial tcp 10.96.12.34:443: connect: connection refused",
  ),
  webhook(
    "webhook-timeout",
    ["F02"],
    "a firewall drops what the API server sends to the webhook",
    "context deadline exceeded",
  ),
  webhook("webhook-gone", ["F02"], "the webhook's Service is not there", `service "${SERVICE}" not found`),
  certificate("webhook-certificate-expired", "the webhook's certificate is over", "expired"),
  certificate("webhook-certificate-foreign", "the webhook's certificate is of another authority", "foreign"),
  state("webhook-for-kubeflow", ["F50"], "the webhook looks at namespaces of Kubeflow only", forKubeflow),
  state("istio-missing", ["S41"], "the operator is installed for Istio, and Istio is not there", withoutIstio),
  state(
    "ambassador-missing",
    ["S41"],
    "the operator is installed for Ambassador, and Ambassador is not there",
    withoutAmbassador,
  ),
  state("operator-too-new", ["S44"], "the operator wants kinds that this Kubernetes does not serve", parts =>
    broken(parts, 'no matches for kind "HorizontalPodAutoscaler" in version "autoscaling/v2"'),
  ),
  state("no-gateway", ["S43"], "nobody has made the gateway that routes name", withoutGateway),
  state("gateway-auth", ["F52"], "the ingress gateway asks everybody for an identity", ({ gateway }) => {
    gateway.answerAll({ status: 403, body: "RBAC: access denied" });
    return () => gateway.answerAll(undefined);
  }),
];

function state(
  name: string,
  entries: readonly string[],
  effect: string,
  enter: ClusterStateKind["enter"],
): ClusterStateKind {
  return { name, entries, effect, enter };
}

function webhook(name: string, entries: readonly string[], effect: string, why: string): ClusterStateKind {
  return state(name, entries, effect, ({ webhook: called }) => {
    called.fail(why);
    return () => called.fail(undefined);
  });
}

function certificate(name: string, effect: string, which: "expired" | "foreign"): ClusterStateKind {
  return state(name, ["F13"], effect, ({ webhook: called }) => {
    called.show(which);
    return () => called.show("valid");
  });
}

/** Its gateway goes with its kinds. */
async function withoutIstio(parts: ClusterParts): Promise<Undo> {
  const names = ["virtualservices", "destinationrules", "gateways"].map(plural => `${plural}.networking.istio.io`);
  const remake = await without(parts, gateways, ["seldon-gateway"], "istio-system");
  const restore = await without(parts, customResourceDefinitions, names);
  const error = 'no matches for kind "VirtualService" in version "networking.istio.io/v1alpha3"';
  return joined(restore, remake, await broken(parts, error));
}

async function withoutAmbassador(parts: ClusterParts): Promise<Undo> {
  const restore = await without(parts, customResourceDefinitions, [
    "mappings.getambassador.io",
    "tlscontexts.getambassador.io",
  ]);
  return joined(restore, await broken(parts, 'no matches for kind "Mapping" in version "getambassador.io/v2"'));
}

async function withoutGateway(parts: ClusterParts): Promise<Undo> {
  const restore = await without(parts, gateways, ["seldon-gateway"], "istio-system");
  parts.gateway.answerAll({ status: 404, body: "" });
  return joined(restore, () => parts.gateway.answerAll(undefined));
}

/** As the chart registers it with `kubeflow: true`: other namespaces are not validated. */
async function forKubeflow({ client }: ClusterParts): Promise<Undo> {
  const { items } = await client.list(validatingWebhooks);
  const before = items.find(({ metadata }) => metadata.name.startsWith("seldon-"));
  if (!before) return () => undefined;
  const put = async (webhooks: readonly unknown[]): Promise<void> => {
    await client.patch(validatingWebhooks, before.metadata.name, undefined, { webhooks });
  };
  const namespaceSelector = { matchLabels: { "serving.kubeflow.org/inferenceservice": "enabled" } };
  const webhooks = listAt(before, "webhooks");
  await put(webhooks.map(one => (isObject(one) ? { ...one, namespaceSelector } : one)));
  return () => put(webhooks);
}

async function broken({ operator }: ClusterParts, error: string): Promise<Undo> {
  await operator.breakWith(error);
  return () => operator.breakWith(undefined);
}

/**
 * Deletes objects; to undo it is to create them anew, but for those that somebody else has made since. What a definition's
 * objects were is lost, as in a real cluster.
 */
async function without(
  { client }: ClusterParts,
  type: ResourceType,
  names: readonly string[],
  namespace?: string,
): Promise<Undo> {
  const removed: KubeObject[] = [];
  for (const name of names) {
    const found = await client.get(type, name, namespace);
    if (!found) continue;
    removed.push(found);
    await client.delete(type, name, namespace);
  }
  const remake = async ({ metadata, ...rest }: KubeObject): Promise<void> => {
    const {
      uid: _uid,
      resourceVersion: _version,
      managedFields: _fields,
      creationTimestamp: _created,
      ...kept
    } = metadata;
    // Its namespace may have gone meanwhile.
    if (namespace !== undefined && !(await client.get(namespaces, namespace))) return;
    await client.create(type, { ...rest, metadata: kept }).catch((error: unknown) => {
      if (!isConflict(error)) throw error;
    });
  };
  return joined(...removed.map(object => () => remake(object)));
}

/** Undoes all that it can; rejects at the end with what could not be undone. */
function joined(...undos: readonly Undo[]): Undo {
  return async () => {
    const problems: unknown[] = [];
    for (const undo of undos) {
      try {
        await undo();
      } catch (error) {
        problems.push(error);
      }
    }
    if (problems.length > 0) throw new AggregateError(problems, problems.map(messageOf).join("; "));
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
