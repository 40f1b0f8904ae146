// metrics.k8s.io: what pods and nodes take at the moment, as a metrics server tells that asks the kubelets.
import { request } from "node:https";
import type { ServerResponse } from "node:http";
import type { KubeObject } from "../../kubernetes/objects.ts";
import { listAt, numberAt, parseJson, textAt, valueAt } from "../../support/json.ts";
import type { Asked } from "../cluster-state.ts";
import { matchOf } from "../read/list.ts";
import { notFound } from "../refusals.ts";
import { kubeletAt, type Address } from "./node-proxy.ts";
import { sendText } from "./responses.ts";

export const METRICS_GROUP = "metrics.k8s.io";

/** How far back a measurement reaches, as metrics servers say it. */
const WINDOW = "30s";

/** GET of one pod's or node's metrics or a list of them. Nothing is kept: each answer is measured anew. */
export async function answerMetrics(asked: Asked, response: ServerResponse): Promise<void> {
  const { target, cluster, resource } = asked;
  const nodes = cluster.storage.collection("nodes.").list("");
  const summaries = await Promise.all(nodes.map(({ object }) => summaryOf(kubeletAt(object), object.metadata.name)));
  const measured = resource.plural === "nodes" ? nodesOf(asked, summaries) : podsOf(asked, summaries);
  if (target.name !== "") {
    const found = measured.find(
      ({ metadata }) => metadata.namespace === target.namespace && metadata.name === target.name,
    );
    if (!found) throw notFound(resource, target.name);
    sendText(response, 200, JSON.stringify(found));
    return;
  }
  const isWanted = matchOf(asked);
  const items = measured.filter(
    object => (target.namespace === "" || object.metadata.namespace === target.namespace) && isWanted(object),
  );
  const list = { kind: resource.listKind, apiVersion: `${METRICS_GROUP}/${resource.version}`, metadata: {}, items };
  sendText(response, 200, JSON.stringify(list));
}

function podsOf({ cluster }: Asked, summaries: readonly unknown[]): KubeObject[] {
  const pods = cluster.storage.collection("pods.");
  return summaries
    .flatMap(summary => listAt(summary, "pods"))
    .flatMap(entry => {
      const pod = pods.get(textAt(entry, "podRef", "namespace"), textAt(entry, "podRef", "name"))?.object;
      if (!pod || listAt(entry, "containers").length === 0) return [];
      const containers = listAt(entry, "containers").map(container => ({
        name: textAt(container, "name"),
        usage: usageOf(container),
      }));
      return [{ ...headOf("PodMetrics", pod), containers }];
    });
}

function nodesOf({ cluster }: Asked, summaries: readonly unknown[]): KubeObject[] {
  const nodes = cluster.storage.collection("nodes.");
  return summaries.flatMap(summary => {
    const node = nodes.get("", textAt(summary, "node", "nodeName"))?.object;
    return node ? [{ ...headOf("NodeMetrics", node), usage: usageOf(valueAt(summary, "node")) }] : [];
  });
}

function headOf(kind: string, { metadata }: KubeObject): KubeObject {
  const { name, namespace, labels } = metadata;
  const timestamp = new Date().toISOString().replace(/\.\d+Z$/, "Z");
  const own = { name, ...(namespace !== undefined && { namespace }), ...(labels && { labels }) };
  return {
    kind,
    apiVersion: `${METRICS_GROUP}/v1beta1`,
    metadata: { ...own, creationTimestamp: timestamp },
    timestamp,
    window: WINDOW,
  };
}

function usageOf(entry: unknown): object {
  return {
    cpu: `${numberAt(entry, "cpu", "usageNanoCores")}n`,
    memory: `${Math.round(numberAt(entry, "memory", "workingSetBytes") / 1024)}Ki`,
  };
}

/** A kubelet that does not answer has no pods to tell of; a metrics server leaves it out as well. */
function summaryOf(address: Address | undefined, nodeName: string): Promise<unknown> {
  if (!address) return Promise.resolve(undefined);
  return new Promise(resolve => {
    const outgoing = request(
      {
        ...address,
        path: `/stats/summary?node=${encodeURIComponent(nodeName)}`,
        rejectUnauthorized: false,
        agent: false,
      },
      answer => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () => resolve(parseJson(Buffer.concat(chunks).toString("utf8"))));
        answer.on("error", () => resolve(undefined));
      },
    );
    outgoing.on("error", () => resolve(undefined));
    outgoing.end();
  });
}
