// Logs, proxies and port-forwards reach the kubelet of the pod's node; here a small HTTPS server stands where it would listen.
import { createServer, type Server } from "node:https";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { createCertificateAuthority, issue } from "../../kubernetes/certificates.ts";
import { textAt, valueAt } from "../../support/json.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

let server: TestServer;
let node: Server;
const PODS = "/api/v1/namespaces/default/pods";

beforeAll(async () => {
  server = await startTestServer();
  const authority = createCertificateAuthority("node-ca");
  const { certificate, key } = issue(authority, { commonName: "node", hosts: ["127.0.0.1"], validDays: 1 });
  node = createServer({ cert: certificate, key }, (request, response) => {
    if (request.url?.includes("waiting") === true) response.writeHead(400);
    response.end(
      request.url?.includes("waiting") === true
        ? 'container "waiting" in pod "p" is waiting to start: ContainerCreating'
        : `${request.method ?? ""} ${request.url ?? ""}`,
    );
  });
  const sockets = new WebSocketServer({ server: node, handleProtocols: () => "v4.channel.k8s.io" });
  sockets.on("connection", (socket, request) => {
    socket.send(Buffer.from(request.url ?? ""));
    socket.on("message", data => socket.send(data));
  });
  const port = await new Promise<number>(resolve => {
    node.listen(0, "127.0.0.1", () => {
      const address = node.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  await server.send("POST", "/api/v1/nodes", {
    metadata: { name: "n" },
    status: {
      addresses: [{ type: "InternalIP", address: "127.0.0.1" }],
      daemonEndpoints: { kubeletEndpoint: { Port: port } },
    },
  });
  const containers = ["main", "waiting"].map(name => ({
    name,
    image: "i",
    ports: [{ containerPort: name.length, name }],
  }));
  await server.send("POST", PODS, { metadata: { name: "p" }, spec: { nodeName: "n", containers } });
  await server.send("POST", PODS, { metadata: { name: "unscheduled" }, spec: { containers: containers.slice(0, 1) } });
});
afterAll(async () => {
  node.closeAllConnections();
  node.close();
  await server.api.close();
});

test.each([
  [
    `${PODS}/p/log?container=main&tailLines=3&follow=true`,
    200,
    "GET /containerLogs/default/p/main?follow=true&tailLines=3",
  ],
  [`${PODS}/unscheduled/log`, 204, ""],
  [`${PODS}/p:7/proxy/a/b?c=d`, 200, "GET /podProxy/default/p:7/a/b?c=d"],
  [`${PODS}/p:waiting/proxy/`, 200, "GET /podProxy/default/p:7/"],
])("GET %s", async (path, code, text) => {
  expect(await server.send("GET", path)).toMatchObject({ code, body: text });
});

test.each([
  [`${PODS}/p/log`, 400, "a container name must be specified for pod p, choose one of: [main waiting]"],
  [`${PODS}/p/log?container=x`, 400, "container x is not valid for pod p"],
  [`${PODS}/p/log?container=waiting`, 400, 'container "waiting" in pod "p" is waiting to start: ContainerCreating'],
  [`${PODS}/nobody/log`, 404, 'pods "nobody" not found'],
  ["/api/v1/namespaces/default/services/nobody/proxy/", 404, 'services "nobody" not found'],
])("GET %s is refused", async (path, code, message) => {
  const answer = await server.send("GET", path);
  expect([answer.code, textAt(answer.body, "message")]).toEqual([code, message]);
});

test("a service is reached at one of its ready endpoints, or said to have none", async () => {
  const services = "/api/v1/namespaces/default/services";
  await server.send("POST", services, {
    metadata: { name: "s" },
    spec: { selector: { a: "b" }, ports: [{ port: 80, targetPort: 9000 }] },
  });
  const before = await server.send("GET", `${services}/s/proxy/x`);
  expect([before.code, textAt(before.body, "message")]).toEqual([503, 'no endpoints available for service "s"']);
  await server.send("POST", "/api/v1/namespaces/default/endpoints", {
    metadata: { name: "s" },
    subsets: [{ addresses: [{ ip: "10.244.0.1", targetRef: { kind: "Pod", name: "p" } }], ports: [{ port: 9000 }] }],
  });
  expect((await server.send("GET", `${services}/s:80/proxy/x`)).body).toBe("GET /podProxy/default/p:9000/x");
});

function openSocket(protocols: string[]): Promise<{ socket: WebSocket; messages: Buffer[] } | number> {
  const url = `${server.api.url.replace("https", "wss")}${PODS}/p/portforward?ports=80`;
  const socket = new WebSocket(url, protocols, {
    ca: server.api.caCertificate,
    headers: { Authorization: `Bearer ${server.api.token("admin")}` },
  });
  const messages: Buffer[] = [];
  socket.on("message", data => {
    if (Buffer.isBuffer(data)) messages.push(data);
  });
  return new Promise(resolve => {
    socket.on("open", () => resolve({ socket, messages }));
    socket.on("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0));
    socket.on("error", () => {});
  });
}

test("a port-forward over WebSocket passes bytes both ways", async () => {
  const opened = await openSocket(["v4.channel.k8s.io"]);
  if (typeof opened === "number") throw new Error(`refused with ${opened}`);
  const { socket, messages } = opened;
  expect(socket.protocol).toBe("v4.channel.k8s.io");
  socket.send(Buffer.from("hello"));
  while (messages.length < 2) await new Promise(resolve => socket.once("message", resolve));
  expect(messages.map(String)).toEqual(["/portForward/default/p?ports=80", "hello"]);
  socket.close();
});

test("other protocols are refused", async () => {
  expect(await openSocket(["portforward.k8s.io"])).toBe(400);
});

test("what is refused before the kubelet is asked says why", async () => {
  const { code, body } = await server.send("POST", `${PODS}/p/exec?command=ls`);
  expect([code, valueAt(body, "reason")]).toEqual([400, "BadRequest"]);
});
