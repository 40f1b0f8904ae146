// Diagnostics as they are pushed: what they carry, when they come, and when they do not.
import { existsSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { LspClient } from "../../support/lsp-client.ts";
import { CANARY, CLEAN, FOREIGN, partial } from "./manifests.ts";

const URI = "file:///workspace/canary.yaml";
const OTHER = "file:///workspace/other.yaml";

describe("a problem", () => {
  test("carries its rule, the rule's page, the places that belong to it, and the version it is of", async () => {
    await using client = await LspClient.start();
    await client.open(URI, CANARY);
    const problems = await client.diagnostics(URI);
    const [problem] = problems;
    expect(problems).toHaveLength(1);
    expect(problem).toMatchObject({
      source: "seldon",
      code: "traffic-sum",
      severity: 1,
      range: { start: { line: 15, character: 15 }, end: { line: 15, character: 17 } },
      data: { messageId: "wrongTotal", version: 1 },
    });
    expect(problem?.message).toContain("adds up to 90, not 100");
    expect(problem?.relatedInformation?.map(({ location }) => [location.uri, location.range.start.line])).toEqual([
      [URI, 9],
      [URI, 15],
    ]);
    const page = fileURLToPath(problem?.codeDescription?.href ?? "");
    expect(page).toMatch(/docs[\\/]rules[\\/]traffic-sum\.md$/);
    expect(existsSync(page)).toBe(true);
    expect(client.published[0]?.version).toBe(1);
  });

  test("goes when it is mended and comes back when it is made again", async () => {
    await using client = await LspClient.start();
    await client.open(URI, CANARY);
    expect(await client.diagnostics(URI)).toHaveLength(1);
    const at = client.positionOf(URI, "40");
    await client.change(URI, "50", { start: at, end: { ...at, character: at.character + 2 } });
    expect(await client.diagnostics(URI)).toEqual([]);
    await client.change(URI, CANARY);
    expect(await client.diagnostics(URI)).toHaveLength(1);
  });

  test("is found in every document of a file, at its place in the file", async () => {
    await using client = await LspClient.start();
    await client.open(URI, `${CLEAN}---\n${FOREIGN.replace('"dashboard', "dashboard")}---\n${CANARY}`);
    const problems = await client.diagnostics(URI);
    expect(problems.map(({ code, range }) => [code, range.start.line])).toEqual([
      ["traffic-sum", 20 + 1 + 11 + 1 + 15],
    ]);
  });

  test("is found in JSON", async () => {
    await using client = await LspClient.start();
    const manifest = {
      apiVersion: "machinelearning.seldon.io/v1",
      kind: "SeldonDeployment",
      metadata: { name: "iris" },
      spec: {
        predictors: [
          {
            name: "main",
            traffic: 40,
            graph: { name: "classifier", implementation: "SKLEARN_SERVER", modelUri: "gs://models/iris" },
          },
        ],
      },
    };
    await client.open(URI, JSON.stringify(manifest, null, 2), "json");
    expect((await client.diagnostics(URI)).map(({ code }) => code)).toEqual(["traffic-sum"]);
  });

  test("is taken back when the document is closed", async () => {
    await using client = await LspClient.start();
    await client.open(URI, CANARY);
    await client.diagnostics(URI);
    await client.close(URI);
    await client.open(OTHER, CLEAN);
    await client.diagnostics(OTHER);
    expect(client.published.findLast(({ uri }) => uri === URI)?.diagnostics).toEqual([]);
  });
});

describe("silence", () => {
  test.each([
    { what: "a foreign manifest that mentions Seldon", text: FOREIGN, languageId: "yaml" },
    { what: "broken YAML of somebody else", text: "a: [1, 2\nb: 'open", languageId: "yaml" },
    { what: "a Helm template", text: CANARY, languageId: "helm" },
    { what: "a Compose file", text: CANARY, languageId: "dockercompose" },
    { what: "JSON with comments", text: CANARY, languageId: "jsonc" },
  ])("about $what", async ({ text, languageId }) => {
    await using client = await LspClient.start();
    await client.open(URI, text, languageId);
    await client.change(URI, `${text}\n`);
    await client.open(OTHER, CLEAN);
    await client.diagnostics(OTHER);
    expect(client.published.map(({ uri }) => uri)).toEqual([OTHER]);
    const start = { line: 0, character: 0 };
    expect(await client.hover(URI, start)).toBeNull();
    expect((await client.complete(URI, start)).items).toEqual([]);
    expect(await client.outline(URI)).toEqual([]);
    expect(await client.codeActions(URI, { start, end: start })).toEqual([]);
  });

  test("until a document becomes Seldon's, and one last word when it no longer is", async () => {
    await using client = await LspClient.start();
    await client.open(URI, "kind: Deployment\n");
    await client.change(URI, CANARY);
    expect(await client.diagnostics(URI)).toHaveLength(1);
    await client.change(URI, "kind: Deployment\n");
    expect(await client.diagnostics(URI)).toEqual([]);
    await client.change(URI, "kind: StatefulSet\n");
    await client.open(OTHER, CLEAN);
    await client.diagnostics(OTHER);
    expect(client.published.map(({ uri, version }) => [uri, version])).toEqual([
      [URI, 2],
      [URI, 3],
      [OTHER, 1],
    ]);
  });
});

describe("the rest before diagnostics", () => {
  test("a burst of changes is answered once, and with the last text", async () => {
    await using client = await LspClient.start({ options: { debounce: 150 } });
    await client.open(URI, CLEAN);
    await client.diagnostics(URI);
    for (let count = 0; count < 30; count++) await client.change(URI, `${CANARY}# ${count}\n`);
    expect(await client.diagnostics(URI)).toHaveLength(1);
    expect(client.published.map(({ version }) => version)).toEqual([1, 31]);
  });

  test("closing a document cancels what was to come", async () => {
    await using client = await LspClient.start({ options: { debounce: 50 } });
    await client.open(URI, CLEAN);
    await client.diagnostics(URI);
    await client.change(URI, CANARY);
    await client.close(URI);
    await setTimeout(150);
    expect(client.published.map(({ diagnostics }) => diagnostics.length)).toEqual([0, 0]);
  });
});

describe("settings", () => {
  test("a rule is switched off or given another severity by initialization options", async () => {
    await using client = await LspClient.start({ options: { rules: { "traffic-sum": "hint" } } });
    await client.open(URI, CANARY);
    expect((await client.diagnostics(URI)).map(({ severity }) => severity)).toEqual([4]);
  });

  test("the configuration is asked for, and asked again after a change", async () => {
    let configuration: unknown = { rules: { "traffic-sum": "off" } };
    await using client = await LspClient.start({ configuration: () => configuration });
    await client.open(URI, CANARY);
    expect(await client.diagnostics(URI)).toEqual([]);
    configuration = { rules: { "traffic-sum": "information" } };
    client.published.length = 0;
    await client.configure(null);
    expect((await client.diagnostics(URI)).map(({ severity }) => severity)).toEqual([3]);
  });

  test("settings that come with the notification are taken from clients that cannot be asked", async () => {
    await using client = await LspClient.start();
    await client.open(URI, CANARY);
    expect(await client.diagnostics(URI)).toHaveLength(1);
    client.published.length = 0;
    await client.configure({ seldon: { rules: { "traffic-sum": "off" } } });
    expect(await client.diagnostics(URI)).toEqual([]);
  });

  test("what is wrong in them is named and ignored", async () => {
    const configuration = {
      rules: { "no-such-rule": "off", "traffic-sum": "loud" },
      version: "latest",
      debounce: "soon",
    };
    await using client = await LspClient.start({ configuration: () => configuration });
    await client.open(URI, CANARY);
    expect(await client.diagnostics(URI)).toHaveLength(1);
    expect(client.complaints).toHaveLength(4);
    expect(client.complaints.join("\n")).toMatch(/no-such-rule[^]*loud[^]*latest|latest[^]*no-such-rule/);
  });

  test("syntax errors are left to another extension, and all else is not", async () => {
    await using client = await LspClient.start({ options: { yamlSyntax: false } });
    await client.open(URI, `${CANARY}---\nkind: SeldonDeployment\nmetadata: "open\n`);
    expect((await client.diagnostics(URI)).map(({ code }) => code)).toEqual(["traffic-sum"]);
  });
});

describe("templates", () => {
  test("their folder counts from the workspace, not from the root of the disk", async () => {
    const broken = `${partial("iris")}metadata: "open\n`;
    await using client = await LspClient.start({ workspaceFolder: "file:///home/templates/project" });
    const own = "file:///home/templates/project/iris.yaml";
    const chart = "file:///home/templates/project/chart/templates/iris.yaml";
    await client.open(own, broken);
    await client.open(chart, broken);
    expect((await client.diagnostics(own)).map(({ code }) => code)).toContain("yaml-syntax");
    const start = { line: 0, character: 0 };
    const everything = { start, end: { line: 99, character: 0 } };
    expect(await client.codeActions(chart, everything)).toEqual([]);
  });
});
