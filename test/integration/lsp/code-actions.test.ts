// The light bulb: what it offers, in which order, that it applies, and that nothing out of date ever does.
import { describe, expect, test } from "vitest";
import type { CodeAction, Range } from "vscode-languageserver/node";
import { allRules, findComments, lintText } from "../../../server/src/core/index.ts";
import { LspClient } from "../../support/lsp-client.ts";
import { CANARY, CLEAN, partial } from "./manifests.ts";

const URI = "file:///workspace/canary.yaml";
const EVERYTHING: Range = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };

function at(client: LspClient, part: string): Range {
  const position = client.positionOf(URI, part);
  return { start: position, end: position };
}

async function apply(client: LspClient, action: CodeAction | undefined): Promise<boolean> {
  if (!action?.edit) throw new Error(`${action?.title ?? "The action"} has no edit.`);
  return client.apply(action.edit);
}

describe("quick fixes", () => {
  test("a fix is preferred, names its diagnostic and the document's version, applies, and clears the problem", async () => {
    await using client = await LspClient.start();
    await client.open(URI, partial("iris"));
    const diagnostics = await client.diagnostics(URI);
    const actions = await client.codeActions(URI, at(client, "40"), diagnostics, ["quickfix"]);
    expect(actions.map(({ title, isPreferred }) => [title, isPreferred])).toEqual([
      ["Remove traffic: a single predictor gets all of it", true],
      ["Disable traffic-sum for this line", undefined],
    ]);
    const [fix] = actions;
    expect(fix?.diagnostics).toEqual(diagnostics);
    expect(fix?.edit?.documentChanges).toMatchObject([{ textDocument: { uri: URI, version: 1 } }]);
    expect(await apply(client, fix)).toBe(true);
    expect(await client.diagnostics(URI)).toEqual([]);
    expect(client.text(URI)).not.toContain("traffic");
  });

  test("suggestions come as choices, none of them preferred, and each solves the problem", async () => {
    for (const choice of ["Give the rest to main: 60 %", "Split evenly: 50, 50 %"]) {
      await using client = await LspClient.start();
      await client.open(URI, CANARY);
      const actions = await client.codeActions(URI, at(client, "40"), await client.diagnostics(URI));
      expect(actions.some(({ isPreferred }) => isPreferred === true)).toBe(false);
      await apply(
        client,
        actions.find(({ title }) => title === choice),
      );
      expect(await client.diagnostics(URI)).toEqual([]);
    }
  });

  test("nothing is offered where nothing is wrong", async () => {
    await using client = await LspClient.start();
    await client.open(URI, CANARY);
    expect(await client.codeActions(URI, at(client, "name: iris"), [], ["quickfix"])).toEqual([]);
    await client.change(URI, CLEAN);
    const offered = await client.codeActions(URI, EVERYTHING);
    expect(offered.filter(({ kind }) => kind?.startsWith("refactor") !== true)).toEqual([]);
  });

  test("the problems of one rule can be fixed together", async () => {
    await using client = await LspClient.start();
    await client.open(URI, `${partial("one")}---\n${partial("two")}`);
    const actions = await client.codeActions(URI, at(client, "40"), [], ["quickfix"]);
    await apply(
      client,
      actions.find(({ title }) => title === "Fix all problems of traffic-sum (2)"),
    );
    expect(await client.diagnostics(URI)).toEqual([]);
  });

  test("clients without versioned edits get plain ones", async () => {
    await using client = await LspClient.start({ capabilities: {} });
    await client.open(URI, partial("iris"));
    const [fix] = await client.codeActions(URI, at(client, "40"));
    expect(Object.keys(fix?.edit?.changes ?? {})).toEqual([URI]);
    expect(await apply(client, fix)).toBe(true);
    expect(await client.diagnostics(URI)).toEqual([]);
  });
});

