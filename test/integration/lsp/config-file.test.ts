// `.seldonlint.yaml` in the editor: what it changes, when a change of it counts, and how its own mistakes are told.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { LspClient, type ServerStart } from "../../support/lsp-client.ts";
import { scratchFolder } from "../../support/scratch-folder.ts";
import { CANARY, CLEAN } from "./manifests.ts";

const CONFIG = ".seldonlint.yaml";

interface Workspace {
  readonly folder: string;
  uri(name: string): string;
  write(name: string, text: string): void;
}

/** A workspace on the disk; only its configuration is a file there, as far as the server can know. */
function workspace(config: string): Workspace {
  const { path: folder } = scratchFolder({ [CONFIG]: config });
  return {
    folder: pathToFileURL(folder).href,
    uri: name => pathToFileURL(path.join(folder, name)).href,
    write: (name, text) => writeFileSync(path.join(folder, name), text),
  };
}

function start({ folder }: Workspace, options: ServerStart = {}): Promise<LspClient & AsyncDisposable> {
  return LspClient.start({ workspaceFolder: folder, ...options });
}

async function codes(client: LspClient, uri: string): Promise<unknown[]> {
  return (await client.diagnostics(uri)).map(({ code }) => code);
}

describe("what it says counts", () => {
  test("before the client's settings, entry by entry", async () => {
    const here = workspace("rules: { traffic-sum: hint }\n");
    await using client = await start(here, { options: { rules: { "traffic-sum": "off" } } });
    await client.open(here.uri("a.yaml"), CANARY);
    expect((await client.diagnostics(here.uri("a.yaml"))).map(({ severity }) => severity)).toEqual([4]);
  });

  test("for ignored files, in which completion and hover go on", async () => {
    const here = workspace("ignore: [vendor/]\n");
    await using client = await start(here);
    await client.open(here.uri("vendor/a.yaml"), CANARY);
    await client.open(here.uri("a.yaml"), CANARY);
    expect(await codes(client, here.uri("vendor/a.yaml"))).toEqual([]);
    expect(await codes(client, here.uri("a.yaml"))).toEqual(["traffic-sum"]);
    const place = client.positionOf(here.uri("vendor/a.yaml"), "SKLEARN_SERVER", 2);
    expect(await client.hover(here.uri("vendor/a.yaml"), place)).not.toBeNull();
  });

  test("for templates, whose syntax is not judged", async () => {
    const here = workspace("templates: [deploy/*.yaml]\n");
    const broken = `${CANARY}---\nkind: SeldonDeployment\nmetadata: "open\n`;
    await using client = await start(here);
    await client.open(here.uri("deploy/a.yaml"), broken);
    await client.open(here.uri("a.yaml"), broken);
    expect(await codes(client, here.uri("deploy/a.yaml"))).toEqual(["traffic-sum"]);
    expect(await codes(client, here.uri("a.yaml"))).toEqual(["traffic-sum", "yaml-syntax"]);
  });

  test("for servers, in findings, completion and hover", async () => {
    const here = workspace("servers: [TORCH_SERVER]\n");
    const text = CLEAN.replace("SKLEARN_SERVER", "TORCH_SERVER");
    await using client = await start(here);
    await client.open(here.uri("a.yaml"), text);
    expect(await codes(client, here.uri("a.yaml"))).toEqual([]);
    const place = client.positionOf(here.uri("a.yaml"), "TORCH_SERVER", 2);
    expect((await client.complete(here.uri("a.yaml"), place)).items.map(item => item.label)).toContain("TORCH_SERVER");
    expect(JSON.stringify(await client.hover(here.uri("a.yaml"), place))).toContain("server of your cluster");
  });

  test("for versions, unless a comment in the document says otherwise", async () => {
    const here = workspace("seldonVersion: 1.15\n");
    await using client = await start(here);
    for (const [name, head] of [
      ["a.yaml", ""],
      ["b.yaml", "# seldon-version: 1.18\n"],
    ] as const) {
      await client.open(here.uri(name), head + CLEAN);
      const place = client.positionOf(here.uri(name), "SKLEARN_SERVER", 2);
      const version = head === "" ? "1.15.0" : "1.18.2";
      expect(JSON.stringify(await client.hover(here.uri(name), place))).toContain(`sklearnserver:${version}`);
    }
  });

  test("also for documents that are not saved yet", async () => {
    const here = workspace("rules: { traffic-sum: off }\n");
    await using client = await start(here);
    await client.open("untitled:Untitled-1", CANARY);
    expect(await codes(client, "untitled:Untitled-1")).toEqual([]);
  });
});

