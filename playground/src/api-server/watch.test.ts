// Watches: resuming, leaving a selection, bookmarks, the end of the history, and a server that restarts.
import { afterEach, beforeEach, expect, test } from "vitest";
import { valueAt } from "../support/json.ts";
import { startTestServer, type TestServer } from "./testing/test-server.ts";

let server: TestServer;
const MAPS = "/api/v1/namespaces/default/configmaps";

beforeEach(async () => (server = await startTestServer({ history: 10 })));
afterEach(() => server.api.close());

const put = (name: string, labels: Record<string, string> = {}): Promise<unknown> =>
  server.send("POST", MAPS, { metadata: { name, labels } });
const label = (name: string, labels: Record<string, string | null>): Promise<unknown> =>
  server.send("PATCH", `${MAPS}/${name}`, { metadata: { labels } }, { contentType: "application/merge-patch+json" });
const revision = async (): Promise<string> =>
  String(valueAt((await server.send("GET", MAPS)).body, "metadata", "resourceVersion"));

test("resumes after a revision, without gap", async () => {
  await put("a");
  const from = await revision();
  await put("b");
  const watch = await server.watch(`${MAPS}?watch=true&resourceVersion=${from}`);
  await put("c");
  await server.send("DELETE", `${MAPS}/a`);
  expect(await watch.next(3)).toEqual(["ADDED b", "ADDED c", "DELETED a"]);
  watch.close();
});

test("what enters or leaves a selection is added or deleted", async () => {
  const watch = await server.watch(`${MAPS}?watch=true&labelSelector=in%3Dyes`);
  await put("a");
  await label("a", { in: "yes" });
  await label("a", { other: "x" });
  await label("a", { in: null });
  expect(await watch.next(3)).toEqual(["ADDED a", "MODIFIED a", "DELETED a"]);
  watch.close();
});

test("a revision older than the history is answered with 410 inside the stream", async () => {
  await put("a");
  const from = await revision();
  for (let index = 0; index < 15; index++) await label("a", { n: String(index) });
  const watch = await server.watch(`${MAPS}?watch=true&resourceVersion=${from}`);
  await watch.next(1);
  await watch.ended;
  expect(watch.events).toMatchObject([{ type: "ERROR", object: { code: 410, reason: "Expired" } }]);
  expect(valueAt(watch.events[0], "object", "message")).toMatch(/^too old resource version: \d+ \(\d+\)$/);
});

test("ends after timeoutSeconds, with a bookmark for whoever asked", async () => {
  const watch = await server.watch(`${MAPS}?watch=true&timeoutSeconds=1&allowWatchBookmarks=true`);
  await watch.ended;
  expect(watch.events.at(-1)).toMatchObject({ type: "BOOKMARK", object: { kind: "ConfigMap" } });
});

test.each(["99999999999", "1e400", "-5"])("timeoutSeconds=%s ends no watch at once", async timeout => {
  const watch = await server.watch(`${MAPS}?watch=true&timeoutSeconds=${timeout}`);
  await put("a");
  await label("a", { n: "1" });
  expect(await Promise.race([watch.next(2), watch.ended])).toEqual(["ADDED a", "MODIFIED a"]);
  watch.close();
});

test("sendInitialEvents is refused as 1.27 does", async () => {
  const { code, body } = await server.send("GET", `${MAPS}?watch=true&sendInitialEvents=true`);
  expect(code).toBe(422);
  expect(valueAt(body, "message")).toContain("sendInitialEvents is forbidden for watch");
});

test("a restarted server has the same objects, and a watch resumes where it was", async () => {
  await put("a");
  const watch = await server.watch(`${MAPS}?watch=true`);
  await watch.next(1);
  const from = await revision();
  await server.api.stop();
  await watch.ended;
  await server.api.start();
  await put("b");
  const second = await server.watch(`${MAPS}?watch=true&resourceVersion=${from}`);
  expect(await second.next(1)).toEqual(["ADDED b"]);
  second.close();
});
