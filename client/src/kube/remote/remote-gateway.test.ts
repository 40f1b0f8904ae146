// What only the way between two threads can do wrong; that the port keeps its promises across it is shown in test/kube.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import type { CallOptions, KubeGateway, KubeconfigSources, ResourceType, StreamState } from "../port.ts";
import { createRemoteGateway } from "./remote-gateway.ts";

const WORKER = new URL("../../thread/worker.ts", import.meta.url);
const POD: ResourceType = { group: "", version: "v1", plural: "pods", kind: "Pod", isNamespaced: true };

/** Milliseconds. */
const HEARTBEAT = 50;
const PATIENCE = { timeout: 10_000 };

interface Started {
  readonly gateway: KubeGateway;
  /** Paths and queries of requests so far. */
  readonly asked: readonly { readonly url: string; readonly accept: string | undefined }[];
  /** Logs that are being read. */
  logs(): number;
  /** Where the kubeconfig files are looked up. */
  sources: () => KubeconfigSources;
  close(): Promise<void>;
}

/** An API server with one pod; a watch of it says nothing, and its log one line. */
async function startGateway(onLost: () => void): Promise<Started> {
  const asked: { url: string; accept: string | undefined }[] = [];
  let logs = 0;
  const server = createServer((request, response) => {
    const { url = "", headers } = request;
    asked.push({ url, accept: headers.accept });
    response.writeHead(200, { "content-type": "application/json" });
    if (url.includes("watch=true")) response.flushHeaders();
    else if (url.includes("/log?")) {
      logs += 1;
      response.on("close", () => (logs -= 1));
      response.write("2026-11-21T13:18:08Z one\n");
    } else if (url.includes("/pods/a")) {
      response.end('{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","namespace":"n"}}');
    } else response.end('{"metadata":{"resourceVersion":"10"},"items":[{"metadata":{"name":"a","namespace":"n"}}]}');
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
  const isTrusted = () => Promise.resolve(true);
  const timing = { heartbeat: HEARTBEAT };
  const gateway = createRemoteGateway({ sources: () => began.sources(), isTrusted, timing, onLost }, WORKER);
  const began: Started = {
    ...{ gateway, asked, logs: () => logs },
    sources: () => ({ kubeconfig: [file], separateFiles: [] }),
    async close() {
      await gateway.close();
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return began;
}

const onLost = vi.fn<() => void>();
let started: Started;

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

test("a secret that is asked for without its content is asked for so by the thread, too", async () => {
  const session = await started.gateway.connect("x");
  await session.get({ type: POD, namespace: "n", name: "a" }, { isMetadataOnly: true });
  expect(started.asked.at(-1)?.accept).toContain("PartialObjectMetadata");
});

/** A connection that hears nothing asks for the server's version all the time, as long as somebody listens on it. */
async function expectSilence(): Promise<void> {
  const heartbeats = (): number => started.asked.filter(({ url }) => url.startsWith("/version")).length;
  await vi.waitFor(() => expect(started.logs()).toBe(0), PATIENCE);
  await vi.waitFor(async () => {
    const before = heartbeats();
    await pause(8 * HEARTBEAT);
    expect(heartbeats()).toBe(before);
  }, PATIENCE);
}

test("a log that is left between two batches is over in the thread as well", async () => {
  const session = await started.gateway.connect("x");
  for await (const lines of session.log({ namespace: "n", pod: "a", container: "c" })) {
    expect(lines).toHaveLength(1);
    break;
  }
  await expectSilence();
});

test("a log that is cancelled while its reader is busy is over in the thread at once", async () => {
  const abort = new AbortController();
  const session = await started.gateway.connect("x");
  const options = { signal: abort.signal };
  const log = session.log({ namespace: "n", pod: "a", container: "c" }, options)[Symbol.asyncIterator]();
  await log.next();
  abort.abort();
  await expectSilence();
  await expect(log.next()).rejects.toMatchObject({ reason: "cancelled" });
});

test("where the kubeconfig files cannot be told, that is said", async () => {
  const { sources } = started;
  onTestFinished(() => void (started.sources = sources));
  started.sources = () => {
    throw new Error("The settings cannot be read.");
  };
  await expect(started.gateway.contexts()).rejects.toThrow("The settings cannot be read.");
});
