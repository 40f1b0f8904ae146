// The kubelet's server as anybody on the machine can reach it: what is no address must not end the process.
import { request } from "node:https";
import { connect } from "node:tls";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCertificateAuthority, issue } from "../kubernetes/certificates.ts";
import { type KubeletServer, startKubeletServer } from "./kubelet-server.ts";
import { createNetwork } from "./network.ts";

let server: KubeletServer;

beforeAll(async () => {
  const authority = createCertificateAuthority("node-ca");
  server = await startKubeletServer({
    certificate: issue(authority, { commonName: "node", hosts: ["127.0.0.1"], validDays: 1 }),
    network: createNetwork({ find: () => "unknown" }),
    findPod: () => undefined,
    podsOn: () => [],
  });
});
afterAll(() => server.close());

test.each([
  ["/%zz", 400],
  ["/containerLogs/a/b/%", 400],
  ["/podProxy/%c3/b:80/", 400],
  ["//", 404],
  ["/containerLogs/a/b/c", 404],
  ["/healthz", 200],
])("GET %s is answered with %i", async (path, code) => {
  expect(await statusOf(path)).toBe(code);
});

test("an upgrade of what is no address is refused", async () => {
  const head = "GET /portForward/%zz/p HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
  expect(await firstLine(head)).toBe("HTTP/1.1 400 Bad Request");
});

test("bytes that are no HTTP are refused", async () => {
  expect(await firstLine("\u0000\u0001 garbage\r\n\r\n")).toBe("HTTP/1.1 400 Bad Request");
});

function statusOf(path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port: server.port, path, rejectUnauthorized: false, agent: false }, response => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
}

function firstLine(sent: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port: server.port, rejectUnauthorized: false }, () => {
      socket.write(sent, "latin1");
    });
    socket.on("data", (data: Buffer) => {
      resolve(data.toString("latin1").split("\r\n", 1)[0]);
      socket.destroy();
    });
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("The connection was closed without an answer.")));
  });
}
