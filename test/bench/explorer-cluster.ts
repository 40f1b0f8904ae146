// The benchmark's cluster, a process of its own: the playground's API server, filled with copies of one deployment's objects.
import { randomUUID } from "node:crypto";
import process from "node:process";
import type * as z from "zod";
import { playgroundCrds } from "../../playground/src/api-server/crds/playground-crds.ts";
import { startApiServer, type ApiServer } from "../../playground/src/api-server/start.ts";
import type { KubeObject } from "../../playground/src/kubernetes/objects.ts";
import { Burst, Sizes, type BurstDone } from "./explorer-messages.ts";
import { makeTemplates, TEMPLATE_NAME, TEMPLATE_NAMESPACE, type Template } from "./explorer-template.ts";

const [kubeconfig = "", sizes = "{}"] = process.argv.slice(2);
const { deployments, podsPerDeployment, namespaces } = Sizes.parse(JSON.parse(sizes));

/** One deployment in so many does not get ready. */
const FAILING_SHARE = 25;
/** Milliseconds between two portions of a burst. */
const PORTION = 20;

const { ready, failing } = await makeTemplates();
const apiServer = await startApiServer({ crds: playgroundCrds(), history: 50_000 });
apiServer.writeKubeconfig(kubeconfig, "admin");
const { pods, states } = fill(apiServer);
process.on("message", message => {
  const { perSecond, seconds } = Burst.parse(message);
  void burst(perSecond, seconds).then(changes => process.send?.({ changes } satisfies z.infer<typeof BurstDone>));
});
process.send?.({ pods: pods.length });

/** @returns what changes in a burst: pods, and the objects whose status sums them up */
function fill(server: ApiServer): { pods: KubeObject[]; states: KubeObject[] } {
  const filled = { pods: new Array<KubeObject>(), states: new Array<KubeObject>() };
  server.restore(
    Array.from({ length: namespaces }, (_, index) => ({
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: namespaceName(index), uid: randomUUID() },
      status: { phase: "Active" },
    })),
  );
  for (let index = 0; index < deployments; index++) {
    const namespace = namespaceName(index % namespaces);
    const name = `model-${String(index).padStart(4, "0")}`;
    const copy = copyOf(index % FAILING_SHARE === 0 ? failing : ready, name, namespace);
    server.restore([...copy.objects, ...copy.pods]);
    filled.pods.push(...copy.pods);
    filled.states.push(...copy.objects.filter(({ kind }) => kind === "SeldonDeployment" || kind === "Deployment"));
  }
  return filled;
}

/** New names and uids throughout; everything else, sizes above all, is as the playground made it. */
function copyOf(template: Template, name: string, namespace: string): { objects: KubeObject[]; pods: KubeObject[] } {
  const uids = new Map<string, string>();
  const copy = (object: KubeObject): KubeObject => {
    const text = JSON.stringify(object)
      .replaceAll(TEMPLATE_NAME, name)
      .replaceAll(`"namespace":"${TEMPLATE_NAMESPACE}"`, `"namespace":"${namespace}"`)
      .replaceAll(/"uid":"([^"]+)"/g, (_, uid: string) => {
        const fresh = uids.get(uid) ?? randomUUID();
        uids.set(uid, fresh);
        return `"uid":"${fresh}"`;
      });
    return readObject(text);
  };
  const isWanted = ({ kind, type }: KubeObject): boolean => kind !== "Event" || type === "Warning";
  const first = copy(template.pod);
  const others = Array.from({ length: podsPerDeployment - 1 }, (_, index) => ({
    ...first,
    metadata: { ...first.metadata, name: `${first.metadata.name.slice(0, -1)}${index}`, uid: randomUUID() },
  }));
  return { objects: template.objects.filter(isWanted).map(copy), pods: [first, ...others] };
}

/** Pods get ready and unready, over and over and everywhere; of five changes two are of what sums them up. */
async function burst(perSecond: number, seconds: number): Promise<number> {
  const begin = performance.now();
  let done = 0;
  while (done < perSecond * seconds) {
    const due = Math.min(perSecond * seconds, Math.floor(((performance.now() - begin) * perSecond) / 1_000));
    for (; done < due; done++) {
      const list = done % 5 < 3 ? pods : states;
      // Neighbours in the list belong to one deployment; a stride that shares no divisor with its length goes everywhere.
      const index = (done * 7_919) % list.length;
      const object = list[index];
      if (object) apiServer.restore([(list[index] = toggled(object))]);
    }
    await new Promise(resolve => setTimeout(resolve, PORTION));
  }
  return done;
}

/** What says ready says the opposite, and the other way round. */
function toggled(object: KubeObject): KubeObject {
  const text = JSON.stringify(object["status"]);
  const isReady = /"ready":true|"state":"Available"|"availableReplicas":1/.test(text);
  const from = isReady ? 0 : 1;
  const turned = OPPOSITES.reduce((all, pair) => all.replaceAll(pair[from] ?? "", pair[1 - from] ?? ""), text);
  const status: unknown = JSON.parse(turned);
  return { ...object, status };
}

const OPPOSITES = [
  ['"ready":true', '"ready":false'],
  ['Ready","status":"True"', 'Ready","status":"False"'],
  ['"state":"Available"', '"state":"Creating"'],
  ['"availableReplicas":1', '"availableReplicas":0'],
  ['"readyReplicas":1', '"readyReplicas":0'],
];

function namespaceName(index: number): string {
  return `team-${String(index).padStart(2, "0")}`;
}

function readObject(text: string): KubeObject {
  const object: unknown = JSON.parse(text);
  if (!isKubeObject(object)) throw new Error("A copy is no object.");
  return object;
}

function isKubeObject(value: unknown): value is KubeObject {
  return typeof value === "object" && value !== null && "kind" in value && "metadata" in value;
}
