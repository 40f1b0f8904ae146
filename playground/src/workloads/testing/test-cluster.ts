// Test support: an API server with a kubelet and the controllers, and requests that the cluster client has no method for.
import { createServer } from "node:http";
import { request } from "node:https";
import { WebSocket } from "ws";
import { startApiServer } from "../../api-server/start.ts";
import { createCertificateAuthority, issue } from "../../kubernetes/certificates.ts";
import { createClock } from "../../kubernetes/clock.ts";
import type { ClusterClient } from "../../kubernetes/cluster-client.ts";
import { type Connection, loadKubeconfig } from "../../kubernetes/connection.ts";
import { createHttpsClient } from "../../kubernetes/https-client.ts";
import { namespaces, nodes } from "../../kubernetes/resource-types.ts";
import { type Kubelet, startKubelet } from "../../kubelet/kubelet.ts";
import type { Program, ProgramFinder } from "../../kubelet/program.ts";
import { randomSuffix } from "../pod-template.ts";
import { startWorkloads } from "../workloads.ts";

export interface TestCluster {
  readonly client: ClusterClient;
  readonly kubelet: Kubelet;
  readonly connection: Connection;
  /** A namespace for this run alone. */
  readonly namespace: string;
  readonly nodeName: string;
  /** What was reported; a run without trouble reports nothing. */
  readonly problems: string[];
  /** GET below the server's address: the status and the text. */
  get(path: string): Promise<{ status: number; text: string }>;
  /** Stops the API server and starts it again with what it held; not for a server that is not ours. */
  restartServer: (() => Promise<void>) | undefined;
  close(): Promise<void>;
}

const speed = 40;

const programs: Readonly<Record<string, Program>> = {
  "acme/web": async context => {
    const version = (context.container.image ?? "").split(":")[1] ?? "";
    context.network.listen(
      9000,
      createServer((_request, response) => response.end(`web ${version}`)),
    );
    context.log(`listening as ${context.env.get("WHO") ?? "nobody"}`);
    await context.sleep(1e6);
    return { exitCode: 0 };
  },
  "acme/tick": async context => {
    for (let count = 0; ; count += 1) {
      context.log(`tick ${count}`);
      await context.sleep(5);
    }
  },
  "acme/crash": async context => {
    context.log(`attempt ${context.restartCount}`);
    await context.sleep(1);
    return { exitCode: 1 };
  },
  "acme/done": context => {
    context.log("s3://models/churn");
    return Promise.resolve({ exitCode: 0 });
  },
};

const findProgram: ProgramFinder = image => programs[image.split(":")[0] ?? ""];

/** Starts all parts; without a kubeconfig on the playground's own API server. */
export async function startTestCluster(kubeconfig: string | undefined): Promise<TestCluster> {
  const server = kubeconfig === undefined ? await startApiServer() : undefined;
  const connection = server
    ? { server: server.url, certificateAuthority: server.caCertificate, token: server.token("admin") }
    : await loadKubeconfig(kubeconfig ?? "");
  const problems: string[] = [];
  const report = (problem: string): void => void problems.push(problem);
  const client = createHttpsClient(connection);
  const namespace = `kubelet-${randomSuffix()}`;
  const nodeName = namespace;
  await client.create(namespaces, { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
  const clock = createClock(speed);
  const certificate = issue(createCertificateAuthority("kubelet"), {
    commonName: "kubelet",
    hosts: ["127.0.0.1"],
    validDays: 1,
  });
  const allocatable = { cpu: "8", memory: "32Gi", pods: "110" };
  const kubelet = await startKubelet({
    client,
    clock,
    programs: findProgram,
    nodeNames: [nodeName],
    certificate,
    allocatable,
    report,
  });
  const workloads = startWorkloads({ client, clock, garbageCollector: true, report });
  return {
    client,
    kubelet,
    connection,
    namespace,
    nodeName,
    problems,
    get: path => getText(connection, path),
    restartServer: server && (() => server.stop().then(() => server.start())),
    async close() {
      workloads.close();
      await kubelet.close();
      await client.delete(namespaces, namespace);
      await client.delete(nodes, nodeName);
      client.close();
      await server?.close();
    },
  };
}

function getText(connection: Connection, path: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${connection.token ?? ""}` };
    const tls = connection.certificateAuthority === undefined ? {} : { ca: connection.certificateAuthority };
    request(`${connection.server}${path}`, { headers, agent: false, ...tls }, response => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
      response.on("error", reject);
    })
      .on("error", reject)
      .end();
  });
}

/** Sends bytes into a port of a pod over the API server's port-forward; answers all messages until the socket closes. */
export function forward(cluster: TestCluster, pod: string, port: number, text: string): Promise<[number, string][]> {
  const { connection, namespace } = cluster;
  const url = `${connection.server.replace(/^https/, "wss")}/api/v1/namespaces/${namespace}/pods/${pod}/portforward?ports=${port}`;
  return new Promise((resolve, reject) => {
    const messages: [number, string][] = [];
    const socket = new WebSocket(url, "v4.channel.k8s.io", {
      headers: { authorization: `Bearer ${connection.token ?? ""}` },
      ...(connection.certificateAuthority === undefined ? {} : { ca: connection.certificateAuthority }),
    });
    socket.on("open", () => socket.send(Buffer.concat([Buffer.from([0]), Buffer.from(text, "latin1")])));
    socket.on("message", data => {
      const bytes = Buffer.isBuffer(data) ? data : Buffer.alloc(1);
      messages.push([bytes[0] ?? 0, bytes.subarray(1).toString("latin1")]);
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(messages));
  });
}
