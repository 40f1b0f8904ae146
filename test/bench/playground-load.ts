// Load for a cluster, the playground or a real one: pods by the thousand, changes at a pace, and how long they take to be seen.
import { setTimeout } from "node:timers/promises";
import { createKubeGateway } from "../../client/src/kube/index.ts";
import type { KubeObject, ResourceType } from "../../client/src/kube/port.ts";
import type { ClusterClient } from "../../playground/src/kubernetes/cluster-client.ts";
import type { KubeObject as ClusterObject } from "../../playground/src/kubernetes/objects.ts";
import type { Pod } from "../../playground/src/kubernetes/pod-types.ts";
import { namespaces, pods, seldonDeployments } from "../../playground/src/kubernetes/resource-types.ts";
import type { SeldonDeployment } from "../../playground/src/kubernetes/seldon-types.ts";
import { isReady } from "../../playground/src/kubelet/pod.ts";
import { round } from "./measure.ts";

export interface Changes {
  readonly made: number;
  /** Pods of whose last change the client was never told. */
  readonly lost: number;
  /** Changes that the client was told together with a later one of the same pod. */
  readonly merged: number;
  readonly perSecond: number;
  /** Milliseconds from the request for a change until the client's collection has it. */
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

export const PODS_EACH = 5;
/** Deployments of a namespace. */
const IN_NAMESPACE = 50;
const PARALLEL = 8;
/** The number of the change, in an annotation of the pod. */
const MARK = "bench/change";
const POD: ResourceType = { group: "", version: "v1", plural: "pods", kind: "Pod", isNamespaced: true };
/** Milliseconds between two portions of changes. */
const PORTION = 20;
/** Changes without an answer, at a time. */
const MOST_OPEN = 64;

/** Creates deployments and waits until all are available and all their pods ready. @returns seconds */
export async function fill(client: ClusterClient, deployments: number): Promise<number> {
  const begin = performance.now();
  const spaces = Math.ceil(deployments / IN_NAMESPACE);
  await inParallel(spaces, index => client.create(namespaces, namespaceOf(`team-${index}`)));
  const [served, running] = [client.informer(seldonDeployments), client.informer(pods)];
  await Promise.all([served.ready(), running.ready()]);
  await inParallel(deployments, index => client.create(seldonDeployments, deploymentOf(index)));
  const isDone = (): boolean =>
    served.all().filter(({ status }) => status?.state === "Available").length === deployments &&
    running.all().filter(isReady).length >= deployments * PODS_EACH;
  while (!isDone()) await setTimeout(500);
  return round((performance.now() - begin) / 1_000);
}

/** Creates copies of pods, their states included, as somebody without a kubelet has to. @returns seconds */
export async function copyPods(client: ClusterClient, originals: readonly Pod[]): Promise<number> {
  const spaces = [...new Set(originals.map(({ metadata }) => metadata.namespace ?? ""))];
  await inParallel(spaces.length, index => client.create(namespaces, namespaceOf(spaces[index] ?? "")));
  const begin = performance.now();
  await inParallel(originals.length, async index => {
    const original = originals[index];
    if (!original) return;
    const { name, namespace, labels, annotations } = original.metadata;
    const metadata = {
      name,
      ...(namespace && { namespace }),
      ...(labels && { labels }),
      ...(annotations && { annotations }),
    };
    const created = await client.create(pods, { ...original, metadata });
    if (original.status) await client.updateStatus(pods, { ...created, status: original.status });
  });
  return round((performance.now() - begin) / 1_000);
}

/** Changes pods at a pace while the extension's client follows them. */
export async function changePods(
  kubeconfig: string,
  client: ClusterClient,
  pace: { readonly perSecond: number; readonly seconds: number },
): Promise<Changes> {
  const gateway = createKubeGateway({
    sources: () => ({ kubeconfig: [kubeconfig], separateFiles: [] }),
    isTrusted: () => Promise.resolve(true),
  });
  const sent = new Map<number, number>();
  const lags: number[] = [];
  const note = (object: KubeObject): void => {
    const number = Number(object.metadata.annotations?.[MARK] ?? -1);
    const time = sent.get(number);
    if (time === undefined || !sent.delete(number)) return;
    lags.push(performance.now() - time);
  };
  try {
    const [context] = (await gateway.contexts()).contexts;
    const session = await gateway.connect(context?.name ?? "");
    const collection = session.watchCollection(POD, { onChange: ({ modified }) => modified.forEach(note) });
    await collection.ready();
    const targets = collection.items().map(({ metadata: { name, namespace } }) => ({ name, namespace }));
    const last = new Map<string, number>();
    const seconds = await inPace(pace, number => {
      const { name = "", namespace } = targets[number % targets.length] ?? {};
      sent.set(number, performance.now());
      last.set(`${namespace ?? ""}/${name}`, number);
      return client.patch(pods, name, namespace, { metadata: { annotations: { [MARK]: String(number) } } });
    });
    const unseen = (): number => [...last.values()].filter(number => sent.has(number)).length;
    for (let waited = 0; unseen() > 0 && waited < 100; waited += 1) await setTimeout(100);
    const lost = unseen();
    collection.close();
    const made = lags.length + sent.size;
    const sorted = lags.toSorted((a, b) => a - b);
    const at = (share: number): number => round(sorted[Math.floor(sorted.length * share)] ?? 0);
    return {
      ...{ made, lost, merged: sent.size - lost, perSecond: Math.round(made / seconds) },
      ...{ p50: at(0.5), p99: at(0.99), longest: round(sorted.at(-1) ?? 0) },
    };
  } finally {
    await gateway.close();
  }
}

/** Starts so many calls a second, or fewer where answers do not come. @returns seconds until the last answer */
async function inPace(
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
  call: (number: number) => Promise<unknown>,
): Promise<number> {
  const begin = performance.now();
  const open = new Set<Promise<unknown>>();
  const elapsed = (): number => (performance.now() - begin) / 1_000;
  for (let done = 0; elapsed() < seconds;) {
    const due = Math.floor(elapsed() * perSecond);
    for (; done < due && open.size < MOST_OPEN; done += 1) {
      const answer: Promise<unknown> = call(done).finally(() => open.delete(answer));
      open.add(answer);
    }
    await setTimeout(PORTION);
  }
  await Promise.all(open);
  return elapsed();
}

async function inParallel(count: number, call: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) await call(next++);
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
}

function namespaceOf(name: string): ClusterObject {
  return { apiVersion: "v1", kind: "Namespace", metadata: { name } };
}

function deploymentOf(index: number): SeldonDeployment {
  const modelUri = "gs://seldon-models/v1.18.0-dev/sklearn/iris";
  return {
    apiVersion: "machinelearning.seldon.io/v1",
    kind: "SeldonDeployment",
    metadata: {
      name: `model-${String(index).padStart(4, "0")}`,
      namespace: `team-${Math.floor(index / IN_NAMESPACE)}`,
    },
    spec: {
      predictors: [
        {
          name: "default",
          replicas: PODS_EACH,
          graph: { name: "classifier", implementation: "SKLEARN_SERVER", modelUri },
        },
      ],
    },
  };
}
