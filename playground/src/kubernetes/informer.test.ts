// Informers against a server that cuts, forgets and repeats itself.
import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import type { ClusterClient } from "./cluster-client.ts";
import { createHttpsClient } from "./https-client.ts";
import { configMaps } from "./resource-types.ts";
import { sendJson, startScriptedServer, type ScriptedServer } from "./testing/scripted-server.ts";
import type { ConfigMap } from "./workload-types.ts";

const ends: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const configMap = (name: string, resourceVersion: string, uid = name): object => ({
  metadata: { name, namespace: "ns", resourceVersion, uid },
});
const event = (type: string, object: object): string => `${JSON.stringify({ type, object })}\n`;
const withKind = (object: object): object => ({ apiVersion: "v1", kind: "ConfigMap", ...object });
const expired = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", code: 410, reason: "Expired" };

interface Script {
  /** Answers to lists, the last one again and again. */
  readonly lists: readonly object[];
  /** What is done with each watch, in turn; further ones stay open. */
  readonly watches: readonly ((response: ServerResponse) => void)[];
}

async function start(script: Script): Promise<{ client: ClusterClient; server: ScriptedServer; problems: string[] }> {
  let lists = 0;
  let watches = 0;
  const server = await startScriptedServer((request, response) => {
    if (request.url?.includes("watch=true")) {
      const act = script.watches[watches];
      watches += 1;
      if (act) act(response);
      else response.writeHead(200).flushHeaders();
    } else {
      sendJson(response, 200, script.lists[Math.min(lists, script.lists.length - 1)]);
      lists += 1;
    }
  });
  const problems: string[] = [];
  const client = createHttpsClient(server.connection, { report: problem => problems.push(problem) });
  ends.push(() => client.close(), server.close);
  return { client, server, problems };
}

function list(resourceVersion: string, items: readonly object[], next = ""): object {
  return { metadata: { resourceVersion, continue: next }, items };
}

/** Collects changes, and waits for as many. */
function collect(client: ClusterClient): { changes: string[]; reach: (count: number) => Promise<string[]> } {
  const changes: string[] = [];
  let wake: () => void = () => undefined;
  client.informer(configMaps).onChange((object: ConfigMap, change) => {
    changes.push(
      `${change} ${object.metadata.name} ${object.metadata.uid ?? ""}@${object.metadata.resourceVersion ?? ""}`,
    );
    wake();
  });
  const reach = async (count: number): Promise<string[]> => {
    while (changes.length < count) await new Promise<void>(resolve => (wake = resolve));
    return changes;
  };
  return { changes, reach };
}

describe("an informer", () => {
  it("lists all pages, then watches from the list's version with bookmarks", async () => {
    const { client, server } = await start({
      lists: [list("10", [configMap("a", "1")], "more"), list("10", [configMap("b", "2")])],
      watches: [],
    });
    const informer = client.informer(configMaps);
    await informer.ready();
    expect(informer.all().map(({ metadata }) => metadata.name)).toEqual(["a", "b"]);
    expect(informer.get("a", "ns")).toMatchObject({ kind: "ConfigMap", apiVersion: "v1" });
    expect(informer.get("a", "other")).toBeUndefined();
    await until(() => server.requests.length === 3);
    expect(server.requests.slice(0, 2)).toEqual([
      "GET /api/v1/configmaps?limit=500",
      "GET /api/v1/configmaps?limit=500&continue=more",
    ]);
    expect(server.requests[2]).toMatch(/watch=true&allowWatchBookmarks=true&resourceVersion=10&timeoutSeconds=\d+$/);
  });

  it("tells of changes, also when a line comes in pieces", async () => {
    const line = event("ADDED", withKind(configMap("ü", "11")));
    const bytes = Buffer.from(line);
    const middle = bytes.indexOf(0xbc);
    const { client } = await start({
      lists: [list("10", [configMap("a", "1")])],
      watches: [
        response => {
          response.write(
            event("MODIFIED", withKind(configMap("a", "12"))) + event("DELETED", withKind(configMap("a", "13"))),
          );
          response.write(bytes.subarray(0, middle));
          setTimeout(() => response.write(bytes.subarray(middle)), 20);
        },
      ],
    });
    expect(await collect(client).reach(4)).toEqual([
      "added a a@1",
      "modified a a@12",
      "deleted a a@13",
      "added ü ü@11",
    ]);
  });

  it("resumes after a cut from the last version seen, a bookmark's included, and reports the cut", async () => {
    const { client, server, problems } = await start({
      lists: [list("10", [])],
      watches: [
        response => {
          response.write(event("ADDED", withKind(configMap("a", "11"))));
          response.write(event("BOOKMARK", { kind: "ConfigMap", metadata: { resourceVersion: "40" } }));
          setTimeout(() => response.destroy(), 20);
        },
        response => response.write(event("MODIFIED", withKind(configMap("a", "41")))),
      ],
    });
    expect(await collect(client).reach(2)).toEqual(["added a a@11", "modified a a@41"]);
    expect(server.requests.filter(request => request.includes("watch")).map(versionOf)).toEqual(["10", "40"]);
    expect(server.requests.filter(request => !request.includes("watch"))).toHaveLength(1);
    expect(problems.join()).toContain("The watch of configmaps was cut");
  });

  it.each([
    ["as an event", (response: ServerResponse) => void response.write(event("ERROR", expired))],
    ["as an answer", (response: ServerResponse) => sendJson(response, 410, { ...expired, reason: "Gone" })],
  ])("lists again after 410 %s, and tells what has gone, come and changed meanwhile", async (_where, refuse) => {
    const { client } = await start({
      lists: [
        list("10", [
          configMap("kept", "1"),
          configMap("gone", "2"),
          configMap("changed", "3"),
          configMap("remade", "4", "old"),
        ]),
        list("50", [
          configMap("kept", "1"),
          configMap("changed", "30"),
          configMap("remade", "31", "new"),
          configMap("come", "32"),
        ]),
      ],
      watches: [refuse],
    });
    const { changes, reach } = collect(client);
    await reach(9);
    expect(changes.slice(4)).toEqual([
      "deleted gone gone@2",
      "modified changed changed@30",
      "deleted remade old@4",
      "added remade new@31",
      "added come come@32",
    ]);
    const names = client
      .informer(configMaps)
      .all()
      .map(({ metadata }) => metadata.name);
    expect(names.sort()).toEqual(["changed", "come", "kept", "remade"]);
  });

  it("shares one watch between those who ask for a type, and tells late listeners what there is", async () => {
    const { client, server } = await start({ lists: [list("10", [configMap("a", "1")])], watches: [] });
    const informer = client.informer(configMaps);
    await informer.ready();
    const seen: string[] = [];
    const stop = client
      .informer(configMaps)
      .onChange((object, change) => seen.push(`${change} ${object.metadata.name}`));
    stop();
    expect(seen).toEqual(["added a"]);
    await until(() => server.requests.length >= 2);
    expect(server.requests.filter(request => request.includes("watch"))).toHaveLength(1);
  });

  it("rejects who waits for the first list when the client is closed", async () => {
    const server = await startScriptedServer(() => undefined);
    ends.push(server.close);
    const client = createHttpsClient(server.connection);
    const ready = client.informer(configMaps).ready();
    client.close();
    await expect(ready).rejects.toThrow("The watch of configmaps has ended.");
  });
});

function versionOf(request: string): string | null {
  return new URL(request.split(" ")[1] ?? "", "https://x").searchParams.get("resourceVersion");
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise(resolve => setTimeout(resolve, 5));
}