describe("a change on the disk", () => {
  test("is watched for, and checks open documents anew", async () => {
    const here = workspace("");
    await using client = await start(here);
    await client.open(here.uri("a.yaml"), CANARY);
    expect(await codes(client, here.uri("a.yaml"))).toEqual(["traffic-sum"]);
    expect(client.registered).toContain("workspace/didChangeWatchedFiles");
    client.published.length = 0;
    here.write(CONFIG, "rules: { traffic-sum: off }\n");
    await client.filesChanged(here.uri(CONFIG));
    expect(await codes(client, here.uri("a.yaml"))).toEqual([]);
  });

  test("asks a client that pulls to do so again", async () => {
    const here = workspace("rules: { traffic-sum: off }\n");
    await using client = await start(here, { pulls: true });
    await client.open(here.uri("a.yaml"), CANARY);
    const first = await client.pull(here.uri("a.yaml"));
    expect(first).toMatchObject({ kind: "full", items: [] });
    here.write(CONFIG, "");
    await client.filesChanged(here.uri(CONFIG));
    expect(await client.pull(here.uri("a.yaml"), first.resultId)).toMatchObject({ items: [{ code: "traffic-sum" }] });
    expect(client.refreshes).toBe(1);
  });

  test("is seen when the file is saved in the editor, where the client watches nothing", async () => {
    const here = workspace("");
    await using client = await start(here, { capabilities: {} });
    expect(client.registered).toEqual([]);
    await client.open(here.uri("a.yaml"), CANARY);
    expect(await codes(client, here.uri("a.yaml"))).toEqual(["traffic-sum"]);
    client.published.length = 0;
    here.write(CONFIG, "ignore: [a.yaml]\n");
    await client.save(here.uri(CONFIG));
    expect(await codes(client, here.uri("a.yaml"))).toEqual([]);
  });

  test("of other files is none", async () => {
    const here = workspace("");
    await using client = await start(here);
    await client.open(here.uri("a.yaml"), CANARY);
    await client.diagnostics(here.uri("a.yaml"));
    await client.filesChanged(here.uri("b.yaml"));
    await client.open(here.uri("c.yaml"), CLEAN);
    await client.diagnostics(here.uri("c.yaml"));
    expect(client.published.map(({ uri }) => uri)).toEqual([here.uri("a.yaml"), here.uri("c.yaml")]);
  });
});

describe("a mistake in it", () => {
  const WRONG = "rules:\n  trafic-sum: off\n  traffic-sum: hint\n";

  test("is shown on the file and logged, and the rest counts", async () => {
    const here = workspace(WRONG);
    await using client = await start(here);
    await client.open(here.uri("a.yaml"), CANARY);
    expect((await client.diagnostics(here.uri("a.yaml"))).map(({ severity }) => severity)).toEqual([4]);
    expect(await client.diagnostics(here.uri(CONFIG), 0)).toMatchObject([
      {
        severity: 1,
        source: "seldon",
        message: "There is no rule trafic-sum. Did you mean traffic-sum?",
        range: { start: { line: 1, character: 2 }, end: { line: 1, character: 12 } },
      },
    ]);
    expect(client.complaints).toEqual([expect.stringContaining("There is no rule trafic-sum.")]);
  });

  test("goes when it is mended on the disk", async () => {
    const here = workspace(WRONG);
    await using client = await start(here);
    await client.open(here.uri("a.yaml"), CANARY);
    expect(await client.diagnostics(here.uri(CONFIG), 0)).toHaveLength(1);
    client.published.length = 0;
    here.write(CONFIG, "");
    await client.filesChanged(here.uri(CONFIG));
    expect(await client.diagnostics(here.uri(CONFIG), 0)).toEqual([]);
  });

  test("is shown as it is typed while the file is open, and as it was saved when it is closed", async () => {
    const here = workspace(WRONG);
    await using client = await start(here);
    await client.open(here.uri("a.yaml"), CANARY);
    await client.diagnostics(here.uri(CONFIG), 0);
    await client.open(here.uri(CONFIG), WRONG);
    expect(await client.diagnostics(here.uri(CONFIG))).toHaveLength(1);
    await client.change(here.uri(CONFIG), "rules: {}\n");
    expect(await client.diagnostics(here.uri(CONFIG))).toEqual([]);
    await client.close(here.uri(CONFIG));
    await client.open(here.uri("b.yaml"), CLEAN);
    await client.diagnostics(here.uri("b.yaml"));
    expect(client.published.findLast(({ uri }) => uri === here.uri(CONFIG))?.diagnostics).toHaveLength(1);
  });

  test("is not shown twice by a client that pulls", async () => {
    const here = workspace(WRONG);
    await using client = await start(here, { pulls: true });
    await client.open(here.uri("a.yaml"), CANARY);
    await client.pull(here.uri("a.yaml"));
    await client.open(here.uri(CONFIG), WRONG);
    expect(await client.pull(here.uri(CONFIG))).toMatchObject({ items: [{ severity: 1 }] });
    expect(client.published.map(({ diagnostics }) => diagnostics.length)).toEqual([1, 0]);
  });

  test("a file that is not UTF-8 is said too", async () => {
    const here = workspace("");
    const { path: folder } = scratchFolder({ [CONFIG]: Uint8Array.of(0x23, 0xe9) });
    await using client = await start({ ...here, folder: pathToFileURL(folder).href });
    await client.open(pathToFileURL(path.join(folder, "a.yaml")).href, CANARY);
    expect(await client.diagnostics(pathToFileURL(path.join(folder, CONFIG)).href, 0)).toHaveLength(1);
  });
});
