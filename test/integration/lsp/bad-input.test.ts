// Text that no manifest should be: a clear problem or silence, never a crash, never a hang, and the next document works.
import { describe, expect, test } from "vitest";
import { LspClient } from "../../support/lsp-client.ts";
import { CANARY } from "./manifests.ts";

const URI = "file:///workspace/bad.yaml";
const NEXT = "file:///workspace/canary.yaml";
const HEAD = "apiVersion: machinelearning.seldon.io/v1\nkind: SeldonDeployment\n";

function aliasBomb(): string {
  const levels = Array.from(
    { length: 24 },
    (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level}, `.repeat(9)}*a${level}]`,
  );
  return `${HEAD}a0: &a0 [x, x]\n${levels.join("\n")}\nspec:\n  predictors: *a24\n`;
}

const INPUTS = [
  { what: "an unclosed quote", text: `${HEAD}metadata:\n  name: "iris\nspec: {}\n`, code: "yaml-syntax" },
  { what: "tabs as indentation", text: `${HEAD}metadata:\n\tname: iris\n`, code: "yaml-syntax" },
  { what: "NUL bytes", text: `${HEAD}metadata:\n  name: iris\u0000\n`, code: "yaml-syntax" },
  { what: "an alias without an anchor", text: `${HEAD}metadata: *nowhere\n`, code: "yaml-syntax" },
  { what: "20 MB of text", text: `${HEAD}# ${"x".repeat(20_000_000)}\n`, code: "document-too-large" },
  { what: "an alias bomb", text: aliasBomb(), code: "yaml-syntax" },
  { what: "an alias of itself", text: `${HEAD}spec: &s\n  predictors:\n    - graph: *s\n`, code: undefined },
  { what: "ten thousand brackets", text: `${HEAD}spec: ${"[".repeat(10_000)}\n`, code: "yaml-syntax" },
  { what: "ten thousand levels", text: `${HEAD}spec: ${"[".repeat(10_000)}${"]".repeat(10_000)}\n`, code: undefined },
  { what: "lone surrogates and emoji", text: `${HEAD}metadata:\n  name: "\uD83D 🚀 \uDE80"\n`, code: undefined },
  { what: "a byte order mark and CRLF", text: `\uFEFF${CANARY.replaceAll("\n", "\r\n")}`, code: "traffic-sum" },
  { what: "only lone carriage returns", text: CANARY.replaceAll("\n", "\r"), code: undefined },
  {
    what: "a template",
    text: `${HEAD}metadata:\n  name: {{ .Values.name }}\n{{- if .Values.canary }}\nspec: {}\n{{- end }}\n`,
    code: undefined,
  },
  { what: "nothing but markers", text: `${HEAD}${"---\n...\n".repeat(5_000)}`, code: undefined },
  { what: "predictors of the wrong type", text: `${HEAD}spec:\n  predictors: {name: [main]}\n`, code: undefined },
];

describe.each(INPUTS)("$what", ({ text, code }) => {
  test("is answered in time, in every feature, and harms nothing after it", { timeout: 30_000 }, async () => {
    await using client = await LspClient.start();
    await client.open(URI, text);
    if (code !== undefined) expect((await client.diagnostics(URI)).map(problem => problem.code)).toContain(code);
    const inside = { line: 1, character: 3 };
    const place = { textDocument: { uri: URI }, position: inside, context: { includeDeclaration: true }, newName: "a" };
    await Promise.all([
      ...["definition", "references", "documentHighlight", "prepareRename", "rename"].map(feature =>
        client.request(`textDocument/${feature}`, place),
      ),
      client.hover(URI, inside),
      client.complete(URI, inside),
      client.outline(URI),
      client.codeActions(URI, { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } }),
    ]);
    const beyond = { line: 1_000_000, character: 1_000_000 };
    await Promise.all([
      client.hover(URI, beyond),
      client.complete(URI, beyond),
      client.codeActions(URI, { start: beyond, end: inside }),
    ]);
    await client.change(URI, "x", { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } });
    await client.change(URI, CANARY);
    expect((await client.diagnostics(URI)).map(problem => problem.code)).toEqual(["traffic-sum"]);
    await client.open(NEXT, CANARY);
    expect(await client.diagnostics(NEXT)).toHaveLength(1);
    expect(client.complaints).toEqual([]);
  });
});

describe("a client that is out of step", () => {
  test("changes and questions about documents that are not open do no harm", async () => {
    await using client = await LspClient.start();
    const textDocument = { uri: "file:///workspace/never.yaml", version: 7 };
    await client.notify("textDocument/didChange", { textDocument, contentChanges: [{ text: CANARY }] });
    await client.notify("textDocument/didClose", { textDocument });
    await client.notify("textDocument/didOpen", {
      textDocument: { uri: ":::", languageId: "yaml", version: 1, text: CANARY },
    });
    expect(await client.hover(textDocument.uri, { line: 0, character: 0 })).toBeNull();
    await client.open(NEXT, CANARY);
    expect(await client.diagnostics(NEXT)).toHaveLength(1);
  });
});
