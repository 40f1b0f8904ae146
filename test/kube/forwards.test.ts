// Port-forwards and requests through the API server to what runs in pods.
import { createServer, request, type Server } from "node:http";
import { connect } from "node:net";
import { expect, test } from "vitest";
import type { KubeObject, ResourceType } from "../../client/src/kube/port.ts";
import { conformance } from "./support/cluster.ts";
import { eventually } from "./support/eventually.ts";
import { POD, serves, useNode } from "./support/node.ts";

const SERVICE: ResourceType = { group: "", version: "v1", plural: "services", kind: "Service", isNamespaced: true };

/** Answers with its name, after reading all that was sent; `/big` gives a megabyte. */
function named(name: string): () => Server {
  return () =>
    createServer((incoming, response) => {
      let length = 0;
      incoming.on("data", chunk => {
        if (Buffer.isBuffer(chunk)) length += chunk.length;
      });
      incoming.on("end", () => {
        response.setHeader("x-path", incoming.url ?? "");
        if (incoming.url === "/refused") response.statusCode = 418;
        response.end(incoming.url === "/big" ? "x".repeat(1024 * 1024) : `${name} got ${length}`);
      });
    });
}

function call(port: number, path = "/", body = ""): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port, path, method: "POST", agent: false }, response => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", chunk => (text += String(chunk)));
      response.on("end", () => resolve(text));
      response.on("error", reject);
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

function service(namespace: string, name: string, targetPort: number | string): KubeObject {
  const spec = { selector: { app: name }, ports: [{ name: "http", port: 80, targetPort }] };
  return { apiVersion: "v1", kind: "Service", metadata: { name, namespace }, spec };
}

conformance("Forwards", cluster => {
  const node = useNode(cluster);

  test("a pod's port is reached on loopback, by several connections at a time, both ways and in any amount", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    await node.run(session, namespace, "a", serves(9000, named("a")));
    const lease = await session.forward({ kind: "pod", namespace, name: "a", port: 9000 });
    expect(lease.host).toBe("127.0.0.1");
    const big = "y".repeat(2 * 1024 * 1024);
    const answers = await Promise.all([
      call(lease.localPort),
      call(lease.localPort, "/", big),
      call(lease.localPort, "/big"),
    ]);
    expect(answers[0]).toBe("a got 0");
    expect(answers[1]).toBe(`a got ${big.length}`);
    expect(answers[2]).toHaveLength(1024 * 1024);
    expect(session.forwards()).toMatchObject([{ leases: 1, pod: "a", error: undefined }]);
    await lease.release();
  });

  test("leases share a listener, which closes with the last", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    await node.run(session, namespace, "a", serves(9000, named("a")));
    const target = { kind: "pod", namespace, name: "a", port: 9000 } as const;
    const [one, two] = await Promise.all([session.forward(target), session.forward(target)]);
    expect(two.localPort).toBe(one.localPort);
    expect(one.info().leases).toBe(2);
    await one.release();
    await one.release();
    expect(await call(two.localPort)).toBe("a got 0");
    await two.release();
    expect(session.forwards()).toEqual([]);
    await expect(call(one.localPort)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  test("what lists forwards is told when one begins, leads to a pod, and ends", async () => {
    let told = 0;
    const session = await cluster.connect({ options: { onForwards: () => (told += 1) } });
    const namespace = await cluster.namespace();
    await node.run(session, namespace, "a", serves(9000, named("a")));
    const lease = await session.forward({ kind: "pod", namespace, name: "a", port: 9000 });
    expect(told).toBe(1);
    await call(lease.localPort);
    expect([told, session.forwards()[0]?.pod]).toEqual([2, "a"]);
    await call(lease.localPort);
    expect(told).toBe(2);
    await lease.release();
    expect(told).toBe(3);
  });

  test("a service leads to a ready pod, and to the next when that is gone", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    const labels = { app: "web" };
    const ports = [{ name: "http", containerPort: 9000 }];
    await session.create(SERVICE, service(namespace, "web", "http"));
    await node.run(session, namespace, "first", serves(9000, named("first")), { labels, ports });
    const lease = await session.forward({ kind: "service", namespace, name: "web", port: 80 });
    expect(await call(lease.localPort)).toBe("first got 0");
    await session.delete({ type: POD, namespace, name: "first" });
    await eventually(async () => {
      const left = await session.get({ type: POD, namespace, name: "first" }).catch(() => undefined);
      return left === undefined;
    });
    // Nobody is there yet: the connection waits.
    const waiting = call(lease.localPort);
    await node.run(session, namespace, "second", serves(9000, named("second")), { labels, ports });
    expect(await waiting).toBe("second got 0");
    expect(lease.info()).toMatchObject({ pod: "second", error: undefined });
  });

  test("a cut connection ends what went through it, and the next works", async () => {
    const { proxy, kubeconfig } = await cluster.wire();
    const session = await cluster.connect({ kubeconfig });
    const namespace = await cluster.namespace();
    await node.run(session, namespace, "a", serves(9000, named("a")));
    const lease = await session.forward({ kind: "pod", namespace, name: "a", port: 9000 });
    const idle = connect(lease.localPort, "127.0.0.1");
    await eventually(() => lease.info().pod === "a");
    const ended = new Promise(resolve => idle.once("close", resolve));
    proxy.cut();
    await ended;
    expect(await call(lease.localPort)).toBe("a got 0");
  });

  test("what does not answer is told, with the words of the kubelet", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    await node.run(session, namespace, "a", serves(9000, named("a")));
    const closed = await session.forward({ kind: "pod", namespace, name: "a", port: 9001 });
    await expect(call(closed.localPort)).rejects.toBeInstanceOf(Error);
    await eventually(() => closed.info().error !== undefined);
    expect(closed.info().error).toMatchObject({ reason: "unreachable" });
    const missing = await session.forward({ kind: "pod", namespace, name: "none", port: 9000 });
    await expect(call(missing.localPort)).rejects.toBeInstanceOf(Error);
    expect(missing.info().error).toMatchObject({ reason: "not-found" });
  });

  test("closing the session closes every forward", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    await node.run(session, namespace, "a", serves(9000, named("a")));
    const lease = await session.forward({ kind: "pod", namespace, name: "a", port: 9000 });
    const idle = connect(lease.localPort, "127.0.0.1");
    const ended = new Promise(resolve => idle.once("close", resolve));
    await eventually(() => lease.info().pod === "a");
    await session.close();
    await ended;
    await expect(call(lease.localPort)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  test("a request to a pod that is not there fails as such", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    const pod = { kind: "pod", namespace, name: "none", port: 9000 } as const;
    await expect(session.proxyGet(pod, "/")).rejects.toMatchObject({ reason: "not-found" });
    await session.create(SERVICE, service(namespace, "empty", 9000));
    const empty = { kind: "service", namespace, name: "empty", port: "http" } as const;
    // Without a controller the service has not even an Endpoints object.
    await expect(session.proxyGet(empty, "/")).rejects.toThrow(/no endpoints available for service|"empty" not found/u);
  });

  test("a pod's answer is handed on, whatever its status", async ctx => {
    if (!cluster.target.reachesPods)
      return ctx.skip("this API server calls pods by their address, and simulated pods have none");
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    await node.run(session, namespace, "a", serves(9000, named("a")));
    const pod = { kind: "pod", namespace, name: "a", port: 9000 } as const;
    expect(await session.proxyGet(pod, "/metrics?x=1")).toMatchObject({ status: 200, body: "a got 0" });
    expect(await session.proxyGet(pod, "/refused")).toMatchObject({ status: 418 });
  });
});
