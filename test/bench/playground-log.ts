// A hundred megabytes of a container's log through the playground's kubelet and API server, to a reader that keeps up and one that does not.
import { request } from "node:https";
import { setTimeout } from "node:timers/promises";
import type { ClusterClient } from "../../playground/src/kubernetes/cluster-client.ts";
import type { Connection } from "../../playground/src/kubernetes/connection.ts";
import { namespaces, pods, seldonDeployments } from "../../playground/src/kubernetes/resource-types.ts";
import { isReady } from "../../playground/src/kubelet/pod.ts";
import { round } from "./measure.ts";

export interface LogFlow {
  readonly megabytes: number;
  readonly megabytesPerSecond: number;
  /** Numbers that are missing among those of the lines. */
  readonly missingLines: number;
}

const NAMESPACE = "bench-log";
const NAME = "talkative";
/** Lines of a simulated second. */
const LINES = 10_000;

/** Starts a model that says very much. @returns the path of its log */
export async function startTalkativeModel(client: ClusterClient): Promise<string> {
  await client.create(namespaces, { apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } });
  const running = client.informer(pods);
  await client.create(seldonDeployments, {
    apiVersion: "machinelearning.seldon.io/v1",
    kind: "SeldonDeployment",
    metadata: { name: NAME, namespace: NAMESPACE },
    spec: {
      annotations: { "playground.seldon/scenario": `noisy-log=${LINES}` },
      predictors: [
        {
          name: "default",
          graph: {
            name: "classifier",
            implementation: "SKLEARN_SERVER",
            modelUri: "gs://seldon-models/v1.18.0-dev/sklearn/iris",
          },
        },
      ],
    },
  });
  for (;;) {
    const pod = running.all(NAMESPACE).find(isReady);
    if (pod)
      return `/api/v1/namespaces/${NAMESPACE}/pods/${pod.metadata.name}/log?container=classifier&timestamps=true`;
    await setTimeout(100);
  }
}

/** Reads what is said from now on, until it is so much. */
export function followLog(connection: Connection, path: string, megabytes: number): Promise<LogFlow> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${connection.server}${path}&follow=true&tailLines=0`,
      {
        headers: { authorization: `Bearer ${connection.token ?? ""}` },
        agent: false,
        ...(connection.certificateAuthority !== undefined && { ca: connection.certificateAuthority }),
      },
      response => {
        let [bytes, begin, rest] = [0, 0, ""];
        let last: number | undefined;
        let missing = 0;
        response.setEncoding("utf8");
        response.on("data", (text: string) => {
          begin ||= performance.now();
          bytes += text.length;
          const lines = (rest + text).split("\n");
          rest = lines.pop() ?? "";
          for (const line of lines) {
            const number = Number(/request (\d+) handled/.exec(line)?.[1] ?? NaN);
            if (Number.isNaN(number)) continue;
            if (last !== undefined) missing += number - last - 1;
            last = number;
          }
          if (bytes < megabytes * 1_000_000) return;
          outgoing.destroy();
          const seconds = (performance.now() - begin) / 1_000;
          const read = bytes / 1_000_000;
          resolve({ megabytes: round(read), megabytesPerSecond: round(read / seconds), missingLines: missing });
        });
        response.on("error", reject);
      },
    );
    outgoing.on("error", reject);
    outgoing.end();
  });
}

/** Begins to follow and reads nothing for a while: what is said meanwhile must not pile up anywhere. */
export async function neglectLog(connection: Connection, path: string, seconds: number): Promise<void> {
  const outgoing = request(`${connection.server}${path}&follow=true`, {
    headers: { authorization: `Bearer ${connection.token ?? ""}` },
    agent: false,
    ...(connection.certificateAuthority !== undefined && { ca: connection.certificateAuthority }),
  });
  outgoing.on("response", response => response.pause().on("error", () => undefined));
  outgoing.on("error", () => undefined);
  outgoing.end();
  await setTimeout(seconds * 1_000);
  outgoing.destroy();
}
