// The log benchmark's cluster, a process of its own: the playground's API server before a kubelet that has very much to say.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { createServer } from "node:https";
import process from "node:process";
import { startApiServer } from "../../playground/src/api-server/start.ts";
import { createCertificateAuthority, issue } from "../../playground/src/kubernetes/certificates.ts";
import { LOG_POD } from "./logs-messages.ts";

const [kubeconfig = "", count = "0"] = process.argv.slice(2);

/** What servers of models and the executor say all day, some 120 characters a line. */
const TEXTS = [
  "2026-11-21 09:00:00,000 - root:predict:71 - INFO:  Predict called with names ['t:0', 't:1'] and data of shape (1, 4)",
  '{"level":"info","ts":1795251600.123,"logger":"entrypoint","msg":"Request handled","path":"/api/v1.0/predictions","ms":12}',
  "[2026-11-21 09:00:00 +0000] [17] [DEBUG] POST /predict from 10.244.0.17 in 0.011 s, 412 bytes, worker 3 of 4 is idle",
  'INFO:     10.244.0.9:51234 - "POST /v2/models/classifier/infer HTTP/1.1" 200 OK in 9 ms, batch of 16, queue of 2 entries',
];
/** Lines that are written at once, as containers write while they work. */
const PORTION = 500;

const kubelet = createServer(kubeletCertificate(), (_, response) => void say(response));
kubelet.listen(0, "127.0.0.1");
await once(kubelet, "listening");
const address = kubelet.address();
const port = typeof address === "object" && address !== null ? address.port : 0;

const apiServer = await startApiServer();
apiServer.writeKubeconfig(kubeconfig, "admin");
const { namespace, name, uid, container, containerId } = LOG_POD;
const startedAt = new Date().toISOString();
apiServer.restore([
  {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: namespace, uid: randomUUID() },
    status: { phase: "Active" },
  },
  {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name: "bench", uid: randomUUID() },
    status: {
      addresses: [{ type: "InternalIP", address: "127.0.0.1" }],
      daemonEndpoints: { kubeletEndpoint: { Port: port } },
    },
  },
  {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace, uid, creationTimestamp: startedAt },
    spec: { nodeName: "bench", containers: [{ name: container, image: "bench" }] },
    status: {
      phase: "Running",
      containerStatuses: [
        { name: container, ready: true, containerID: containerId, restartCount: 0, state: { running: { startedAt } } },
      ],
    },
  },
]);
process.send?.({ port });

/** All lines, as fast as they are taken, each with its time. */
async function say(response: ServerResponse): Promise<void> {
  response.writeHead(200, { "content-type": "text/plain" });
  for (let line = 0; line < Number(count) && !response.destroyed; line += PORTION) {
    const seconds = new Date(Date.now()).toISOString().slice(0, "2006-01-02T15:04:05.000".length);
    let text = "";
    for (let at = line; at < line + PORTION; at++) {
      text += `${seconds}${String(at % 1_000_000).padStart(6, "0")}Z ${TEXTS[at % TEXTS.length] ?? ""}\n`;
    }
    if (!response.write(text)) await drained(response);
  }
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise(resolve => {
    const end = (): void => {
      response.off("drain", end).off("close", end);
      resolve();
    };
    response.on("drain", end).on("close", end);
  });
}

function kubeletCertificate(): { key: string; cert: string } {
  const authority = createCertificateAuthority("bench-kubelet");
  const { key, certificate } = issue(authority, { commonName: "bench", hosts: ["127.0.0.1"], validDays: 1 });
  return { key, cert: certificate };
}
