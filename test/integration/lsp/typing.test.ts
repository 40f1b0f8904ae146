// Typing: every key press is a change, nothing crashes, and no diagnostic is of another text than its version says.
import { describe, expect, test } from "vitest";
import { allRules, lintText, toContract } from "../../../server/src/core/index.ts";
import { LspClient } from "../../support/lsp-client.ts";
import { CANARY, partial } from "./manifests.ts";

const URI = "file:///workspace/canary.yaml";
const MANIFEST = `${CANARY}---\n${partial("second")}---\napiVersion: v1\nkind: Secret\nmetadata: {name: store}\nstringData:\n  RCLONE_CONFIG_S3_TYPE: s3\n`;

function freshLint(text: string): unknown {
  return toContract(lintText(text, { rules: allRules, fileName: "canary.yaml" }).findings, text).map(
    ({ rule, range }) => ({ rule, range }),
  );
}

describe("a manifest typed character by character", () => {
  test.each([
    { pace: "waiting for each answer", waits: true },
    { pace: "without waiting", waits: false },
  ])("$pace: no crash, nothing stale, and the same problems as a fresh lint", async ({ waits }) => {
    await using client = await LspClient.start();
    const texts = new Map<number, string>([[1, ""]]);
    await client.open(URI, "");
    const isHeard = (): boolean => client.published.length > 0;
    for (const character of MANIFEST) {
      const end = client.document(URI).positionAt(client.text(URI).length);
      const version = await client.change(URI, character, { start: end, end });
      texts.set(version, client.text(URI));
      if (waits && isHeard()) await client.diagnostics(URI);
      for (const published of client.published) expect(published.version).toBeLessThanOrEqual(version);
    }
    expect(client.text(URI)).toBe(MANIFEST);
    await client.diagnostics(URI);
    const versions = client.published.map(({ version }) => version ?? 0);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
    for (const { version = 0, diagnostics } of client.published) {
      const seen = diagnostics.map(({ code, range }) => ({ rule: code, range }));
      expect(seen).toEqual(freshLint(texts.get(version) ?? ""));
    }
    expect(versions.at(-1)).toBe(texts.size);
    expect(client.complaints).toEqual([]);
  });

  test("asking for everything at every step crashes nothing", { timeout: 60_000 }, async () => {
    await using client = await LspClient.start();
    await client.open(URI, "");
    for (const character of CANARY) {
      const end = client.document(URI).positionAt(client.text(URI).length);
      await client.change(URI, character, { start: end, end });
      const at = client.document(URI).positionAt(client.text(URI).length);
      await Promise.all([
        client.hover(URI, at),
        client.complete(URI, at),
        client.outline(URI),
        client.codeActions(URI, { start: { line: 0, character: 0 }, end: at }),
      ]);
    }
    expect(client.complaints).toEqual([]);
  });

  test("deleting it again from the end leaves nothing behind", async () => {
    await using client = await LspClient.start();
    await client.open(URI, CANARY);
    expect(await client.diagnostics(URI)).toHaveLength(1);
    while (client.text(URI) !== "") {
      const { length } = client.text(URI);
      const start = client.document(URI).positionAt(Math.max(0, length - 7));
      await client.change(URI, "", { start, end: client.document(URI).positionAt(length) });
    }
    expect(await client.diagnostics(URI)).toEqual([]);
    expect(client.complaints).toEqual([]);
  });
});