describe("a fix that is out of date", () => {
  test("is refused by its version once the text has moved on", async () => {
    await using client = await LspClient.start();
    await client.open(URI, partial("iris"));
    const [fix] = await client.codeActions(URI, at(client, "40"), await client.diagnostics(URI));
    await client.change(URI, "# a new first line\n", {
      start: { line: 0, character: 0 },
      end: { line: 0, character: 0 },
    });
    const before = client.text(URI);
    expect(await apply(client, fix)).toBe(false);
    expect(client.text(URI)).toBe(before);
  });

  test("is made anew when an old diagnostic is sent along", async () => {
    await using client = await LspClient.start();
    await client.open(URI, partial("iris"));
    const old = await client.diagnostics(URI);
    await client.change(URI, "# a new first line\n", {
      start: { line: 0, character: 0 },
      end: { line: 0, character: 0 },
    });
    const [fix] = await client.codeActions(URI, at(client, "40"), old, ["quickfix"]);
    expect(fix?.diagnostics).toMatchObject([{ data: { version: 2 } }]);
    await apply(client, fix);
    expect(client.text(URI)).toBe(`# a new first line\n${partial("iris").replace("      traffic: 40\n", "")}`);
  });

  test("is not offered at the old place, whatever diagnostic is sent along", async () => {
    await using client = await LspClient.start();
    await client.open(URI, partial("iris"));
    const old = await client.diagnostics(URI);
    const place = at(client, "40");
    await client.change(URI, CLEAN);
    expect(await client.codeActions(URI, place, old)).toEqual([]);
  });

  test("is refused in words when it was still to be worked out", async () => {
    await using client = await LspClient.start();
    await client.open(URI, partial("iris"));
    const [all] = await client.codeActions(URI, EVERYTHING, [], ["source.fixAll"]);
    await client.change(URI, `# moved\n${partial("iris")}`);
    await expect(client.resolve(all ?? { title: "" })).rejects.toThrow("has changed since these fixes were offered");
    await client.close(URI);
    await expect(client.resolve(all ?? { title: "" })).rejects.toThrow("has changed since these fixes were offered");
  });
});

describe("fix all", () => {
  const text = `${partial("one")}---\n${CANARY}---\n${partial("two")}`;

  test.each([["source.fixAll.seldon"], ["source.fixAll"], ["source"]])(
    "is offered for %s, keeps every comment, and leaves what needs a choice",
    async kind => {
      await using client = await LspClient.start();
      await client.open(URI, text);
      const [all, ...others] = await client.codeActions(URI, EVERYTHING, [], [kind]);
      expect(others).toEqual([]);
      expect(all).toMatchObject({ title: "Fix all Seldon problems", kind: "source.fixAll.seldon" });
      expect(all?.edit).toBeUndefined();
      await apply(client, await client.resolve(all ?? { title: "" }));
      const fixed = client.text(URI);
      expect(await client.diagnostics(URI)).toMatchObject([{ data: { messageId: "wrongTotal" } }]);
      expect(findComments(fixed).map(comment => comment.text)).toEqual(findComments(text).map(comment => comment.text));
      expect(lintText(fixed, { rules: allRules }).findings.map(({ rule }) => rule)).toEqual(["traffic-sum"]);
      expect(await client.codeActions(URI, EVERYTHING, [], [kind])).toEqual([]);
    },
  );

  test("comes with its edit for clients that cannot ask for it later", async () => {
    await using client = await LspClient.start({
      capabilities: { workspace: { workspaceEdit: { documentChanges: true } } },
    });
    await client.open(URI, text);
    const [all] = await client.codeActions(URI, EVERYTHING, [], ["source.fixAll"]);
    expect(await apply(client, all)).toBe(true);
    expect(client.text(URI)).not.toContain("traffic: 40\n      graph:\n        # the model");
  });

  test("is not mixed into a request for quick fixes", async () => {
    await using client = await LspClient.start();
    await client.open(URI, text);
    const kinds = (await client.codeActions(URI, EVERYTHING, [], ["quickfix"])).map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(["quickfix"]));
  });
});

describe("disabling a rule for a line", () => {
  test("puts a comment above the line, which silences it", async () => {
    await using client = await LspClient.start();
    await client.open(URI, CANARY.replaceAll("\n", "\r\n"));
    const actions = await client.codeActions(URI, at(client, "40"), await client.diagnostics(URI));
    await apply(
      client,
      actions.find(({ title }) => title === "Disable traffic-sum for this line"),
    );
    expect(client.text(URI)).toContain(
      "\r\n      # seldon-lint-disable-next-line traffic-sum\r\n      traffic: 40\r\n",
    );
    expect(await client.diagnostics(URI)).toEqual([]);
  });

  test("is not offered in JSON, which has no comments", async () => {
    await using client = await LspClient.start();
    const json = `{"apiVersion":"machinelearning.seldon.io/v1","kind":"SeldonDeployment","metadata":{"name":"iris"},"spec":{"predictors":[
      {"name":"main","traffic":40,"graph":{"name":"classifier","implementation":"SKLEARN_SERVER","modelUri":"gs://models/iris"}}]}}`;
    await client.open(URI, json, "json");
    const titles = (await client.codeActions(URI, at(client, "40"), [], ["quickfix"])).map(({ title }) => title);
    expect(titles).toEqual(["Remove traffic: a single predictor gets all of it"]);
  });
});
