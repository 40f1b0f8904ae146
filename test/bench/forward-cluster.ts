// The forward benchmark's cluster, a process of its own: a pod that answers predictions, and the same server on a port beside it.
import { once } from "node:events";
import { createServer } from "node:http";
import process from "node:process";
import { startApiServer } from "../../playground/src/api-server/start.ts";
import { startKubelet } from "../../playground/src/kubelet/kubelet.ts";
import { createCertificateAuthority, issue } from "../../playground/src/kubernetes/certificates.ts";
import { createClock } from "../../playground/src/kubernetes/clock.ts";
import { loadKubeconfig } from "../../playground/src/kubernetes/connection.ts";
import { createHttpsClient } from "../../playground/src/kubernetes/https-client.ts";
import { namespaces, pods, services } from "../../playground/src/kubernetes/resource-types.ts";
import { FORWARDED } from "./forward-messages.ts";

/** The kubeconfig to write for an API server of our own, or to use with a running one. */
const [kubeconfig = "", kind = "own"] = process.argv.slice(2);
const ANSWER = JSON.stringify({ data: { names: ["t:0", "t:1", "t:2"], ndarray: [[0.9698, 0.03, 0.0002]] }, meta: {} });
const NODE = "bench-forward";

const model = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  request.resume().once("end", () => {
    response.setHeader("content-type", "application/json");
    response.end(ANSWER);
  });
});
model.listen(0, "127.0.0.1");
await once(model, "listening");

if (kind === "own") (await startApiServer()).writeKubeconfig(kubeconfig, "admin");
const client = createHttpsClient(await loadKubeconfig(kubeconfig));
const certificate = issue(createCertificateAuthority(NODE), { commonName: NODE, hosts: ["127.0.0.1"], validDays: 1 });
await startKubelet({
  ...{ client, clock: createClock(20), nodeNames: [NODE], certificate },
  allocatable: { cpu: "8", memory: "32Gi", pods: "110" },
  programs: () => async context => {
    context.network.listen(9000, model);
    await new Promise<void>(resolve => context.stopped.addEventListener("abort", () => resolve(), { once: true }));
    return { exitCode: 0 };
  },
});
const { namespace, name, port } = FORWARDED;
const labels = { app: name };
await client.create(namespaces, { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
await client.create(services, {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name, namespace },
  spec: { selector: labels, ports: [{ name: "http", port, targetPort: 9000 }] },
});
await client.create(pods, {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace, labels },
  spec: { nodeName: NODE, containers: [{ name, image: "bench/model:1", imagePullPolicy: "IfNotPresent" }] },
});
const address = model.address();
process.send?.({ directPort: typeof address === "object" && address !== null ? address.port : 0 });
