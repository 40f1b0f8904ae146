// The outline through the server, as editors show it beside the text.
import { expect, test } from "vitest";
import type { DocumentSymbol } from "vscode-languageserver/node";
import { LspClient } from "../../support/lsp-client.ts";
import { CANARY } from "./manifests.ts";

const URI = "file:///workspace/canary.yaml";

function tree(symbols: readonly DocumentSymbol[], depth = 0): string[] {
  return symbols.flatMap(({ name, detail, range, children }) => [
    `${"  ".repeat(depth)}${name} (${detail ?? ""}) ${range.start.line}-${range.end.line}`,
    ...tree(children ?? [], depth + 1),
  ]);
}

test("predictors, units and resources stand with their lines", async () => {
  await using client = await LspClient.start();
  await client.open(URI, `${CANARY}---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: store\n`);
  expect(tree(await client.outline(URI))).toEqual([
    "iris (SeldonDeployment) 1-19",
    "  main (50 %) 8-13",
    "    classifier (SKLEARN_SERVER) 10-13",
    "  canary (40 %) 14-19",
    "    classifier (SKLEARN_SERVER) 16-19",
    "store (Secret) 21-24",
  ]);
});

test("every name lies inside its symbol, also in text that is not finished", async () => {
  await using client = await LspClient.start();
  const check = (symbols: readonly DocumentSymbol[]): void => {
    for (const { range, selectionRange, children } of symbols) {
      expect(isBefore(range.start, selectionRange.start)).toBe(true);
      expect(isBefore(selectionRange.end, range.end)).toBe(true);
      check(children ?? []);
    }
  };
  await client.open(URI, "");
  for (let length = 0; length <= CANARY.length; length += 9) {
    await client.change(URI, CANARY.slice(0, length));
    check(await client.outline(URI));
  }
  expect(client.complaints).toEqual([]);
});

function isBefore(a: { line: number; character: number }, b: { line: number; character: number }): boolean {
  return a.line < b.line || (a.line === b.line && a.character <= b.character);
}
