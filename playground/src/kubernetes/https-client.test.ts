// The client's requests and what it makes of answers; against a real API server where there is one.
import { afterEach, describe, expect, it } from "vitest";
import { createClock } from "./clock.ts";
import { ApiError, type ClusterClient } from "./cluster-client.ts";
import { loadKubeconfig } from "./connection.ts";
import { createEventRecorder } from "./events.ts";
import { createHttpsClient } from "./https-client.ts";
import { configMaps, events, namespaces, scaledObjects } from "./resource-types.ts";
import { sendJson, startScriptedServer } from "./testing/scripted-server.ts";

const kubeconfig = process.env["SELDON_TEST_KUBECONFIG"];
const ends: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const wish = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a", namespace: "ns" }, data: { x: "1" } };

describe("the client", () => {
  it("sends token, kind of body and its length", async () => {
    const seen: unknown[] = [];
    const server = await startScriptedServer((request, response, body) => {
      const { authorization, "content-type": type, "content-length": length } = request.headers;
      seen.push([authorization, type, length === undefined ? undefined : Number(length) === Buffer.byteLength(body)]);
      sendJson(response, 200, wish);
    });
    const client = createHttpsClient(server.connection);
    ends.push(() => client.close(), server.close);
    await client.get(configMaps, "a", "ns");
    await client.create(configMaps, wish);
    await client.patch(configMaps, "a", "ns", { data: { x: "ü" } });
    await client.updateStatus(configMaps, wish);
    await client.delete(configMaps, "a", "ns", { uid: "1", propagationPolicy: "Foreground" });
    expect(seen).toEqual([
      ["Bearer secret", undefined, undefined],
      ["Bearer secret", "application/json", true],
      ["Bearer secret", "application/merge-patch+json", true],
      ["Bearer secret", "application/json", true],
      ["Bearer secret", "application/json", true],
    ]);
    expect(server.requests).toEqual([
      "GET /api/v1/namespaces/ns/configmaps/a",
      "POST /api/v1/namespaces/ns/configmaps",
      "PATCH /api/v1/namespaces/ns/configmaps/a",
      "PUT /api/v1/namespaces/ns/configmaps/a/status",
      "DELETE /api/v1/namespaces/ns/configmaps/a",
    ]);
  });

  it("tries again when a kept connection was closed under it, but never sends a POST twice", async () => {
    let isCutting = false;
    const server = await startScriptedServer((request, response) => {
      if (isCutting) {
        isCutting = false;
        request.socket.destroy();
      } else sendJson(response, 200, wish);
    });
    const client = createHttpsClient(server.connection);
    ends.push(() => client.close(), server.close);
    await client.get(configMaps, "a", "ns");
    isCutting = true;
    await expect(client.get(configMaps, "a", "ns")).resolves.toMatchObject({ data: { x: "1" } });
    isCutting = true;
    await expect(client.create(configMaps, wish)).rejects.toThrow();
    expect(server.requests.filter(request => request.startsWith("POST"))).toHaveLength(1);
  });

  it("does not trust a server with another authority's certificate", async () => {
    const server = await startScriptedServer((_request, response) => sendJson(response, 200, wish));
    const other = await startScriptedServer(() => undefined);
    const client = createHttpsClient({
      ...server.connection,
      certificateAuthority: other.connection.certificateAuthority ?? "",
    });
    ends.push(() => client.close(), server.close, other.close);
    await expect(client.get(configMaps, "a", "ns")).rejects.toThrow(/certificate/);
    expect(server.requests).toEqual([]);
  });

  it("makes an error with the answer's text of what is no Status", async () => {
    const server = await startScriptedServer((_request, response) => response.writeHead(502).end("bad gateway\n"));
    const client = createHttpsClient(server.connection);
    ends.push(() => client.close(), server.close);
    const error: unknown = await client.get(configMaps, "a", "ns").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ message: "bad gateway", status: { code: 502 } });
  });
});

describe.skipIf(kubeconfig === undefined)("the client on a real API server (needs SELDON_TEST_KUBECONFIG)", () => {
  async function connect(): Promise<{ client: ClusterClient; namespace: string }> {
    const client = createHttpsClient(await loadKubeconfig(kubeconfig ?? ""));
    const namespace = `operator-client-${Date.now().toString(36)}`;
    await client.create(namespaces, { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
    ends.push(async () => {
      await client.delete(namespaces, namespace);
      client.close();
    });
    return { client, namespace };
  }

  it("creates, reads, refuses stale writes, patches and deletes", async () => {
    const { client, namespace } = await connect();
    const made = await client.create(configMaps, { ...wish, metadata: { name: "a", namespace } });
    const updated = await client.update(configMaps, { ...made, data: { x: "2" } });
    const stale: unknown = await client
      .update(configMaps, { ...made, data: { x: "3" } })
      .catch((error: unknown) => error);
    expect(stale).toMatchObject({ status: { code: 409, reason: "Conflict" } });
    const patched = await client.patch(configMaps, "a", namespace, { data: { y: "1" } });
    expect(patched.data).toEqual({ x: "2", y: "1" });
    expect(patched.metadata.resourceVersion).not.toBe(updated.metadata.resourceVersion);
    await client.delete(configMaps, "a", namespace);
    await client.delete(configMaps, "a", namespace);
    expect(await client.get(configMaps, "a", namespace)).toBeUndefined();
  });

  it("follows changes by informer", async () => {
    const { client, namespace } = await connect();
    const informer = client.informer(configMaps);
    await informer.ready();
    const seen: string[] = [];
    const done = new Promise<void>(resolve => {
      informer.onChange(({ metadata }, change) => {
        if (metadata.namespace !== namespace) return;
        seen.push(`${change} ${metadata.name}`);
        if (change === "deleted") resolve();
      });
    });
    await client.create(configMaps, { ...wish, metadata: { name: "b", namespace } });
    await client.patch(configMaps, "b", namespace, { data: { x: "5" } });
    await client.delete(configMaps, "b", namespace);
    await done;
    expect(seen).toEqual(["added b", "modified b", "deleted b"]);
  });

  it("throws where the kind is not served", async () => {
    const { client } = await connect();
    await expect(client.list(scaledObjects)).rejects.toMatchObject({ status: { code: 404 } });
    await expect(client.get(scaledObjects, "a", "default")).rejects.toMatchObject({ status: { code: 404 } });
  });

  it("counts events up that repeat", async () => {
    const { client, namespace } = await connect();
    const recorder = createEventRecorder({ client, clock: createClock(1), component: "kubelet", host: "node-1" });
    const about = await client.create(configMaps, { ...wish, metadata: { name: "c", namespace } });
    await recorder.record(about, "Warning", "BackOff", "Back-off restarting failed container", "spec.containers{m}");
    await recorder.record(about, "Warning", "BackOff", "Back-off restarting failed container", "spec.containers{m}");
    await recorder.record(about, "Normal", "Pulled", "Container image already present");
    const { items } = await client.list(events, { namespace });
    expect(items.map(({ reason, count }) => [reason, count]).sort()).toEqual([
      ["BackOff", 2],
      ["Pulled", 1],
    ]);
    expect(items.find(({ reason }) => reason === "BackOff")).toMatchObject({
      involvedObject: { kind: "ConfigMap", name: "c", fieldPath: "spec.containers{m}" },
      source: { component: "kubelet", host: "node-1" },
    });
  });
});
