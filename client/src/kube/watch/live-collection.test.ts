// What no well-behaved API server does on demand; the rest of what can happen is in test/kube, against real ones.
import { createServer, type ServerResponse } from "node:http";
import { expect, onTestFinished, test, vi } from "vitest";
import { scratchFolder } from "../../../../test/support/scratch-folder.ts";
import { createKubeGateway } from "../gateway.ts";
import type { ClusterSession, ResourceType } from "../port.ts";

const POD: ResourceType = { group: "", version: "v1", plural: "pods", kind: "Pod", isNamespaced: true };

interface Stub {
  readonly session: ClusterSession;
  readonly watches: () => number;
  readonly lists: () => number;
}

/** An API server with an empty list; `answer` says what the nth watch, from 0 on, is told. */
async function stub(answer: (response: ServerResponse, watch: number) => void, backOffMax = 100): Promise<Stub> {
  let watches = 0;
  let lists = 0;
  const server = createServer((request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    if (request.url?.includes("watch=true") === true) answer(response, watches++);
    else {
      lists += 1;
      response.end(JSON.stringify({ metadata: { resourceVersion: "10" }, items: [] }));
    }
  });
  await new Promise<void>(resolve => void server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  const config = {
    clusters: [{ name: "c", cluster: { server: url } }],
    contexts: [{ name: "x", context: { cluster: "c" } }],
  };
  const scratch = scratchFolder({ config: JSON.stringify(config) });
  const gateway = createKubeGateway({
    sources: () => ({ kubeconfig: [`${scratch.path}/config`], separateFiles: [] }),
    isTrusted: () => Promise.resolve(true),
    timing: { backOffMin: 50, backOffMax, batch: 10 },
  });
  onTestFinished(() => gateway.close());
  return { session: await gateway.connect("x"), watches: () => watches, lists: () => lists };
}

function event(type: string, name: string, resourceVersion: number): string {
  return `${JSON.stringify({ type, object: { metadata: { name, namespace: "n", uid: name, resourceVersion: String(resourceVersion) } } })}\n`;
}

test("every event that came before the end of a stream is delivered", async () => {
  const { session } = await stub((response, watch) => {
    if (watch > 0) {
      response.flushHeaders();
      return;
    }
    for (let index = 0; index < 2_000; index += 1) response.write(event("ADDED", `pod-${index}`, 11 + index));
    response.end();
  });
  const collection = session.watchCollection(POD, {});
  await vi.waitFor(() => expect(collection.items()).toHaveLength(2_000), { timeout: 20_000 });
  expect(collection.get("pod-7", "n")).toMatchObject({ apiVersion: "v1", kind: "Pod" });
});

test("an event cut in the middle of a character and of a line is put together", async () => {
  const whole = Buffer.from(event("ADDED", "größe", 11));
  const { session } = await stub(response => {
    void (async () => {
      for (const byte of whole) {
        response.write(Buffer.of(byte));
        await new Promise(resolve => setImmediate(resolve));
      }
    })();
  });
  const collection = session.watchCollection(POD, {});
  await vi.waitFor(() => expect(collection.get("größe", "n")).toBeDefined(), { timeout: 20_000 });
});

test("rights that were there are asked for again soon, since a server that has just started refuses for a moment", async () => {
  const { session, watches } = await stub((response, watch) => {
    const object = { kind: "Status", code: 403, reason: "Forbidden", message: "pods is forbidden" };
    if (watch === 0) response.end(`${JSON.stringify({ type: "ERROR", object })}\n`);
    else response.flushHeaders();
  }, 600_000);
  const collection = session.watchCollection(POD, {});
  await vi.waitFor(() => expect(watches()).toBe(2), { timeout: 5_000 });
  await vi.waitFor(() => expect(collection.state.kind).toBe("live"));
});

test("a server that ends every watch at once is asked with pauses", async () => {
  const { session, watches, lists } = await stub(response => response.end());
  const collection = session.watchCollection(POD, {});
  await collection.ready();
  await new Promise(resolve => setTimeout(resolve, 1_000));
  expect(watches()).toBeGreaterThan(3);
  expect(watches()).toBeLessThan(40);
  expect(lists()).toBe(1);
});

test("what makes no sense in a watch is told, and tried again", async () => {
  const { session } = await stub((response, watch) => {
    if (watch < 3) response.end("<html>\n");
    else response.write(event("ADDED", "a", 11));
  });
  const states: string[] = [];
  const collection = session.watchCollection(POD, {
    onState: state => states.push(state.kind === "stale" ? state.error.reason : state.kind),
  });
  await vi.waitFor(() => expect(collection.get("a", "n")).toBeDefined(), { timeout: 20_000 });
  expect(states).toContain("bad-response");
  expect(states.at(-1)).toBe("live");
});

test("an error event says why", async () => {
  const status = { kind: "Status", code: 500, reason: "InternalError", message: "etcd is away" };
  const { session } = await stub(response => response.end(`${JSON.stringify({ type: "ERROR", object: status })}\n`));
  const collection = session.watchCollection(POD, {});
  await vi.waitFor(() => expect(collection.state).toMatchObject({ kind: "stale", error: { status } }), {
    timeout: 20_000,
  });
});
