// What only the way between two threads can do wrong; that the port keeps its promises across it is shown in test/kube.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { CallOptions, KubeGateway, ResourceType, StreamState } from "../port.ts";
import { createRemoteGateway } from "./remote-gateway.ts";

const WORKER = new URL("./worker.ts", import.meta.url);
const POD: ResourceType = { group: "", version: "v1", plural: "pods", kind: "Pod", isNamespaced: true };

/** An API server with one pod; a watch of it says nothing. */
async function startGateway(onLost: () => void): Promise<{ gateway: KubeGateway; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    if (request.url?.includes("watch=true") === true) response.flushHeaders();
    else response.end('{"metadata":{"resourceVersion":"10"},"items":[{"metadata":{"name":"a","namespace":"n"}}]}');
  });
  await new Promise<void>(resolve => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  const config = {
    clusters: [{ name: "c", cluster: { server: url } }],
    contexts: [{ name: "x", context: { cluster: "c" } }],
  };
  const folder = mkdtempSync(path.join(os.tmpdir(), "seldon-test-"));
  const file = path.join(folder, "config");
  writeFileSync(file, JSON.stringify(config));
  const sources = () => ({ kubeconfig: [file], separateFiles: [] });
  const gateway = createRemoteGateway({ sources, isTrusted: () => Promise.resolve(true), onLost }, WORKER);
  return {
    gateway,
    async close() {
      await gateway.close();
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const onLost = vi.fn<() => void>();
let started: Awaited<ReturnType<typeof startGateway>>;

/** One for all cases: a thread that runs sources as they stand takes seconds to begin. */
beforeAll(async () => {
  started = await startGateway(onLost);
});
afterAll(() => started.close());

test("options may come in an object that has more to it than can be sent", async () => {
  const session = await started.gateway.connect("x");
  const more: CallOptions & { tell(): void } = { signal: new AbortController().signal, tell: () => {} };
  await expect(session.list(POD, more)).resolves.toMatchObject({ items: [{ kind: "Pod", metadata: { name: "a" } }] });
});

test("the same session for every caller", async () => {
  const { gateway } = started;
  expect(await gateway.connect("x")).toBe(await gateway.connect("x"));
});

test("errors keep what they say and why", async () => {
  await expect(started.gateway.connect("y")).rejects.toMatchObject({
    ...{ name: "KubeError", reason: "not-found", isOutcomeUnknown: false },
  });
});

test("a thread that cannot live is told, and what is asked of it fails", async () => {
  const onEnd = vi.fn<() => void>();
  const sources = () => ({ kubeconfig: [], separateFiles: [] });
  const script = new URL("data:text/javascript,process.exit(1)");
  const gateway = createRemoteGateway({ sources, isTrusted: () => Promise.resolve(true), onLost: onEnd }, script);
  await expect(gateway.contexts()).rejects.toMatchObject({ name: "KubeError", reason: "cancelled" });
  await expect(gateway.contexts()).rejects.toMatchObject({ name: "KubeError" });
  expect(onEnd).toHaveBeenCalledOnce();
  await gateway.close();
});

test("a collection that is closed is not told of anything more, and its end is no loss", async () => {
  const states: StreamState["kind"][] = [];
  const session = await started.gateway.connect("x");
  const collection = session.watchCollection(POD, { onState: ({ kind }) => states.push(kind) });
  await collection.ready();
  expect(collection.get("a", "n")).toMatchObject({ kind: "Pod" });
  collection.close();
  await session.serverVersion().catch(() => {});
  expect(states).toEqual(["live"]);
  expect(onLost).not.toHaveBeenCalled();
});
